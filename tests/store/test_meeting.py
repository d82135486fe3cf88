"""Two files of one workbook: what only the other holds is shown, and taken by choice."""

import shutil

import pytest

from imeworkbook.errors import NotAWorkbook, StoreError, WrongKey
from imeworkbook.records import Citation, Life, Note
from imeworkbook.store import create, meet, open_, take

from .workbooks import PASSPHRASE, filled


@pytest.fixture
def two(path, tmp_path):
    """A workbook, and a copy of it that was worked on elsewhere; its code opens both."""
    store, code = filled(path, "one", "two", "three")
    away = tmp_path / "away.imew"
    shutil.copyfile(path, away)
    with open_(away, recovery=code) as other:
        other.put(Note(id="new there", text="written there"))
        other.put(Note(id="one", text="changed there"))
        other.put(Note(id="two", text="changed on both, there"))
        other.remove("three")
        other.save_draft("new:note", {"text": "half a sentence there"})
    store.put(Note(id="two", text="changed on both, here"))
    store.put(Note(id="new here"))
    yield store, away, code
    store.close()


def told(meeting):
    return {
        found.id: (found.there and found.there.text, found.here and found.here.text) for found in meeting.only_there
    }


def test_what_only_the_other_file_holds_is_found_and_nothing_is_changed(two):
    store, away, code = two
    before = store.path.read_bytes(), away.read_bytes()
    meeting = meet(store, away, recovery=code)
    assert told(meeting) == {
        "new there": ("written there", None),
        "one": ("changed there", "one"),
        "two": ("changed on both, there", "changed on both, here"),
        "three": (None, "three"),
    }
    assert [found.kind for found in meeting.only_there] == ["note"] * 4
    assert meeting.only_here == 2
    assert meeting.drafts == {"new:note": {"text": "half a sentence there"}}
    assert meet(store, away.read_bytes(), passphrase=PASSPHRASE) == meeting
    assert (store.path.read_bytes(), away.read_bytes()) == before
    assert sorted(file.name for file in away.parent.iterdir()) == ["away.imew", "folder"]


def test_what_is_taken_is_one_step_of_undo_and_what_was_here_stays_in_its_history(two):
    store, away, code = two
    meeting = meet(store, away, recovery=code)
    chosen = [found for found in meeting.only_there if found.id in ("new there", "two")]
    take(store, chosen, meeting.drafts)
    assert store.get("two").text == "changed on both, there"
    assert [version.record.text for version in store.history("two")][-2:] == [
        "changed on both, here",
        "changed on both, there",
    ]
    assert store.get("one").text == "one" and store.get("three") is not None
    assert store.draft("new:note") == {"text": "half a sentence there"}
    assert told(meet(store, away, recovery=code)).keys() == {"one", "three"}
    store.undo()
    assert store.get("two").text == "changed on both, here" and store.get("new there") is None


def test_a_citation_that_only_the_other_file_holds_is_found_and_taken(path, tmp_path):
    store, code = filled(path)
    entry, away = Life(title="Moved"), tmp_path / "away.imew"
    store.put(entry)
    shutil.copyfile(path, away)
    cited = entry.with_(citations=[Citation(record="summary", place="p. 3", says="March 2016")])
    with open_(away, recovery=code) as other:
        other.put(cited)
    [found] = meet(store, away, recovery=code).only_there
    assert (found.there, found.here) == (cited, entry)
    take(store, [found])
    assert store.get(entry.id) == cited
    store.close()


def test_all_can_be_taken_and_then_nothing_is_left(two):
    store, away, code = two
    store.save_draft("new:note", {"text": "half a sentence here"})
    meeting = meet(store, away, recovery=code)
    take(store, meeting.only_there, meeting.drafts)
    assert {record.id for record in store.records()} == {"one", "two", "new here", "new there"}
    assert store.draft("new:note") == {"text": "half a sentence here"}
    assert meet(store, away, recovery=code).only_there == ()


def test_an_earlier_copy_holds_nothing_that_is_not_here(path, tmp_path):
    store, code = filled(path)
    earlier = path.read_bytes()
    store.put(Note())
    store.undo()
    assert meet(store, earlier, recovery=code).only_there == ()
    assert meet(store, earlier, recovery=code).only_here == 1
    store.close()


def test_another_workbook_a_damaged_one_or_the_same_file_is_refused(two, tmp_path):
    store, away, code = two
    other, other_code = create(tmp_path / "other.imew", PASSPHRASE)
    other.close()
    with pytest.raises(NotAWorkbook, match="another workbook"):
        meet(store, other.path, recovery=other_code)
    with pytest.raises(NotAWorkbook, match="itself"):
        meet(store, store.path, recovery=code)
    with pytest.raises(WrongKey):
        meet(store, away, passphrase="some other words entirely")
    with pytest.raises(StoreError):
        meet(store, away.read_bytes()[:-1], recovery=code)
    with pytest.raises(StoreError):
        meet(store, tmp_path / "none.imew", recovery=code)


def test_copies_of_one_file_of_the_first_format_are_one_workbook(tmp_path):
    from .test_landed import CLOSED, CODES, landed

    one, other = (landed(tmp_path / name, CLOSED) for name in "ab")
    with open_(one, passphrase=PASSPHRASE) as store, open_(other, recovery=CODES[CLOSED]) as there:
        there.put(Note(id="there"))
        assert told(meet(store, other, recovery=CODES[CLOSED])).keys() == {"there"}


def test_what_was_taken_back_there_is_no_difference(path, tmp_path):
    store, code = filled(path, "a", "b")
    away = tmp_path / "away.imew"
    shutil.copyfile(path, away)
    with open_(away, recovery=code) as other:
        for change in (
            lambda: other.remove("a"),
            lambda: other.put(Note(id="b", text="x")),
            lambda: other.put(Note(id="c")),
        ):
            change()
            other.undo()
    assert meet(store, away, recovery=code).only_there == ()
    store.close()
