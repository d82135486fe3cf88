"""EDTF text and its windows: a table by hand, properties, and two other readers of EDTF as oracles."""

from __future__ import annotations

import datetime as dt
import math

import edtf as edtf_package
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import VisitError
from undate.undate import Undate

from imeworkbook.dates import FuzzyDate, age_at, full_years
from imeworkbook.errors import DateNotUnderstood, ImeworkbookError

# EDTF, earliest day, latest day, precision, words
TABLE = [
    ("2004", "2004-01-01", "2004-12-31", "year", "2004"),
    ("2004-02", "2004-02-01", "2004-02-29", "month", "February 2004"),
    ("2004-02-29", "2004-02-29", "2004-02-29", "day", "29 February 2004"),
    ("2009~", "2008-01-01", "2010-12-31", "year", "about 2009"),
    ("2009?", "2009-01-01", "2009-12-31", "year", "possibly 2009"),
    ("2009%", "2008-01-01", "2010-12-31", "year", "possibly about 2009"),
    ("2009-05~", "2009-04-01", "2009-06-30", "month", "about May 2009"),
    ("2009-01~", "2008-12-01", "2009-02-28", "month", "about January 2009"),
    ("2009-05-14~", "2009-05-07", "2009-05-21", "day", "about 14 May 2009"),
    ("199X", "1990-01-01", "1999-12-31", "decade", "the 1990s"),
    ("199X~", "1988-01-01", "2001-12-31", "decade", "about the 1990s"),
    ("19XX", "1900-01-01", "1999-12-31", "century", "the 1900s (the whole century)"),
    ("2004-XX", "2004-01-01", "2004-12-31", "year", "2004"),
    ("2004-05-XX", "2004-05-01", "2004-05-31", "month", "May 2004"),
    ("2004-XX-XX", "2004-01-01", "2004-12-31", "year", "2004"),
    ("2003-21", "2003-03-01", "2003-05-31", "season", "spring 2003"),
    ("2003-22", "2003-06-01", "2003-08-31", "season", "summer 2003"),
    ("2003-23", "2003-09-01", "2003-11-30", "season", "autumn 2003"),
    ("2003-24", "2002-12-01", "2003-02-28", "season", "winter 2002–03"),
    ("2003-26", "2003-06-01", "2003-08-31", "season", "summer 2003"),
    ("2003-28", "2002-12-01", "2003-02-28", "season", "winter 2002–03"),
    ("2003-29", "2003-09-01", "2003-11-30", "season", "spring 2003"),
    ("2003-30", "2002-12-01", "2003-02-28", "season", "summer 2002–03"),
    ("2003-31", "2003-03-01", "2003-05-31", "season", "autumn 2003"),
    ("2003-32", "2003-06-01", "2003-08-31", "season", "winter 2003"),
    ("2003-22~", "2003-05-01", "2003-09-30", "season", "about summer 2003"),
    ("2003-33", "2003-01-01", "2003-03-31", "part", "first quarter of 2003"),
    ("2003-36", "2003-10-01", "2003-12-31", "part", "fourth quarter of 2003"),
    ("2004-37", "2004-01-01", "2004-04-30", "part", "early 2004"),
    ("2004-38", "2004-05-01", "2004-08-31", "part", "mid-2004"),
    ("2004-39", "2004-09-01", "2004-12-31", "part", "late 2004"),
    ("2004-40", "2004-01-01", "2004-06-30", "part", "first half of 2004"),
    ("2004-41", "2004-07-01", "2004-12-31", "part", "second half of 2004"),
    ("[2003-03-03..2004-04-05]", "2003-03-03", "2004-04-05", "window", "between 3 March 2003 and 5 April 2004"),
    ("[2003..2005]", "2003-01-01", "2005-12-31", "window", "between 2003 and 2005"),
    ("[2003~..2005]", "2002-01-01", "2005-12-31", "window", "roughly between 2002 and 2005"),
    ("[..1998]", None, "1998-12-31", "window", "before 1999"),
    ("[2004..]", "2004-01-01", None, "window", "2004 or later"),
    ("2004/2006", "2004-01-01", "2006-12-31", "spell", "from 2004 to 2006"),
    ("2004-05/..", "2004-05-01", None, "spell", "from May 2004 on"),
    ("../1999", None, "1999-12-31", "spell", "up to 1999"),
    ("2004/", "2004-01-01", None, "spell", "from 2004 to an unknown time"),
]
REFUSED = [
    "",
    "banana",
    "2004-13",
    "2004-00",
    "2010-02-31",
    "2004-22-05",
    "2004-42",
    "0000",
    "20X4",
    "2XXX",
    "199X-05",
    "2004-5",
    "2004-05-5",
    "04",
    "２００４",
    "2004/2003",
    "[2005..2003]",
    "[..]",
    "2004~~",
    " 2004",
    "2004-XX-05",
    "[2004/2005..2006]",
    "2004/2005/2006",
    "[[2004..2005]..2006]",
]


def day(text):
    return None if text is None else dt.date.fromisoformat(text)


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "words"), TABLE, ids=[row[0] for row in TABLE])
def test_a_form_has_its_window_and_its_words(text, earliest, latest, precision, words):
    date = FuzzyDate.parse(text)
    assert (date.earliest, date.latest, date.precision) == (day(earliest), day(latest), precision)
    assert str(date) == words
    assert FuzzyDate.parse(date.edtf, mark=date.mark) == date


@pytest.mark.parametrize(
    ("text", "given", "mark"),
    [
        ("2009~", "2009~", ""),
        ("2009-05-14%", "2009-05-14%", ""),
        ("2004-XX~", "2004~", ""),
        ("2004-05-XX?", "2004-05?", ""),
        ("2004-XX", "2004-XX", ""),
        ("199X~", "199X", "~"),
        ("1999-23?", "1999-23", "?"),
        ("1999-37%", "1999-37", "%"),
        ("[2010-12-24~..2010-12-26~]", "[2010-12-17..2011-01-02]", "~"),
        ("[2003-05..2005]", "[2003-05..2005-12]", ""),
        ("[2003-22..2005?]", "[2003-06..2005-12]", "?"),
        ("[199X..]", "[1990..]", ""),
        ("[..2004-05-06%]", "[..2004-05-13]", "%"),
        ("1999-23~/2001", "1999-08/2001", "~"),
        ("2004~/2006?", "2004~/2006?", ""),
        ("2003-22~/2005?", "2003-05/2005?", "%"),
        ("2004-XX/2006-XX", "2004/2006", ""),
    ],
)
def test_what_others_do_not_read_is_read_and_given_as_they_do(text, given, mark):
    date = FuzzyDate.parse(text)
    assert (date.edtf, date.mark) == (given, mark)
    again = FuzzyDate.parse(given, mark=mark)
    assert (again, hash(again)) == (date, hash(date))


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused_in_one_sentence_without_the_text(text):
    with pytest.raises(DateNotUnderstood) as refusal:
        FuzzyDate.parse(text)
    said = str(refusal.value)
    assert said.count("\n") == 0
    assert said.endswith(".")
    assert len(text) < 3 or text not in said


def test_plain_seasons_take_the_hemisphere():
    south = FuzzyDate.parse("1999-23~", hemisphere="south")
    assert (south.edtf, south.mark) == ("1999-31", "~")
    assert FuzzyDate.parse(south.edtf, mark=south.mark) == south
    assert FuzzyDate.parse("2003-22", hemisphere="south").earliest == dt.date(2002, 12, 1)
    assert FuzzyDate.parse("2003-24", hemisphere="south").earliest == dt.date(2003, 6, 1)
    assert FuzzyDate.parse("2003-26", hemisphere="south") == FuzzyDate.parse("2003-26")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2009-05-14", "on 14 May 2009"),
        ("2009", "between 1 Jan and 31 Dec 2009"),
        ("[2003-03-03..2004-04-05]", "between 3 Mar 2003 and 5 Apr 2004"),
        ("[..1998]", "on or before 31 Dec 1998"),
        ("[2004..]", "on or after 1 Jan 2004"),
    ],
)
def test_a_window_in_words(text, said):
    assert FuzzyDate.parse(text).window_words() == said


# --- properties ---

years = st.integers(1, 9998).map(lambda year: f"{year:04d}")
months = st.builds(lambda year, month: f"{year}-{month:02d}", years, st.integers(1, 12))
days = st.dates(dt.date(1, 1, 8), dt.date(9999, 12, 20)).map(dt.date.isoformat)
parts = st.builds(lambda year, code: f"{year}-{code}", years, st.integers(21, 41))
decades = st.integers(1, 998).map(lambda decade: f"{decade:03d}X")
plain = years | months | days | parts | decades
points = st.builds(lambda text, mark: text + mark, plain, st.sampled_from(["", "?", "~", "%"]))


def window(pair):
    low, high = sorted(pair, key=lambda text: (FuzzyDate.parse(text).earliest, FuzzyDate.parse(text).latest))
    return f"[{low}..{high}]"


windows = st.tuples(days, days).map(window) | points.map(lambda p: f"[..{p}]") | points.map(lambda p: f"[{p}..]")
dates = points | windows


@given(dates)
def test_reading_what_was_read_changes_nothing(text):
    date = FuzzyDate.parse(text)
    again = FuzzyDate.parse(date.edtf, mark=date.mark)
    assert (again, hash(again), str(again)) == (date, hash(date), str(date))
    assert str(date)
    if date.earliest and date.latest:
        assert date.earliest <= date.latest


@given(plain)
def test_about_widens_and_doubt_does_not(text):
    bare, about, doubt, both = (FuzzyDate.parse(text + mark) for mark in ("", "~", "?", "%"))
    assert about.earliest <= bare.earliest <= bare.latest <= about.latest
    assert (about.earliest, about.latest) != (bare.earliest, bare.latest)
    assert (doubt.earliest, doubt.latest) == (bare.earliest, bare.latest)
    assert (both.earliest, both.latest) == (about.earliest, about.latest)


@given(days)
def test_a_day_lies_in_its_month_its_season_its_year_and_its_decade(text):
    exact = FuzzyDate.parse(text).earliest
    wider = [text[:7], text[:4]]
    if text[:3] != "000":
        wider.append(f"{text[:3]}X")
    for whole in wider:
        assert FuzzyDate.parse(whole).earliest <= exact <= FuzzyDate.parse(whole).latest


@given(st.lists(dates, min_size=2, max_size=4))
def test_the_sort_key_is_a_total_order_that_agrees_with_certainly_before(texts):
    ordered = sorted((FuzzyDate.parse(text) for text in texts), key=lambda date: date.sort_key)
    assert [date.sort_key for date in ordered] == sorted(date.sort_key for date in ordered)
    for one in ordered:
        for other in ordered:
            if one.certainly_before(other):
                assert one.sort_key < other.sort_key
                assert other.certainly_before(one) is False


@given(dates, dates, st.randoms(use_true_random=False))
def test_certainly_before_holds_for_every_pair_of_days(first, second, random):
    one, other = FuzzyDate.parse(first), FuzzyDate.parse(second)

    def some_day(date):
        low = (date.earliest or dt.date.min).toordinal()
        return random.randint(low, (date.latest or dt.date.max).toordinal())

    verdict = one.certainly_before(other)
    picked = [(some_day(one), some_day(other)) for _ in range(5)]
    assert verdict is None or all((a < b) is verdict for a, b in picked)


@given(dates)
def test_ends_set_by_hand_stand_before_the_words(text):
    date = FuzzyDate.parse(text).with_ends(dt.date(2000, 1, 1), dt.date(2000, 2, 1))
    assert (date.earliest, date.latest) == (dt.date(2000, 1, 1), dt.date(2000, 2, 1))
    assert str(date) == str(FuzzyDate.parse(text))
    with pytest.raises(DateNotUnderstood):
        date.with_ends(dt.date(2000, 2, 1), dt.date(2000, 1, 1))


@given(st.dates(), st.dates())
def test_full_years_are_counted_as_people_count_them(born, now):
    age = full_years(born, now)
    if now < born:
        assert age == 0
    else:
        birthdays = sum(
            (year, born.month, born.day) <= (now.year, now.month, now.day)
            for year in range(born.year + 1, now.year + 1)
        )
        assert age == birthdays


@given(st.dates(dt.date(1920, 1, 1), dt.date(2000, 1, 1)), dates)
def test_an_age_is_a_range_that_holds_every_day(born, text):
    date = FuzzyDate.parse(text)
    least, most = age_at(FuzzyDate.of_day(born), date)
    assert (least is None) is (date.earliest is None)
    assert (most is None) is (date.latest is None)
    if least is not None and most is not None:
        assert least <= most


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_our_error(text):
    try:
        date = FuzzyDate.parse(text)
        assert FuzzyDate.parse(date.edtf, mark=date.mark) == date
    except ImeworkbookError as error:
        assert isinstance(error, DateNotUnderstood)


# --- two other readers ---


def strict(moment):
    return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday)


@given(plain.filter(lambda text: text > "1000"))
def test_the_edtf_package_reads_the_same_window(text):
    """Known differences, left out: years before 1001. Seasons that cross the turn of a year are told apart below."""
    read = edtf_package.parse_edtf(text)
    ours = FuzzyDate.parse(text)
    low, high = strict(read.lower_strict()), strict(read.upper_strict())
    if text[4:5] == "-" and text[5:7] in ("24", "28", "30"):
        # It lets what crosses the turn of a year begin in the year named; the larger part of ours lies in that year.
        low, high = low.replace(year=low.year - 1), dt.date(ours.latest.year, ours.latest.month, ours.latest.day)
    assert (low, high) == (ours.earliest, ours.latest)


@given((years | months | days).filter(lambda text: text > "0999"))
def test_undate_reads_the_same_days(text):
    """Known differences, left out: seasons, parts, decades with a mark and marks, which undate 0.8 refuses or drops."""
    read = Undate.parse(text, "EDTF")
    ours = FuzzyDate.parse(text)
    assert (str(read.earliest), str(read.latest)) == (ours.earliest.isoformat(), ours.latest.isoformat())


@given(st.lists(st.integers(1000, 9999).map(str), min_size=2, max_size=2).map(lambda pair: "/".join(sorted(pair))))
def test_the_edtf_package_reads_the_same_spell(text):
    read = edtf_package.parse_edtf(text)
    ours = FuzzyDate.parse(text)
    assert (strict(read.lower_strict()), strict(read.upper_strict())) == (ours.earliest, ours.latest)


unspecified = st.sampled_from(["199X", "19XX", "2004-XX", "2004-05-XX", "2004-XX-XX"])
doubtful = st.builds(lambda text: text + "?", (years | months | days).filter(lambda text: text > "0999"))


@settings(max_examples=40)
@given(unspecified | doubtful)
def test_both_packages_read_what_is_left_open_or_doubted_alike(text):
    ours, theirs, undated = FuzzyDate.parse(text), edtf_package.parse_edtf(text), Undate.parse(text, "EDTF")
    assert (strict(theirs.lower_strict()), strict(theirs.upper_strict())) == (ours.earliest, ours.latest)
    assert (str(undated.earliest), str(undated.latest)) == (ours.earliest.isoformat(), ours.latest.isoformat())
    assert str(theirs) == ours.edtf


@settings(max_examples=40)
@given((years | months).filter(lambda text: text > "0999"), st.sampled_from("~%"))
def test_what_is_approximate_holds_the_days_that_others_read(text, mark):
    """Both packages read the bare days (edtf pads them only in `lower_fuzzy`); ours widens by one unit."""
    ours, theirs = FuzzyDate.parse(text + mark), edtf_package.parse_edtf(text + mark)
    assert ours.earliest <= strict(theirs.lower_strict())
    assert strict(theirs.upper_strict()) <= ours.latest
    assert str(theirs) == ours.edtf


@settings(max_examples=40)
@given(st.lists(st.integers(1000, 9999).map(str), min_size=2, max_size=2, unique=True).map(sorted))
def test_windows_and_spells_agree_where_a_package_has_them(pair):
    """Known difference, left out: a spell from a year to the same year, which undate 0.8 refuses."""
    low, high = pair
    window, theirs = FuzzyDate.parse(f"[{low}..{high}]"), edtf_package.parse_edtf(f"[{low}..{high}]")
    assert (strict(theirs.lower_strict()), strict(theirs.upper_strict())) == (window.earliest, window.latest)
    spell, undated = FuzzyDate.parse(f"{low}/{high}"), Undate.parse(f"{low}/{high}", "EDTF")
    assert (str(undated.earliest.earliest), str(undated.latest.latest)) == (str(spell.earliest), str(spell.latest))


@pytest.mark.parametrize("text", ["2004/..", "../1999", "[..1998]", "[2004..]"])
def test_an_open_end_is_open_to_edtf_too(text):
    ours, theirs = FuzzyDate.parse(text), edtf_package.parse_edtf(text)
    for day, other in ((ours.earliest, theirs.lower_strict()), (ours.latest, theirs.upper_strict())):
        assert math.isinf(other) if day is None else strict(other) == day


@pytest.mark.parametrize("text", ["[2003..2005]", "2003-33", "2003-37", "2003-21"])
def test_what_undate_does_not_read_is_known(text):
    """Sets, seasons and other parts of a year. When it learns to, this fails, and the form joins the tests above."""
    assert FuzzyDate.parse(text).edtf == text
    with pytest.raises((ValueError, VisitError)):
        Undate.parse(text, "EDTF")
