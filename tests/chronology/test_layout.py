"""The layout by its properties: nothing lost, nothing on top of another, nothing outside, nobody else's."""

from __future__ import annotations

import datetime as dt
from itertools import combinations, groupby, pairwise, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imeworkbook.chronology.crossings import clear
from imeworkbook.chronology.lanes import pack
from imeworkbook.chronology.layout import Scale, lay_out
from imeworkbook.chronology.marks import FuzzyEdge, Milestone, Spell, Step, Without, covered
from imeworkbook.chronology.metrics import fitted, text_width
from imeworkbook.chronology.scales import on_screen
from imeworkbook.errors import InvalidRecord
from imeworkbook.records import AUDIENCES, Answer, Career, Health, Legal, Life, Profile, Treatment, Use, When, may_see
from imeworkbook.timeline import chronicle
from imeworkbook.workbook import sample as sample_workbook

AS_OF = dt.date(2026, 11, 23)
SCALES = [Scale(), Scale(660), Scale(1700), Scale(620, 8, 23), Scale(400, 4.5, 13)]
SCALES += [Scale(1094, ribbon=12, air=0), Scale(700, ribbon=30, air=0.5)]
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
EDTF = st.dates(dt.date(1960, 1, 1), dt.date(2026, 11, 1)).flatmap(
    lambda day: st.sampled_from(
        [
            f"{day}",
            f"{day:%Y-%m}",
            f"{day.year}",
            f"{day.year}~",
            f"{day:%Y-%m}~",
            f"{day.year}-22",
            f"{str(day.year)[:3]}X",
        ]
    )
)
BOUNDS = st.integers(1960, 2025).flatmap(
    lambda year: st.sampled_from([f"[..{year}]", f"[{year}..]", f"[{year}..{year + 3}]"])
)
WHENS = st.none() | (EDTF | BOUNDS).map(lambda edtf: When(phrase=edtf, edtf=edtf))


@st.composite
def entries(draw):
    """An entry of any kind with dates that may be vague, open, missing or in any order that a record allows."""
    kind = draw(st.sampled_from([Career, Use, Use, Treatment, Health, Life, Legal]))
    start, end = draw(WHENS), draw(WHENS)
    fields = {
        "title": draw(LINES),
        "start": start,
        "id": draw(st.uuids()).hex,
        "audience": draw(st.sampled_from(AUDIENCES)),
    }
    shape = draw(st.sampled_from(["point", "ongoing", "spell"]))
    if kind is Use:
        fields["substance"] = draw(st.sampled_from(["alcohol", "opioids", "cannabis"]))
        fields["frequency"] = draw(st.sampled_from([None, 0, 1, 4, 12, 20, 30, 31]))
        fields["event"] = draw(st.sampled_from(["first_use", "last_use"])) if shape == "point" else None
    if shape == "point":
        return kind(**fields, point=True)
    if shape == "ongoing":
        return kind(**fields, ongoing=True)
    if start and end and start.date.certainly_before(end.date) is False and start.date.latest != end.date.earliest:
        start, end = end, start
    try:
        return kind(**{**fields, "start": start, "end": end})
    except InvalidRecord:
        return kind(**{**fields, "start": start})


lives = st.lists(entries(), max_size=24)
relaxed = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
SAMPLE = sample_workbook().records()


def laid(records, scale=None, audience="private"):
    return lay_out(chronicle(records, audience, AS_OF), scale)


def box_of_mark(mark, layout):
    """Left, right, top and bottom of a mark, in days and heights."""
    if isinstance(mark, Milestone):
        return (mark.x, mark.x, mark.y, mark.y)
    if isinstance(mark, Without):
        return (mark.x0, mark.x1, mark.y, mark.y)
    return (mark.x0, mark.x1, mark.y0, mark.y1)


def box_of_label(label, layout):
    """Left, right, top and bottom of a label on the plot, in the unit of the text size."""
    size = layout.text * (0.92 if label.anchor == "middle" else 1)
    width = text_width(label.text, size)
    x = (label.x - layout.first) / (layout.last - layout.first) * layout.plot_width + label.dx
    left = {"start": x, "middle": x - width / 2, "end": x - width}[label.anchor]
    return (left, left + width, label.y - size * 0.5, label.y + size * 0.5)


def overlap(one, other, air=0.0):
    return one[0] < other[1] - air and other[0] < one[1] - air and one[2] < other[3] - air and other[2] < one[3] - air


@relaxed
@given(lives, st.sampled_from(SCALES))
def test_no_entry_is_lost(records, scale):
    timeline = chronicle(records, "private", AS_OF)
    layout = lay_out(timeline, scale)
    placed = {entry for mark in layout.marks for entry in covered(mark)}
    dated = {index for index, entry in enumerate(timeline.entries) if timeline.span(entry) is not None}
    assert placed == dated
    assert sorted(layout.undated) == sorted(e.label for i, e in enumerate(timeline.entries) if i not in dated)
    assert len(layout.drawn) == len(timeline.entries)


@relaxed
@given(lives, st.sampled_from(SCALES))
def test_everything_stays_on_the_sheet(records, scale):
    layout = laid(records, scale)
    for mark in layout.marks:
        left, right, top, bottom = box_of_mark(mark, layout)
        assert layout.first <= left <= right <= layout.last
        assert 0 <= top <= bottom <= layout.height
    for label in layout.labels:
        left, right, top, bottom = box_of_label(label, layout)
        assert left >= -0.01
        assert right <= layout.plot_width + 0.01
        assert 0 <= top <= bottom <= layout.height


@relaxed
@given(lives, st.sampled_from(SCALES))
def test_certain_days_of_a_row_lie_side_by_side(records, scale):
    layout = laid(records, scale)
    certain = [mark for mark in layout.marks if isinstance(mark, Spell | Step)]
    for one, other in combinations(certain, 2):
        assert not overlap(box_of_mark(one, layout), box_of_mark(other, layout), air=1e-6)


@relaxed
@given(lives, st.sampled_from(SCALES))
def test_no_two_labels_touch(records, scale):
    layout = laid(records, scale)
    boxes = [box_of_label(label, layout) for label in layout.labels]
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair, air=0.5)]


@relaxed
@given(lives, st.sampled_from(SCALES))
def test_no_guide_line_runs_through_a_label(records, scale):
    june = When(phrase="June 2001", edtf="2001-06")
    landmark = Life(id="landmark", title="Wedding", area="partner", point=True, start=june)
    layout = laid([*records, landmark], scale)
    boxes = [box_of_label(label, layout) for label in layout.labels]
    for guide in layout.guides:
        x = (guide.x - layout.first) / (layout.last - layout.first) * layout.plot_width
        stretches = [(x - 1, x + 1, top, base) for top, base in clear(guide, layout)]
        assert not [pair for pair in product(stretches, boxes) if overlap(*pair)]
        assert all(top < base for _, _, top, base in stretches)
        assert stretches[-1][3] == layout.height or any(box[0] < x < box[1] for box in boxes)


@relaxed
@given(lives, st.sampled_from([700, 1100, 1600]), st.floats(-0.2, 1.2))
def test_both_histories_fit_the_room_or_are_as_low_as_they_can_be(records, width, share):
    def needed(scale):
        return laid(records, scale).histories

    roomy, dense = needed(Scale(width)), needed(on_screen(width, 0, needed))
    room = dense + share * (roomy - dense)
    scale = on_screen(width, room, needed)
    assert needed(scale) <= max(room, dense) + 0.01
    assert scale.air == (1 if room >= roomy else 0 if room <= dense else pytest.approx(share))
    assert scale.text == scale.small == 12
    assert on_screen(width, None, needed) == Scale(width)


def test_a_name_is_shortened_to_its_title_before_it_is_cut():
    place = "The Hospital of the Sample Valley and of All Its Villages"
    begun, left = (When(phrase=year, edtf=year) for year in ("1990", "2024"))
    post = Career(id="post", title="Staff pharmacist", organisation=place, start=left, ongoing=True)
    school = Career(id="school", title="Primary school", start=begun, end=begun)
    texts = [[label.text for label in laid([post, school], Scale(width)).labels] for width in (900, 300)]
    assert texts == [["Primary school", f"Staff pharmacist, {place}"], ["Primary school", "Staff pharmacist"]]


@relaxed
@given(lives, st.sampled_from(SCALES))
def test_what_is_certain_lies_between_what_is_possible(records, scale):
    timeline = chronicle(records, "private", AS_OF)
    layout = lay_out(timeline, scale)
    for mark in layout.marks:
        at = timeline.span(timeline.entries[mark.entry])
        low, high = at.extent
        if isinstance(mark, Spell | Step):
            assert low is None or mark.x0 >= low.toordinal()
            assert high is None or mark.x1 <= max(high.toordinal() + 1, layout.as_of)
            assert at.core is not None
        if isinstance(mark, FuzzyEdge) and at.core and not at.point:
            first, last = (day.toordinal() for day in at.core)
            whole_phase = timeline.entries[mark.entry].kind == "use"
            assert whole_phase or mark.x1 <= first or mark.x0 >= last


@relaxed
@given(lives, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_came_does_not_matter(records, random):
    shuffled = list(records)
    random.shuffle(shuffled)
    assert laid(shuffled) == laid(records)


@relaxed
@given(lives, st.sampled_from(AUDIENCES))
def test_what_is_not_for_a_reader_changes_nothing(records, reader):
    seen = [record for record in records if may_see(reader, record.audience)]
    assert laid(records, audience=reader).to_dict() == laid(seen, audience=reader).to_dict()


@pytest.mark.parametrize("days", [0, 1, 4, 12, 20, 30, 31])
def test_height_is_days_a_month_and_nothing_else(days):
    def height(**more):
        use = Use(
            substance="alcohol",
            frequency=days,
            start=When(phrase="2004", edtf="2004"),
            end=When(phrase="2008", edtf="2008"),
            **more,
        )
        return [mark.y1 - mark.y0 for mark in laid([use]).marks if isinstance(mark, Step)]

    assert height() == height(amount="a lot", most="more", audience="evaluator")
    assert len(height()) == (days > 0)
    if days:
        assert height()[0] == pytest.approx(max(2.5, Scale().ribbon * days / 31))


def test_never_not_answered_and_without_use_are_three_things():
    never = Answer(question="use:opioids", state="never")
    layout = laid(
        [never, Use(substance="alcohol", frequency="none", start=When(phrase="2004", edtf="2004"), ongoing=True)]
    )
    assert [(row.name, row.quiet) for row in layout.rows] == [("Alcohol", ""), ("Never", "Opioids")]
    assert [type(mark) for mark in layout.marks if not isinstance(mark, FuzzyEdge)] == [Without]
    assert "Cannabis" not in str(layout.to_dict())


def test_what_goes_on_ends_with_an_arrow_on_the_day_of_the_account():
    layout = laid([Career(title="Nurse", start=When(phrase="2004", edtf="2004"), ongoing=True)])
    [spell] = [mark for mark in layout.marks if isinstance(mark, Spell)]
    assert spell.goes_on
    assert spell.x1 == layout.as_of == AS_OF.toordinal() + 1


def test_an_open_end_is_left_open():
    layout = laid(
        [
            Career(
                title="Nurse",
                start=When(phrase="before 2004", edtf="[..2003]"),
                end=When(phrase="after 2009", edtf="[2010..]"),
            )
        ]
    )
    edges = [mark for mark in layout.marks if isinstance(mark, FuzzyEdge)]
    assert any(edge.open_left for edge in edges)
    assert any(edge.open_right for edge in edges)


def test_ages_stand_beside_the_years_only_where_the_birth_is_known():
    entry = Career(title="Nurse", start=When(phrase="2004", edtf="2004"), ongoing=True)
    assert not any(tick.age for tick in laid([entry]).ticks)
    born = Profile(born=When(phrase="1979", edtf="1979"))
    assert any("–" in tick.age for tick in laid([entry, born]).ticks)


def test_the_ticks_leave_each_other_room():
    for scale in SCALES:
        layout = laid(SAMPLE, scale)
        per_day = layout.plot_width / (layout.last - layout.first)
        gaps = [(b.x - a.x) * per_day for a, b in pairwise(layout.ticks)]
        assert min(gaps) > text_width("2004", layout.text)


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(1, 60)).map(lambda p: (float(p[0]), float(p[0] + p[1]))), max_size=60
    )
)
def test_packing_takes_as_few_lanes_as_there_are_at_once(intervals):
    lanes = pack(intervals)
    for lane, group in groupby(sorted(zip(lanes, intervals, strict=True)), key=lambda pair: pair[0]):
        own = sorted(interval for _, interval in group)
        assert lane >= 0
        assert all(a[1] <= b[0] for a, b in pairwise(own))
    most = max((sum(a <= point < b for a, b in intervals) for point, _ in intervals), default=0)
    assert len(set(lanes)) == most


@given(LINES, st.floats(4, 40), st.floats(0, 600))
def test_a_text_that_is_cut_fits_and_says_that_it_was_cut(text, size, room):
    cut = fitted(text, size, room)
    assert not cut or text_width(cut, size) <= room
    assert cut in ("", text) or cut.endswith("…")


def test_what_is_taken_as_prescribed_stands_with_treatment_and_never_as_use():
    phase = Use(substance="sedatives", frequency="weekly", start="2001", end="2010", prescribed="as_prescribed")
    first = Use(substance="sedatives", event="first_use", name="Zopiclone", start="2001", prescribed="as_prescribed")
    otherwise = Use(substance="alcohol", frequency="daily", start="2011", end="2020", prescribed="otherwise")
    made = lay_out(chronicle([phase, first, otherwise], as_of=AS_OF))
    assert [row.name for row in made.rows] == ["Alcohol", "Treatment and recovery"]
    assert len([mark for mark in made.marks if isinstance(mark, Step)]) == 1
    assert {f"{phase.label}, as prescribed", "Zopiclone, as prescribed", "daily"} <= {each.text for each in made.labels}
    assert sum("as prescribed" in drawn.words for drawn in made.drawn) == 2
    alone = lay_out(chronicle([phase], as_of=AS_OF))
    assert [row.name for row in alone.rows] == ["Treatment and recovery"] and alone.headings == ()
