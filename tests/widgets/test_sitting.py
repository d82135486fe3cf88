from __future__ import annotations

import json
import time

import pytest

from imeworkbook.errors import InvalidRecord, WorkbookLocked, WorkbookMissing, WrongKey
from imeworkbook.records import Career, Contact
from imeworkbook.widgets.sitting import CLOCKS, Sitting
from imeworkbook.workbook import open_workbook

WORDS = "correct horse battery staple"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Listening:
    in_sight = True

    def __init__(self) -> None:
        self.times = 0

    def refresh(self) -> None:
        self.times += 1


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def wall():
    """The clock on the wall, which anybody may set."""
    return Clock()


@pytest.fixture
def sitting(tmp_path, clock, wall):
    one = Sitting(tmp_path / "w.imew", clocks=(clock, wall), idle_seconds=900)
    yield one
    one.lock()


def test_a_workbook_is_begun_locked_and_opened_again(sitting):
    assert sitting.state == "none"
    sitting.begin(WORDS, WORDS)
    assert sitting.state == "open"
    kept = sitting.open.add(Career(title="Nurse"))
    sitting.lock()
    assert sitting.state == "locked"
    with pytest.raises(WorkbookLocked):
        _ = sitting.open
    sitting.unlock(WORDS)
    assert sitting.open.get(kept.id) == kept


def test_two_different_passphrases_make_nothing(sitting):
    with pytest.raises(InvalidRecord):
        sitting.begin(WORDS, WORDS + "x")
    assert sitting.state == "none"


def test_the_recovery_code_opens_and_sets_a_new_passphrase(sitting):
    code = sitting.begin(WORDS, WORDS)
    sitting.lock()
    sitting.recover(code.lower(), "another one entirely", "another one entirely")
    sitting.lock()
    with pytest.raises(WrongKey):
        sitting.unlock(WORDS)
    sitting.unlock("another one entirely")
    assert sitting.state == "open"


def test_a_new_passphrase_that_is_too_short_leaves_all_as_it_was(sitting):
    code = sitting.begin(WORDS, WORDS)
    sitting.lock()
    with pytest.raises(InvalidRecord):
        sitting.recover(code, "short", "short")
    assert sitting.state == "locked"
    sitting.unlock(WORDS)
    assert sitting.state == "open"


def test_it_locks_when_left_idle_and_not_before(sitting, clock):
    sitting.begin(WORDS, WORDS)
    clock.now = 899
    sitting.tick()
    assert sitting.state == "open"
    sitting.touch()
    clock.now = 899 + 899
    sitting.tick()
    assert sitting.state == "open"
    clock.now += 1
    sitting.tick()
    assert sitting.state == "locked"


@pytest.mark.parametrize("jump", [-86_400.0, -1e9, 3.0])
def test_a_clock_that_is_set_does_not_hold_the_lock_open(sitting, clock, wall, jump):
    sitting.begin(WORDS, WORDS)
    wall.now += jump
    clock.now += 899
    sitting.tick()
    assert sitting.state == "open"
    clock.now += 1
    sitting.tick()
    assert sitting.state == "locked"


def test_it_locks_after_a_sleep_that_only_the_wall_clock_knows_of(sitting, wall):
    sitting.begin(WORDS, WORDS)
    wall.now += 8 * 3600
    sitting.tick()
    assert sitting.state == "locked"


def test_a_touch_counts_anew_on_a_clock_that_was_set(sitting, clock, wall):
    sitting.begin(WORDS, WORDS)
    wall.now -= 86_400
    clock.now += 600
    sitting.touch()
    clock.now, wall.now = clock.now + 899, wall.now + 899
    sitting.tick()
    assert sitting.state == "open"
    wall.now += 1
    sitting.tick()
    assert sitting.state == "locked"


def test_the_clock_of_a_sitting_never_goes_back_and_counts_sleep():
    count, wall = CLOCKS
    assert wall is time.time and count is not time.time
    if hasattr(time, "CLOCK_BOOTTIME"):
        before = time.clock_gettime(time.CLOCK_BOOTTIME)
        assert before <= count() <= time.clock_gettime(time.CLOCK_BOOTTIME)


def test_every_listener_hears_of_opening_changing_and_locking(sitting):
    listener = Listening()
    sitting.subscribe(listener)
    sitting.begin(WORDS, WORDS)
    after_opening = listener.times
    sitting.open.add(Career(title="Nurse"))
    after_adding = listener.times
    sitting.lock()
    assert 0 < after_opening < after_adding < listener.times


def test_a_change_made_elsewhere_is_heard_at_the_next_tick(sitting):
    sitting.begin(WORDS, WORDS)
    listener = Listening()
    sitting.subscribe(listener)
    with open_workbook(sitting.path, WORDS) as elsewhere:
        elsewhere.add(Career(title="Nurse"))
    assert listener.times == 0
    sitting.tick()
    assert listener.times == 1 and len(sitting.open.records()) == 1


def test_undo_says_what_it_takes_back(sitting):
    sitting.begin(WORDS, WORDS)
    with sitting.doing("added Nurse"):
        sitting.open.add(Career(title="Nurse"))
    assert (sitting.undo_words, sitting.redo_words) == ("added Nurse", "")
    assert sitting.undo()
    assert (sitting.undo_words, sitting.redo_words) == ("", "added Nurse")
    assert sitting.redo()
    assert (sitting.undo_words, sitting.redo_words) == ("added Nurse", "")


def test_the_sample_person_is_in_memory_only(sitting):
    sitting.look_around()
    assert sitting.state == "sample" and len(sitting.open.records()) >= 60
    assert not sitting.undo() and sitting.undo_words == ""
    with pytest.raises(WorkbookMissing):
        _ = sitting.file
    sitting.lock()
    assert sitting.state == "none" and not sitting.path.exists()


def test_own_people_are_told_while_open_only(sitting):
    assert sitting.own_people() == "[]"
    sitting.begin(WORDS, WORDS)
    sitting.open.add(Contact(name="A", role="sponsor", phone="555"))
    assert json.loads(sitting.own_people()) == [{"name": "A", "role": "Sponsor", "phone": "555"}]


def test_a_card_is_made_once(sitting):
    first = sitting.card("one", Listening)
    assert sitting.card("one", Listening) is first


def test_neither_repr_nor_attributes_hold_the_passphrase(sitting):
    code = sitting.begin(WORDS, WORDS)
    held = repr(sitting) + repr(vars(sitting)) + repr(vars(sitting.workbook))
    assert WORDS not in held and code not in held
