"""The copies card without a browser: what it shows, what one click changes, and what it says of a copy."""

import pytest
from page_side import Page

from imeworkbook.records import LINE, Career, Use
from imeworkbook.widgets import pages
from imeworkbook.workbook import report

NO_FONT_HAS_IT = "\U0010fffd"  # the last private character of all


@pytest.fixture
def page(opened):
    opened.open.add(Career(id="work", title="Nurse", start="2009", ongoing=True, audience="evaluator"))
    opened.open.add(Career(id="kept", title="Night clinic", start="2012"))
    return Page(pages.copies())


def titles(page, part):
    return [row["label"] for group in page.card.face[part]["groups"] for row in group["rows"]]


def parts(page):
    return [section["key"] for section in page.card.face["sections"]]


def test_it_is_shown_page_by_page_as_it_prints(page):
    page.say("preview")
    shown = page.heard[-1]
    assert shown["warning"] == ""
    assert shown["shown"] == len(page.files) == 1
    assert page.files[0].startswith(b"\x89PNG")
    assert {"busy", "page", "shown"} <= {key for message in page.heard for key in message}


def test_one_click_lets_a_record_in_and_another_takes_it_back(page):
    page.say("audience", id="kept", audience="evaluator")
    assert titles(page, "inside") == ["Nurse", "Night clinic"]
    assert "The evaluator may see it now." in page.notice
    page.say("undo")
    assert titles(page, "outside") == ["Night clinic"]


def test_what_no_reader_is_called_changes_nothing(page):
    page.say("audience", id="kept", audience="everyone")
    page.say("reader", reader="everyone")
    page.say("document", document="film")
    page.say("paper", paper="napkin")
    assert page.card.face["reader"] == "evaluator"
    assert page.card.face["document"] == "copy"
    assert page.card.face["paper"] == "letter"
    assert titles(page, "outside") == ["Night clinic"]


def test_on_a_server_a_copy_is_downloaded_and_written_to_no_folder(page, tmp_path, monkeypatch):
    monkeypatch.setenv("IMEWORKBOOK_RUN_BY", "a clinic")
    page.card.refresh()
    assert page.card.face["folder"] is None
    page.say("make", formats=["html"], folder=str(tmp_path))
    assert "downloaded through the browser" in page.notice and not list(tmp_path.glob("*.html"))
    page.say("download", formats=["html"])
    assert page.heard[-1]["download"].endswith(".html") and len(page.files) == 1


def test_parts_are_left_out_moved_and_given_a_line(page):
    assert parts(page) == ["head", "short", "reading", "chronology", "career"]
    page.say("section", key="short", **{"in": False})
    page.say("move", key="career", steps=-2)
    page.say("line", key="career", text="Agency shifts are <b>not</b> listed.")
    assert parts(page) == ["head", "short", "career", "reading", "chronology"]
    page.say("read")
    web = page.heard[-1]["web"]
    assert "Agency shifts are &lt;b&gt;not&lt;/b&gt; listed." in web
    assert "In short" not in web
    page.say("section", key="short", **{"in": True})
    page.say("read")
    assert "In short" in page.heard[-1]["web"]


def test_a_line_that_is_too_long_is_not_kept(page):
    page.say("line", key="career", text="x" * (LINE + 1))
    assert str(LINE) in page.notice
    assert page.card.face["sections"][-1]["line"] == ""


def test_each_reader_has_a_layout_of_its_own(page):
    page.say("section", key="reading", **{"in": False})
    page.say("section", key="career", **{"in": False})
    page.say("reader", reader="clinician")
    assert all(section["in"] for section in page.card.face["sections"])


def test_it_asks_where_something_kept_back_is_named_or_contradicts(page, opened):
    opened.open.edit("work", notes="Left for the Night clinic.")
    opened.open.add(
        Use(id="last", substance="alcohol", event="last_use", start="2015", point=True, audience="evaluator")
    )
    opened.open.add(Use(id="later", substance="alcohol", frequency="weekly", start="2018", end="2019"))
    asked = page.card.face["doubts"]
    assert [one["about"] for one in asked] == ["later", "named"]
    assert "Night clinic" in asked[1]["text"]
    page.say("audience", id="kept", audience="evaluator")
    assert [one["about"] for one in page.card.face["doubts"]] == ["later"]


def test_it_says_where_a_character_has_no_sign(page, opened, tmp_path):
    opened.open.edit("work", title=f"Nurse {NO_FONT_HAS_IT}")
    page.say("preview")
    assert "no sign in any font" in page.heard[-1]["warning"]
    page.say("make", formats=["pdf"], folder=str(tmp_path / "home"))
    assert "no sign in any font" in page.notice
    page.say("download", formats=["pdf", "html"])
    assert "no sign in any font" in page.notice
    assert page.files[-2].startswith(b"%PDF")


def test_a_format_has_to_be_chosen(page, tmp_path):
    page.say("make", formats=["film"], folder=str(tmp_path / "home"))
    assert "Please choose" in page.notice
    assert list((tmp_path / "home").glob("my-*")) == []


def test_each_format_can_be_had_of_the_page_with_both_histories(page):
    page.say("document", document="one page")
    assert page.card.face["sections"] == []
    page.say("download", formats=["pdf", "html", "interactive", "csv", "json"])
    names = [message["download"] for message in page.heard if "download" in message]
    assert [name.rpartition("both-histories-")[2][10:] for name in names] == [
        ".pdf", ".html", "-interactive.html", ".csv", ".json",
    ]  # fmt: skip
    assert all(b"Night clinic" not in file for file in page.files)


def test_where_use_goes_on_it_says_not_to_stop_alone_on_the_page_and_not_in_the_copy(page, opened):
    assert page.card.face["safety"] == ""
    opened.open.add(Use(id="u", substance="alcohol", start="2009", ongoing=True, audience="evaluator"))
    page.say("reader", reader="evaluator")
    safety = page.card.face["safety"]
    assert safety.startswith("Please do not stop alcohol")
    assert safety not in report(opened.open, "evaluator").to_html()
    opened.open.edit("u", frequency="none")
    page.say("reader", reader="evaluator")
    assert page.card.face["safety"] == ""
