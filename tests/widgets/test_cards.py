from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from page_side import PASSPHRASE, Page

from imeworkbook import vocabulary
from imeworkbook.records import Answer, Career, Use
from imeworkbook.widgets import pages
from imeworkbook.widgets.views import Entries
from imeworkbook.workbook import create_workbook, open_workbook

OF_THE_FIRST_FORMAT = Path(__file__).parents[1] / "store" / "landed" / "2026-11-format-1.imew"
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
    page.say("restore", passphrase=PASSPHRASE, buffers=[page.files[0]])
    assert opened.state == "open" and "kept as w-before-" in page.notice
    assert opened.open.get(kept.id) == kept and saved.stat().st_size > 0


def test_on_a_server_a_backup_is_downloaded_and_written_to_no_folder(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("IMEWORKBOOK_RUN_BY", "a clinic")
    page = Page(pages.keep_safe())
    assert page.card.face["backup_path"] is None
    page.say("backup", path=str(tmp_path / "backup.imew"))
    assert "downloaded through the browser" in page.notice and not (tmp_path / "backup.imew").exists()
    page.say("backup_download")
    assert page.heard[-1]["download"].endswith(".imew")
    assert pages.welcome().face["where"] == "The file is kept on the server that is run by a clinic."


def test_what_is_no_backup_changes_nothing(opened):
    page = Page(pages.keep_safe())
    kept = opened.open.add(Career(title="Nurse"))
    page.say("backup_download")
    (whole,) = page.files
    header, body = whole[:4096], whole[4096:]
    for content in (b"something else", b"", whole[:-1], header, header + bytes(len(body)), header + body[::-1]):
        page.say("restore", passphrase=PASSPHRASE, buffers=[content])
        assert opened.state == "open" and page.notice.endswith(".")
        assert opened.open.get(kept.id) == kept
    page.say("restore", passphrase="some other words entirely", buffers=[whole])
    assert opened.state == "open" and "does not open" in page.notice
    page.say("restore", passphrase=PASSPHRASE)
    assert "choose a file" in page.notice


def test_another_copy_is_looked_at_and_what_is_chosen_is_taken(opened, tmp_path):
    page = Page(pages.keep_safe())
    page.say("backup", path=str(tmp_path / "away.imew"))
    with open_workbook(tmp_path / "away.imew", PASSPHRASE) as away:
        first, second = away.add(Career(title="Nurse")), away.add(Career(title="Porter"))
        away.save_draft("new:note", {"text": "half a sentence"})
    other = (tmp_path / "away.imew").read_bytes()
    assert page.card.face["meeting"] is None
    page.say("meet", passphrase="", buffers=[other])
    met = page.card.face["meeting"]
    assert [row["id"] for row in met["rows"]] == [first.id, second.id] and met["drafts"] == 1
    assert all(row["kind"] == "Training and work" and "not here" in row["how"] for row in met["rows"])
    assert "Nurse" in met["rows"][0]["name"] and opened.open.records("career") == ()
    page.say("take", ids=[first.id], drafts=True)
    assert opened.open.records("career") == (first,)
    assert opened.open.draft("new:note") == {"text": "half a sentence"}
    assert [row["id"] for row in page.card.face["meeting"]["rows"]] == [second.id]
    assert opened.undo_words == "taken from another copy" and opened.undo()
    assert opened.open.records("career") == ()
    opened.lock()
    assert "meeting" not in page.card.face


def test_what_is_no_other_copy_of_this_workbook_is_answered(opened, tmp_path):
    page = Page(pages.keep_safe())
    page.say("meet", passphrase="")
    assert "choose a file" in page.notice
    other, _ = create_workbook(tmp_path / "other.imew", PASSPHRASE)
    other.close()
    content = (tmp_path / "other.imew").read_bytes()
    page.say("meet", passphrase="", buffers=[content])
    assert "give the passphrase" in page.notice
    page.say("meet", passphrase=PASSPHRASE, buffers=[content])
    assert "another workbook" in page.notice
    page.say("take", ids=["x"])
    assert page.card.face["meeting"] is None and opened.state == "open"


def test_what_cannot_be_read_and_what_lay_beside_is_said(opened):
    opened.open.add(Career(title="Nurse"))
    with opened.open.store._writing() as (connection, _):
        connection.execute("UPDATE version SET body = '{'")
    welcome, copies = Page(pages.welcome()), Page(pages.copies())
    (sentence,) = welcome.card.face["news"]
    assert sentence.startswith("1 entry can no longer be read") and "Training and work" in sentence
    assert copies.card.face["unreadable"] == sentence
    opened.lock()
    opened.path.with_name("w.imew-wal").write_bytes(b"garbage")
    opened.unlock(PASSPHRASE)
    assert [("left-over" in one, "1 entry" in one) for one in welcome.card.face["news"]] == [
        (True, False),
        (False, True),
    ]
    opened.lock()
    opened.unlock(PASSPHRASE)
    assert len(welcome.card.face["news"]) == 1


def test_what_another_program_did_to_the_file_is_said_while_it_is_open(opened):
    welcome = Page(pages.welcome())
    assert welcome.card.face["news"] == []
    opened.path.write_bytes(b"garbage")
    opened.tick()
    opened.tick()
    assert "another file in the place" in welcome.card.face["news"][0]
    opened.lock()
    opened.unlock(PASSPHRASE)


def test_a_workbook_of_an_earlier_version_asks_for_its_code(sitting):
    shutil.copyfile(OF_THE_FIRST_FORMAT, sitting.path)
    sitting.unlock("four words beside rivers")
    page = Page(pages.keep_safe())
    assert page.card.face["code_is_needed"]
    again = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    page.say("change", current="four words beside rivers", code="0000", **again)
    assert "typing slip" in page.notice
    page.say("change", current="four words beside rivers", code="", **again)
    code = next(message["code"] for message in page.heard if "code" in message)
    assert not page.card.face["code_is_needed"] and "new recovery code" in page.notice
    sitting.lock()
    sitting.recover(code, PASSPHRASE, PASSPHRASE)
    assert len(sitting.open.records()) == 2


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
