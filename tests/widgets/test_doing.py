"""How someone was doing, asked beside a post or a phase of use: one choice, its own entry, taken back as easily."""

from __future__ import annotations

import pytest
from page_side import Page

from imeworkbook import vocabulary
from imeworkbook.errors import DateError
from imeworkbook.records import Career, Doing, Life, Use
from imeworkbook.widgets.views_doing import EntriesWithDoing

POST = Career(id="post", title="Ward nurse", start="about 2004", end="May 2009", audience="evaluator")


@pytest.fixture
def page(opened):
    opened.open.add(POST)
    return Page(EntriesWithDoing(opened, ("career",)))


def asked(page, id="post"):
    row = next(row for row in page.card.face["rows"] if row["id"] == id)
    return {one["part"]: one for one in row["doing"]}


def kept(opened):
    return [one for one in opened.open.records() if isinstance(one, Doing)]


def test_one_choice_beside_a_post_keeps_an_entry_for_its_days_that_only_the_person_sees(page, opened):
    assert asked(page)["work"]["went"] == ""
    page.say("doing", id="post", part="work", went="harder")
    [one] = kept(opened)
    assert (one.part, one.went, one.beside, one.audience) == ("work", "harder", "post", "private")
    assert (one.start.phrase, one.end.phrase) == ("about 2004", "May 2009")
    assert asked(page)["work"]["went"] == "harder" and asked(page)["life"]["went"] == ""
    assert "Only you see it" in page.notice


def test_another_choice_changes_that_entry_and_leaves_what_was_written_to_it(page, opened):
    page.say("doing", id="post", part="work", went="harder")
    [one] = kept(opened)
    opened.open.add(one.with_(said="Nights.", audience="clinician", end="2007"))
    page.say("doing", id="post", part="work", went="well")
    [now] = kept(opened)
    assert (now.id, now.went, now.said, now.audience, now.end.phrase) == (
        one.id,
        "well",
        "Nights.",
        "clinician",
        "2007",
    )


def test_it_is_skipped_left_open_again_and_undone(page, opened):
    page.say("doing", id="post", part="life", went="dont_remember")
    page.say("doing", id="post", part="life", went="")
    assert kept(opened) == []
    page.say("undo")
    assert [one.went for one in kept(opened)] == ["dont_remember"]


def test_each_level_is_offered_and_leaving_it_open_first(page):
    assert [value for value, _ in asked(page)["work"]["options"]] == ["", *vocabulary.terms("doing")]


def test_it_is_asked_of_no_moment_of_no_time_without_a_date_and_not_of_work_while_away_from_it(opened):
    opened.open.add_all(
        [
            Career(id="licence", type="licence", start="2005", point=True),
            Career(id="undated", title="Somewhere"),
            Career(id="leave", type="leave", start="2006", end="2007"),
            Use(id="phase", substance="alcohol", start="2006", end="2007"),
            Use(id="first", substance="alcohol", event="first_use", start="2005"),
            Life(id="death", area="death", start="2006", point=True),
        ]
    )
    page = Page(EntriesWithDoing(opened, ("career", "use", "life")))
    told = {id: list(asked(page, id)) for id in ("licence", "undated", "leave", "phase", "first", "death")}
    assert told == {
        "licence": [],
        "undated": [],
        "leave": ["life"],
        "phase": ["work", "life"],
        "first": [],
        "death": [],
    }


@pytest.mark.parametrize("wrong", [{"went": "terrible"}, {"part": "colour"}, {"id": "doing"}])
def test_what_no_page_sends_changes_nothing(page, opened, wrong):
    opened.open.add(Doing(id="doing", part="work", went="well", start="2001"))
    page.say("doing", **{"id": "post", "part": "work", "went": "harder"} | wrong)
    assert [one.id for one in kept(opened)] == ["doing"]


def test_no_other_date_leans_on_how_it_was(opened):
    workbook = opened.open
    workbook.add(Career(title="Work placement", start="2001", end="2002"))
    workbook.add(Doing(part="work", went="very_hard", start="2010", end="2012"))
    with pytest.raises(DateError):
        workbook.read_date("when work was very hard")
    assert workbook.read_date("during work placement").date.earliest.year == 2001
