"""What came before what: the kernel's side of the card; dates that lean on others, in a form and before a copy."""

from __future__ import annotations

import pytest
from page_side import Page

from imeworkbook.records import Career, Life, Profile, Use
from imeworkbook.widgets import pages
from imeworkbook.widgets.editor import Editor


@pytest.fixture
def page(opened):
    opened.open.add(Profile(born="1979-03-14"))
    opened.open.add(Life(id="move", title="Move to Leeds", start="May 2004", point=True, audience="evaluator"))
    opened.open.add(Life(id="wedding", title="Wedding", start="August 2008", point=True))
    opened.open.add(Use(id="drinking", substance="alcohol", start="between 2001 and 2012", audience="evaluator"))
    return Page(pages.placing())


def starts(opened, id="drinking"):
    timeline = opened.open.timeline()
    return [day.isoformat() for day in timeline.span(opened.open.get(id)).starts]


def test_two_questions_make_a_wide_date_narrow(page, opened):
    assert [id for id, _ in page.card.face["to_place"]] == ["drinking"]
    page.say("pick", id="drinking")
    assert "between 1 Jan 2001 and 31 Dec 2012" in page.card.face["asked"]["now"]
    assert page.card.face["asked"]["landmark"] == "wedding"
    page.say("answer", landmark="wedding", answer="before")
    assert page.card.face["asked"]["landmark"] == "move"
    page.say("answer", landmark="move", answer="after")
    assert starts(opened) == ["2004-05-01", "2008-08-31"]
    assert page.notice == "Kept. Between 1 May 2004 and 31 Aug 2008."
    assert opened.open.get("drinking").start.phrase == "between 2001 and 2012"
    assert page.card.face["asked"]["question"] == ""


def test_what_cannot_be_told_is_not_asked_again(page):
    page.say("pick", id="drinking")
    page.say("answer", landmark="wedding", answer="skip")
    assert page.card.face["asked"]["landmark"] == "move"
    assert page.card.face["orderings"] == []


def test_an_ordering_is_said_seen_by_others_and_taken_back(page, opened):
    page.say("keep", first="drinking", relation="already", second="move")
    [row] = page.card.face["orderings"]
    assert row["text"] == "“Alcohol” was already going on at “Move to Leeds”"
    assert starts(opened) == ["2001-01-01", "2004-05-31"]
    assert opened.open.timeline("evaluator").narrowed == frozenset()
    page.say("audience", id=row["id"], audience="evaluator")
    assert opened.open.timeline("evaluator").narrowed == {"drinking"}
    page.say("take_back", id=row["id"])
    assert starts(opened) == ["2001-01-01", "2012-12-31"]
    page.say("undo")
    assert starts(opened) == ["2001-01-01", "2004-05-31"]


def test_two_different_entries_are_asked_for(page):
    page.say("keep", first="move", relation="before", second="move")
    assert page.notice == "Please choose two different entries."
    page.say("keep", first="", relation="before", second="move")
    assert page.card.face["orderings"] == []


def test_a_contradiction_is_a_question_that_can_be_mended(page, opened):
    page.say("keep", first="wedding", relation="before", second="move")
    assert page.notice.startswith("Kept. These cannot all be right: ")
    look = Page(pages.worth_another_look())
    [row] = [row for row in look.card.face["rows"] if row["key"].startswith("contradiction")]
    assert {entry["label"] for entry in row["entries"]} == {"Wedding", "Move to Leeds"}
    [ordering] = row["orderings"]
    look.say("take_back", id=ordering["id"])
    assert not [row for row in look.card.face["rows"] if row["key"].startswith("contradiction")]


# --- in a form ---


def test_a_form_says_what_a_date_leans_on_and_what_makes_it_narrower(page, opened):
    editor = Editor(opened.open, "use", opened.open.get("drinking"))
    editor.set("start", "a year after the move")
    assert editor.leans["start"].names == ("“Move to Leeds”",)
    assert editor.leans["start"].kept_back == ()
    editor.set("start", "around 2008")
    assert editor.leans == {}
    opened.open.relate("drinking", "before", "wedding")
    editor.set("start", "about 2008")
    assert editor.leans["start"].why.startswith(
        "Between 1 Jan 2007 and 31 Aug 2008, because the beginning of “Alcohol”"
    )


def test_a_form_says_what_would_stay_out_with_its_landmark(page, opened):
    editor = Editor(opened.open, "use", opened.open.get("drinking"))
    editor.set("start", "a year after the wedding")
    assert editor.leans["start"].kept_back == ("“Wedding”",)
    editor.stand_alone("start", True)
    kept = editor.commit()
    assert (kept.start.stands_alone, kept.start.ties, kept.start.phrase) == (True, (), "a year after the wedding")
    shown = next(iter(opened.open.timeline("evaluator").use))
    assert "wedding" not in shown.start.phrase
    again = Editor(opened.open, "use", kept)
    again.stand_alone("start", False)
    assert [tie.landmark for tie in again.commit().start.ties] == ["wedding"]


def test_which_of_two_is_meant_is_asked_and_kept(page, opened):
    opened.open.add(Life(id="sister", title="Wedding of my sister", start="May 2011", point=True))
    opened.open.edit("wedding", title="Wedding of Alex")
    editor = Editor(opened.open, "use", opened.open.get("drinking"))
    editor.set("start", "a year after the wedding")
    labels = [choice.label for choice in editor.choices["start"]]
    assert len(labels) == 2
    assert any(label.startswith("Wedding of my sister: ") for label in labels)
    editor.choose("start", "sister")
    assert editor.problems == {}
    assert [tie.landmark for tie in editor.commit().start.ties] == ["sister"]


def test_a_form_asks_gently_about_what_cannot_be_right_and_keeps_it_all_the_same(page, opened):
    opened.open.relate("drinking", "before", "move")
    editor = Editor(opened.open, "use", opened.open.get("drinking"))
    editor.set("start", "2006")
    assert "“Move to Leeds”" in editor.asks
    assert editor.problems == {}
    assert editor.commit() is not None


def test_keeping_a_landmark_says_how_many_dates_moved(page, opened):
    opened.open.edit("drinking", start="a year after the wedding")
    entries = Page(pages.landmark_entries())
    entries.say("open", id="wedding")
    entries.keep(start="August 2011")
    assert "One other date leans on this one, and moved with it." in entries.notice
    assert opened.open.get("drinking").start.date.earliest.year >= 2011


# --- before a copy ---


def test_a_date_that_is_left_out_can_be_shown_by_itself(page, opened):
    opened.open.edit("drinking", start="a year after the wedding")
    copies = Page(pages.copies())
    [asked] = [one for one in copies.card.face["doubts"] if one["about"] == "leans"]
    assert "Wedding" in asked["text"]
    copies.say("stand_alone", id=asked["printed"], field=asked["field"])
    assert [one for one in copies.card.face["doubts"] if one["about"] == "leans"] == []
    [shown] = opened.open.timeline("evaluator").use
    assert shown.start is not None


def test_names_that_may_be_leant_on_are_offered_and_can_be_read(page, opened):
    opened.open.add(Career(id="job", title="Nurse", organisation="St. Mary's", start="2005", end="2010"))
    form = Page(pages.landmark_entries())
    form.say("open", id="drinking")
    offered = form.form["landmarks"]
    assert offered == ["Nurse, St. Mary's", "Wedding", "Move to Leeds"]
    assert [opened.open.read_date(f"after {name}").ties[0].landmark for name in offered] == ["job", "wedding", "move"]
