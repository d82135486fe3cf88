"""Any order of edits, undo, redo, erasing and reopening, here and in another window, beside plain dictionaries."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from imeworkbook.records import Note
from imeworkbook.store import MemoryStore, create, open_

IDS = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.text(max_size=30)
EDITS = st.lists(st.tuples(IDS, TEXTS), min_size=1, max_size=3)


class StoreModel(RuleBasedStateMachine):
    """`done` and `undone` are steps: lists of (id, note before or None, note after or None)."""

    def __init__(self):
        super().__init__()
        self.live, self.done, self.undone = {}, [], []
        self.history, self.drafts = {}, {}
        self.folder = None

    @initialize(in_file=st.booleans())
    def begin(self, in_file):
        if in_file:
            self.folder = Path(tempfile.mkdtemp())
            self.store, self.code = create(self.folder / "w.imew", "four words beside rivers")
        else:
            self.store = MemoryStore()

    def teardown(self):
        self.store.close()
        if self.folder:
            shutil.rmtree(self.folder)

    def set(self, id, note):
        self.live = {key: kept for key, kept in self.live.items() if key != id or note} | ({id: note} if note else {})

    @rule(edits=EDITS)
    def put(self, edits):
        self.put_in(self.store, edits)

    @precondition(lambda self: self.folder)
    @rule(edits=EDITS)
    def put_in_another_window(self, edits):
        with open_(self.folder / "w.imew", recovery=self.code) as other:
            self.put_in(other, edits)

    @rule(edit=st.tuples(IDS, TEXTS), then=EDITS)
    def put_and_take_back(self, edit, then):
        """What fails halfway was read already; the numbers of its changes are given again to what follows."""
        with self.store.together():
            self.fail_after(edit)
            self.put(then)
        self.fail_after(edit)

    def fail_after(self, edit):
        with suppress(KeyError), self.store.together():
            self.store.put(Note(id=edit[0], text=edit[1]))
            assert self.store.get(edit[0]).text == edit[1]
            raise KeyError

    def put_in(self, store, edits):
        notes = [Note(id=id, text=text) for id, text in edits]
        assert [change.id for change in store.put(*notes)] == [note.id for note in notes]
        step = []
        for note in notes:
            step.append((note.id, self.live.get(note.id), note))
            self.set(note.id, note)
            self.history.setdefault(note.id, []).append(note)
        self.done.append(step)
        self.undone.clear()

    @precondition(lambda self: self.live)
    @rule(data=st.data())
    def remove(self, data):
        id = data.draw(st.sampled_from(sorted(self.live)))
        self.store.remove(id)
        self.done.append([(id, self.live[id], None)])
        self.undone.clear()
        self.set(id, None)
        self.history[id].append(None)

    @precondition(lambda self: self.history)
    @rule(data=st.data())
    def erase(self, data):
        id = data.draw(st.sampled_from(sorted(self.history)))
        self.store.erase(id)
        self.set(id, None)
        del self.history[id]
        for steps in (self.done, self.undone):
            steps[:] = [kept for step in steps if (kept := [part for part in step if part[0] != id])]

    @rule()
    def undo(self):
        step = self.done.pop() if self.done else []
        assert {change.id for change in self.store.undo()} == {id for id, _, _ in step}
        for id, before, _ in reversed(step):
            self.set(id, before)
        if step:
            self.undone.append(step)

    @rule()
    def redo(self):
        step = self.undone.pop() if self.undone else []
        assert {change.id for change in self.store.redo()} == {id for id, _, _ in step}
        for id, _, after in step:
            self.set(id, after)
        if step:
            self.done.append(step)

    @rule(key=st.sampled_from(["x", "y"]), fields=st.dictionaries(st.text(max_size=5), TEXTS | st.none(), max_size=3))
    def save_draft(self, key, fields):
        self.store.save_draft(key, fields)
        self.drafts[key] = fields

    @rule(key=st.sampled_from(["x", "y"]))
    def drop_draft(self, key):
        self.store.drop_draft(key)
        self.drafts.pop(key, None)

    @precondition(lambda self: self.folder)
    @rule()
    def reopen(self):
        self.store.close()
        self.store = open_(self.folder / "w.imew", recovery=self.code)

    @precondition(lambda self: self.folder)
    @rule()
    def a_bare_copy_holds_all_of_it(self):
        copy = self.folder / "copy" / "w.imew"
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(self.folder / "w.imew", copy)
        with open_(copy, recovery=self.code) as store:
            assert store.records() == self.store.records()
            assert store.drafts() == self.store.drafts()
            assert (store.can_undo, store.can_redo) == (self.store.can_undo, self.store.can_redo)

    @invariant()
    def agrees(self):
        assert {record.id: record for record in self.store.records()} == self.live
        assert self.store.records() is self.store.records()
        assert [record.id for record in self.store.records()] == [id for id in self.history if id in self.live]
        assert (self.store.can_undo, self.store.can_redo) == (bool(self.done), bool(self.undone))
        assert self.store.drafts() == self.drafts
        for id, versions in self.history.items():
            assert [version.record for version in self.store.history(id)] == versions


StoreModel.TestCase.settings = settings(max_examples=25, stateful_step_count=30)
TestStoreModel = StoreModel.TestCase
