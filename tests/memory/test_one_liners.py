"""Add a memory: one-liners with what a careful reader would take them for, written by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.errors import AmbiguousDate
from imeworkbook.kinds import ENTRIES
from imeworkbook.memory import propose
from imeworkbook.records import KINDS, Career, Life, Profile, Use
from imeworkbook.workbook import Workbook

# line | kind | substance or type (- where none is said) | event or pattern | start | end. Dates are the words for them.
TABLE = """
started drinking every night in 2011 | use | alcohol | daily | in 2011 | -
summer after residency, leftover oxycodone | use | opioids | - | summer after residency | -
first drink at 15, at my cousin's wedding party | use | alcohol | first_use | at 15 | -
when I was 16 I smoked my first joint | use | cannabis | first_use | when I was 16 | -
tried cocaine once in 1999 | use | stimulants | first_use | in 1999 | -
in my early twenties, weed on weekends | use | cannabis | weekly | in my early twenties | -
wine every evening since 2014 | use | alcohol | daily | 2014 | -
Ativan for sleep from March 2012 to June 2013 | use | sedatives | - | March 2012 | June 2013
a bottle a night by late 2013 | use | alcohol | daily | by late 2013 | -
last drink 3 March 2014 | use | alcohol | last_use | 3 March 2014 | -
last joint in about 2010 | use | cannabis | last_use | in about 2010 | -
never used cocaine after 2005 | use | stimulants | none | after 2005 | -
stopped drinking in May 2015 | use | alcohol | none | in May 2015 | -
sober from 2015 to 2018 | use | - | none | 2015 | 2018
started vaping in 2019 | use | nicotine | - | in 2019 | -
a pack a day between 1998 and 2003 | use | nicotine | daily | between 1998 and 2003 | -
cigarettes since I was 17 | use | nicotine | - | I was 17 | -
Percocet after my back surgery in 2010 | use | opioids | - | in 2010 | -
codeine most days in early 2012 | use | opioids | most_days | in early 2012 | -
Adderall during exams in 2003 | use | stimulants | - | in 2003 | -
mushrooms twice in the summer of 2002 | use | hallucinogens | - | in the summer of 2002 | -
LSD for the first time in June 2001 | use | hallucinogens | first_use | in June 2001 | -
propofol from the ward, autumn 2013 | use | anaesthetics | - | autumn 2013 | -
ketamine in 2016 | use | anaesthetics | - | in 2016 | -
tested positive for cocaine in June 2020 | test | positive | - | in June 2020 | -
negative drug test for cannabis, May 2019 | test | negative | - | May 2019 | -
I drank on 3 May 2019 and had a positive urine test | use | alcohol | - | on 3 May 2019 | -
PCP once, 1997 | use | phencyclidine | - | 1997 | -
poppers at parties in the nineties | use | inhalants | occasional | in the nineties | -
Xanax now and then around 2008 | use | sedatives | occasional | around 2008 | -
zopiclone every night in 2009 | use | sedatives | daily | in 2009 | -
heroin, one time, 1998 | use | opioids | - | 1998 | -
took tramadol daily from 2010 until 2011 | use | opioids | daily | 2010 | 2011
beer every weekend in high school | use | alcohol | weekly | - | -
binge drinking at parties, 1998 | use | alcohol | occasional | 1998 | -
blackout on New Year's Eve 2005 | use | alcohol | - | on New Year's Eve 2005 | -
drank every day in December 2012 | use | alcohol | daily | in December 2012 | -
vodka in my locker, spring 2013 | use | alcohol | - | spring 2013 | -
gin most evenings in 2010 | use | alcohol | most_days | in 2010 | -
two glasses of wine a night before the wedding | use | alcohol | daily | before the wedding | -
edibles to sleep, 2018 | use | cannabis | - | 2018 | -
drinking several times a week in 2007 | use | alcohol | several | in 2007 | -
first daily drinking, winter 2009-10 | use | alcohol | first_daily | winter 2009-10 | -
weekly coke in 2004 | use | stimulants | weekly | in 2004 | -
Ritalin, about 2005 | use | stimulants | - | about 2005 | -
MDMA a few times in 2000 | use | stimulants | - | in 2000 | -
fentanyl patches in 2015 | use | opioids | - | in 2015 | -
nitrous at the dental school, 2003 | use | anaesthetics | - | 2003 | -
quit smoking cigarettes on 1 January 2020 | use | nicotine | none | on 1 January 2020 | -
gave up weed in 2008 | use | cannabis | none | in 2008 | -
drank again from August 2016 | use | alcohol | - | August 2016 | -
overdose in May 2013 | use | - | - | in May 2013 | -
got high before my shift in 2012 | use | - | - | in 2012 | -
kratom in 2021 | use | opioids | - | in 2021 | -
gabapentin leftover pills, 2019 | use | sedatives | - | 2019 | -
a joint most nights, 2006 | use | cannabis | most_days | 2006 | -
morphine once in 2014 | use | opioids | - | in 2014 | -
speed in second year of residency | use | stimulants | - | in second year of residency | -
residency at St. Mary's from July 2005 to June 2009 | career | training | - | July 2005 | June 2009
first job at the General, September 2009 | career | position | - | September 2009 | -
graduated from medical school in May 2005 | career | schooling | - | in May 2005 | -
internship in 2005 | career | training | - | in 2005 | -
fellowship from 2009 to 2010 | career | training | - | 2009 | 2010
licensed in June 2005 | career | licence | - | in June 2005 | -
got my licence on 14 June 2005 | career | licence | - | on 14 June 2005 | -
locum work in the north, summer 2011 | career | locum | - | summer 2011 | -
hired as staff pharmacist in March 2008 | career | position | - | in March 2008 | -
promoted to head nurse in 2012 | career | position | - | in 2012 | -
resigned in April 2014 | career | position | - | in April 2014 | -
fired in 2014 | career | out_of_work | - | in 2014 | -
laid off in the fall of 2016 | career | out_of_work | - | in the fall of 2016 | -
sick leave from March to May 2014 | career | leave | - | March 2014 | May 2014
parental leave in 2011 | career | leave | - | in 2011 | -
back to work in September 2016 | career | - | - | in September 2016 | -
nursing school from 1998 to 2001 | career | schooling | - | 1998 | 2001
board exam in June 2009 | career | licence | - | in June 2009 | -
worked nights in 2010 | career | - | - | in 2010 | -
rotation in psychiatry, January 2007 | career | training | - | January 2007 | -
dental school 1999 to 2003 | career | schooling | - | 1999 | 2003
lost my job in 2017 | career | out_of_work | - | in 2017 | -
consultant post since 2019 | career | position | - | 2019 | -
med school started in September 2001 | career | schooling | - | in September 2001 | -
night shifts at the clinic in 2013 | career | - | - | in 2013 | -
maternity leave, February 2012 to February 2013 | career | leave | - | February 2012 | February 2013
veterinary practice in Leeds, 2010 to 2014 | career | - | - | 2010 | 2014
detox in April 2014 | treatment | withdrawal_care | - | in April 2014 | -
rehab at Homewood from May to July 2014 | treatment | residential | - | May 2014 | July 2014
first AA meeting in August 2014 | treatment | mutual_help | - | in August 2014 | -
joined AA in 2014 | treatment | mutual_help | - | in 2014 | -
Caduceus group since 2015 | treatment | mutual_help | - | 2015 | -
monitoring by the health program from 2014 to 2019 | treatment | monitoring | - | 2014 | 2019
urine test negative, 5 May 2015 | test | negative | - | 5 May 2015 | -
hair test in 2016 | test | - | - | in 2016 | -
started naltrexone in June 2014 | treatment | medication | - | in June 2014 | -
buprenorphine since 2018 | treatment | medication | - | 2018 | -
saw a therapist in 2013 | treatment | counselling | - | in 2013 | -
counselling after the divorce, 2017 | treatment | counselling | - | 2017 | -
inpatient program in spring 2014 | treatment | residential | - | in spring 2014 | -
outpatient program, autumn 2014 | treatment | outpatient | - | autumn 2014 | -
new sponsor in January 2019 | treatment | mutual_help | - | in January 2019 | -
disulfiram for a month in 2012 | treatment | medication | - | in 2012 | -
first met my addiction physician in May 2014 | treatment | - | - | in May 2014 | -
SMART recovery online, 2020 | treatment | mutual_help | - | 2020 | -
methadone from 2012 to 2014 | treatment | medication | - | 2012 | 2014
diagnosed with depression in 2010 | health | mental | - | in 2010 | -
panic attacks in the winter of 2011 | health | mental | - | in the winter of 2011 | -
back surgery in 2009 | health | physical | - | in 2009 | -
broke my leg in March 2006 | health | physical | - | in March 2006 | -
migraines since 2004 | health | physical | - | 2004 | -
insomnia during residency | health | mental | - | during residency | -
ADHD diagnosis at 30 | health | mental | - | at 30 | -
started sertraline in November 2012 | health | mental | - | in November 2012 | -
car accident in 2007 | health | physical | - | in 2007 | -
burnout in 2013 | health | mental | - | in 2013 | -
miscarriage in July 2010 | health | physical | - | in July 2010 | -
hepatitis in 2003 | health | physical | - | in 2003 | -
seizure on 4 April 2014 | health | physical | - | on 4 April 2014 | -
thought of suicide in 2014 | health | mental | - | in 2014 | -
knee operation, summer 2008 | health | physical | - | summer 2008 | -
could not sleep after the wedding | health | mental | - | after the wedding | -
married in October 2008 | life | partner | - | in October 2008 | -
our daughter was born in May 2010 | life | child | - | in May 2010 | -
Dad died in January 2012 | life | death | - | in January 2012 | -
moved to Leeds in 2009 | life | home | - | in 2009 | -
divorced in 2016 | life | partner | - | in 2016 | -
bought a house in 2011 | life | home | - | in 2011 | -
met Alex in the summer of 2006 | life | - | - | in the summer of 2006 | -
my mother's funeral, 12 June 2015 | life | death | - | 12 June 2015 | -
broke up with Sam in early 2004 | life | partner | - | in early 2004 | -
my brother moved in, fall 2013 | life | - | - | fall 2013 | -
engaged at Christmas 2007 | life | partner | - | at Christmas 2007 | -
left home at 18 | life | home | - | at 18 | -
our son, born 2012 | life | child | - | 2012 | -
adopted a child in 2018 | life | child | - | in 2018 | -
grandmother died when I was 12 | life | death | - | when I was 12 | -
separated two years after the wedding | life | partner | - | two years after the wedding | -
letter from the College in March 2014 | legal | regulator | - | in March 2014 | -
complaint to the board in 2013 | legal | regulator | - | in 2013 | -
DUI in December 2012 | legal | police | - | in December 2012 | -
arrested in 2013 | legal | police | - | in 2013 | -
court date on 5 May 2014 | legal | court | - | on 5 May 2014 | -
signed an undertaking in April 2014 | legal | regulator | - | in April 2014 | -
insurer stopped paying in 2015 | legal | insurer | - | in 2015 | -
hearing before the tribunal, autumn 2014 | legal | court | - | autumn 2014 | -
charged with impaired driving in 2012 | legal | police | - | in 2012 | -
custody hearing in 2017 | legal | court | - | in 2017 | -
consent order, June 2014 | legal | - | - | June 2014 | -
talked to a lawyer in 2014 | legal | - | - | in 2014 | -
reported to the College in February 2014 | legal | regulator | - | in February 2014 | -
something happened in 2003 | life | - | - | in 2003 | -
the lake, all of us, no idea when | life | - | - | - | -
Zoë's party, 21/06/2004 | life | - | - | 21/06/2004 | -
moved to Tromsø in 2002 | life | home | - | in 2002 | -
<b>wedding</b> of my sister in 2011 | life | partner | - | in 2011 | -
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]
_TYPE = {name: kind.typed for name, kind in ENTRIES.items()}


@pytest.fixture(scope="module")
def workbook():
    with Workbook.in_memory() as workbook:
        workbook.set("date order", "day first")
        workbook.add(Profile(born="1979-03-14"))
        workbook.add(Career(title="Residency", type="training", start="2005-07", end="2009-06"))
        workbook.add(Life(title="Wedding", area="partner", start="2008-10", point=True))
        yield workbook


def test_there_are_many():
    assert len({row[0] for row in ROWS}) >= 150
    assert {row[1] for row in ROWS} == {"use", "career", "treatment", "health", "life", "legal", "test"}


@pytest.mark.parametrize(("line", "kind", "what", "how", "start", "end"), ROWS, ids=[row[0] for row in ROWS])
def test_a_careful_reader_agrees(workbook, line, kind, what, how, start, end):
    found = propose(line, workbook.read_date)
    assert (found.line, found.kind) == (line, kind)
    said = found.fields
    assert said.get(_TYPE[kind], "-") == what or (what == "-" and kind != "use")
    if kind == "use":
        event = said.get("event", "phase")
        assert (said.get("frequency", "-") if event == "phase" else event) == how
    assert (said.get("start", "-"), said.get("end", "-")) == (start, end)
    assert said["notes"] == line


@pytest.mark.parametrize("line", [row[0] for row in ROWS])
def test_what_is_proposed_can_be_kept_as_it_is(workbook, line):
    found = propose(line, workbook.read_date)
    needed = {"substance": "other"} if found.kind == "use" else {}
    fields = {name: value or None for name, value in {**needed, **found.fields}.items() if name != "event"}
    try:
        kept = workbook.reader.read(KINDS[found.kind](**fields))
    except AmbiguousDate as error:  # the form offers both
        assert len(error.readings) == 2
    else:
        assert kept.notes == line


@settings(max_examples=200)
@given(
    st.text(max_size=120) | st.sampled_from([row[0] for row in ROWS]).flatmap(lambda a: st.text().map(lambda b: a + b))
)
def test_any_line_becomes_something_and_loses_no_word(line):
    with Workbook.in_memory() as workbook:
        found = propose(line, workbook.read_date)
        assert found.kind in _TYPE
        assert found.line == line
        assert found.fields["notes"] == line.strip()
        assert workbook.records() == ()


def test_a_time_that_is_no_date_yet_is_said_and_stays_in_the_line(workbook):
    found = propose("summer after second year, started taking leftover oxycodone", workbook.read_date)
    assert (found.kind, found.fields["substance"]) == ("use", "opioids")
    assert (found.phrase, found.read) == ("summer after second year", False)


def test_the_person_may_choose_another_kind(workbook):
    found = propose("quit my job in 2014", workbook.read_date, "life")
    assert (found.kind, found.fields["title"], found.fields["start"]) == ("life", "Quit my job", "in 2014")
    assert isinstance(KINDS["use"](substance="alcohol"), Use)


def test_no_text_shows_in_its_repr(workbook):
    assert repr(propose("my secret, 2014", workbook.read_date)) == "<Proposal of a life entry>"
