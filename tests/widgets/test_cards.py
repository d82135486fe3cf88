from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from page_side import PASSPHRASE, Page

from imeworkbook import vocabulary
from imeworkbook.records import Answer, Career, Use
from imeworkbook.widgets import pages
from imeworkbook.widgets.views import Entries

ALL_PAGES = ("welcome", "keep_safe", "work", "work_entries", "about_you", "substances", "use_entries", "chart",
             "all_entries", "copies")  # fmt: skip


@pytest.mark.parametrize("name", ALL_PAGES)
@pytest.mark.parametrize("state", ["none", "locked", "open", "sample"])
def test_every_page_gives_a_card_that_says_nothing_in_plain_text(sitting, name, state):
    if state in ("locked", "open"):
        sitting.begin(PASSPHRASE, PASSPHRASE)
    if state == "locked":
        sitting.lock()
    if state == "sample":
        sitting.look_around()
    card = getattr(pages, name)()
    bundle = card._repr_mimebundle_()[0]
    assert card.face["state"] == state and "trouble" not in card.face
    assert bundle["text/plain"] == "imeworkbook card"
    json.dumps(card.face)


def test_a_page_that_is_run_again_shows_the_card_it_had(sitting):
    assert pages.work() is pages.work()


def test_one_unlock_fills_every_card(opened):
    opened.open.add(Career(title="Nurse"))
    cards = [pages.work(), pages.work_entries(), pages.use_entries()]
    opened.lock()
    assert [card.face["state"] for card in cards] == ["locked"] * 3
    assert "Nurse" not in json.dumps([card.face for card in cards])
    Page(pages.work()).say("unlock", passphrase=PASSPHRASE)
    assert [row["label"] for row in cards[1].face["rows"]] == ["Nurse"]


def test_beginning_sends_the_code_once_and_holds_no_secret(sitting):
    page = Page(pages.welcome())
    page.say("begin", passphrase=PASSPHRASE, again=PASSPHRASE)
    code = next(message["code"] for message in page.heard if "code" in message)
    for card in (pages.welcome(), pages.keep_safe(), pages.work()):
        state = json.dumps(card.get_state(), default=str)
        assert PASSPHRASE not in state and code not in state
    assert sitting.state == "open"


def test_a_wrong_passphrase_is_answered_in_one_sentence(opened):
    opened.lock()
    page = Page(pages.work())
    page.say("unlock", passphrase="wrong one indeed")
    assert "does not open" in page.notice and "wrong one" not in page.notice
    assert opened.state == "locked"


def test_the_recovery_code_lets_in_from_any_chapter(sitting):
    code = sitting.begin(PASSPHRASE, PASSPHRASE)
    sitting.lock()
    Page(pages.copies()).say("recover", code=code, passphrase="a new one to keep", again="a new one to keep")
    assert sitting.state == "open"


def test_what_is_typed_is_read_and_kept_as_a_draft(opened):
    page = Page(pages.work())
    page.say("type", session=page.form["session"], fields={"title": "Nurse", "start": "2009"})
    assert page.form["readings"]["start"].startswith("Read as between")
    assert opened.open.draft("new:career") is not None


def test_words_of_an_older_form_do_not_reach_a_newer_one(opened):
    page = Page(pages.work())
    old = page.form["session"]
    page.keep(title="Nurse")
    page.say("type", session=old, fields={"title": "Nurse"})
    assert page.form["values"]["title"] == "" and opened.open.drafts() == {}


def test_keeping_adds_an_entry_and_gives_an_empty_form(opened):
    page = Page(pages.work())
    rows = pages.work_entries()
    page.keep(title="Nurse", start="2009", audience="evaluator")
    assert page.notice == "Kept."
    assert page.form["values"]["title"] == ""
    assert rows.face["rows"][0]["when"] == "2009 – ?"
    assert rows.face["undo"] == "added Nurse"


def test_the_last_audience_is_offered_again_and_forgotten_with_the_lock(opened):
    page = Page(pages.work())
    assert page.form["values"]["audience"] == "private"
    page.keep(title="Nurse", audience="evaluator")
    assert page.form["values"]["audience"] == "evaluator"
    assert Page(pages.substances()).form["values"]["audience"] == "private"
    opened.lock()
    opened.unlock(PASSPHRASE)
    assert page.form["values"]["audience"] == "private"


def test_a_date_that_cannot_be_read_keeps_the_form(opened):
    page = Page(pages.work())
    page.keep(title="Nurse", start="banana")
    assert page.form["problems"]["start"] and page.form["values"]["start"] == "banana"
    assert {"look": True} in page.heard and opened.open.records() == ()


def test_an_entry_is_changed_removed_and_brought_back(opened):
    kept = opened.open.add(Career(title="Nurse", start="2009"))
    page = Page(pages.work_entries())
    page.say("open", id=kept.id)
    page.keep(title="Charge nurse")
    assert page.card.face["form"] is None
    page.say("history", id=kept.id)
    assert [version["now"] for version in page.card.face["history"]["versions"]] == [True, False]
    page.say("remove", id=kept.id)
    assert page.card.face["rows"] == [] and page.card.face["history"] is None
    page.say("undo")
    assert [row["label"] for row in page.card.face["rows"]] == ["Charge nurse"]
    page.say("undo")
    page.say("redo")
    assert page.card.face["rows"][0]["label"] == "Charge nurse"


def test_removing_with_its_history_leaves_no_version(opened):
    kept = opened.open.add(Career(title="Nurse"))
    page = Page(pages.work_entries())
    page.say("erase", id=kept.id)
    assert opened.open.history(kept.id) == () and page.card.face["rows"] == []


def test_an_earlier_version_is_brought_back(opened):
    kept = opened.open.add(Career(title="Nurse"))
    opened.open.edit(kept.id, title="Charge nurse")
    page = Page(pages.work_entries())
    page.say("restore", id=kept.id, number=opened.open.history(kept.id)[0].number)
    assert page.card.face["rows"][0]["label"] == "Nurse"


def test_each_substance_has_a_draft_of_its_own(opened):
    page = Page(pages.substances())
    page.say("pick", substance="opioids", session=page.form["session"], fields={"amount": "two glasses"})
    assert page.form["values"]["amount"] == ""
    page.say("pick", substance="alcohol")
    assert page.form["values"]["amount"] == "two glasses"
    page.keep(amount="two glasses", start="2009")
    assert [(entry.substance, entry.amount) for entry in opened.open.records() if isinstance(entry, Use)] == [
        ("alcohol", "two glasses")
    ]


def test_a_class_can_be_answered_and_the_answer_taken_back(opened):
    page = Page(pages.substances())
    page.say("pick", substance="inhalants")
    page.say("answer", state="never")
    answer = opened.open.records("answer")[0]
    assert isinstance(answer, Answer) and (answer.question, answer.state) == ("use:inhalants", "never")
    assert page.card.face["answer"] == "Never"
    page.say("answer", state="prefer_not")
    assert len(opened.open.records("answer")) == 1
    page.say("answer", state="")
    assert opened.open.records("answer") == () and page.card.face["answer"] == ""


def test_all_classes_are_walked_through(opened):
    page, walked = Page(pages.substances()), ["alcohol"]
    opened.open.add(Use(substance="stimulants", start="2009"))
    while following := page.card.face["next"]:
        page.say("answer", state="never")
        page.say("pick", substance=following["key"])
        walked.append(following["key"])
    page.say("answer", state="dont_remember")
    classes = vocabulary.terms("substance")
    assert walked == [key for key in classes if key != "stimulants"]
    assert page.card.face["next"] is None
    page.say("pick", substance="phencyclidine")
    page.say("answer", state="")
    page.say("pick", substance="nicotine")
    assert page.card.face["next"] == {"key": "phencyclidine", "label": classes["phencyclidine"]}


def test_the_profile_is_kept_and_read(opened):
    page = Page(pages.about_you())
    page.keep(name="A. Person", born="14 March 1979")
    assert opened.open.profile.name == "A. Person" and page.card.face["name"] == "A. Person"
    Page(pages.work()).keep(title="School", start="when I was 16")
    assert opened.open.records("career")[0].start.edtf is not None


def test_a_mistake_of_ours_is_one_calm_sentence_and_logs_no_value(opened, caplog, monkeypatch):
    page = Page(pages.work())
    monkeypatch.setattr(type(page.card), "do_type", lambda self, message: {}[message["fields"]["title"]], raising=False)
    page.say("type", session=page.form["session"], fields={"title": "canary"})
    assert page.notice == "Something went wrong; nothing was lost. Please try once more."
    assert "canary" not in caplog.text and "KeyError" in caplog.text


def test_a_card_that_cannot_be_drawn_says_so(opened, monkeypatch):
    monkeypatch.setattr(Entries, "open_face", lambda self: {}["canary"])
    assert pages.work_entries().face["trouble"].startswith("Something went wrong")


def test_the_copy_tells_what_stays_out(opened):
    opened.open.add(Career(title="Nurse", start="2009", audience="evaluator"))
    opened.open.add(Career(title="Secret", start="2010"))
    page = Page(pages.copies())
    titles = lambda part: [row["label"] for group in page.card.face[part]["groups"] for row in group["rows"]]  # noqa: E731
    assert titles("inside") == ["Nurse"] and titles("outside") == ["Secret"]
    page.say("reader", reader="private")
    assert titles("outside") == []


def test_a_copy_goes_to_a_folder_and_never_over_a_file(opened, tmp_path):
    page = Page(pages.copies())
    for _ in range(2):
        page.say("make", formats=["html", "pdf"], folder=str(tmp_path / "home"))
    today = dt.date.today().isoformat()
    names = sorted(path.name for path in (tmp_path / "home").iterdir())
    assert names == [f"my-account-{today}{nth}.{kind}" for nth in ("-2", "") for kind in ("html", "pdf")]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "home").iterdir()} == {0o600}


@pytest.mark.parametrize("folder", ["", "relative", "/no/such/folder", "a\0b"])
def test_a_folder_that_cannot_be_used_is_answered(opened, folder):
    page = Page(pages.copies())
    page.say("make", formats=["html"], folder=folder)
    assert "folder" in page.notice


def test_a_download_leaves_nothing_on_the_disk(opened, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    page = Page(pages.copies())
    page.say("download", formats=["pdf"])
    assert page.files[0].startswith(b"%PDF") and sorted(tmp_path.rglob("*")) == before


def test_a_backup_is_saved_downloaded_and_brought_back(opened, tmp_path):
    kept = opened.open.add(Career(title="Nurse"))
    page = Page(pages.keep_safe())
    page.say("backup", path=str(tmp_path / "home"))
    page.say("backup_download")
    saved = next((tmp_path / "home").glob("*.imew"))
    assert page.heard[-1]["download"].endswith(".imew") and not list(tmp_path.glob("workbook-backup*"))
    opened.open.remove(kept.id)
    page.say("restore", buffers=[page.files[0]])
    assert opened.state == "locked" and "brought" not in page.notice and "back" in page.notice
    opened.unlock(PASSPHRASE)
    assert opened.open.get(kept.id) == kept and saved.stat().st_size > 0


def test_what_is_no_backup_changes_nothing(opened):
    page = Page(pages.keep_safe())
    page.say("restore", buffers=[b"something else"])
    opened.unlock(PASSPHRASE)
    assert opened.state == "open" and page.notice
    page.say("restore")
    assert "choose a file" in page.notice


def test_the_passphrase_is_changed_after_the_present_one(opened):
    page = Page(pages.keep_safe())
    page.say("change", current="wrong one indeed", passphrase="a new one to keep", again="a new one to keep")
    assert "does not open" in page.notice
    page.say("change", current=PASSPHRASE, passphrase="a new one to keep", again="a new one to keep")
    opened.lock()
    opened.unlock("a new one to keep")
    assert opened.state == "open"


def test_the_sample_person_has_no_file_to_back_up(sitting, tmp_path):
    sitting.look_around()
    page = Page(pages.keep_safe())
    page.say("backup", path=str(tmp_path))
    assert "sample person" in page.notice and not Path(tmp_path / "w.imew").exists()
