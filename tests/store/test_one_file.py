"""The file alone holds everything, at every moment; what is not one whole state is refused and left as it was."""

import hashlib
import json
import os
import random
import shutil
import subprocess
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.errors import CannotSave, DamagedWorkbook, NewerWorkbook, NotAWorkbook, StoreError, WrongKey
from imeworkbook.records import Note
from imeworkbook.store import check, container, create, disk, open_, restore
from imeworkbook.workbook import open_workbook

from .workbooks import PASSPHRASE, filled, run

BLOCK = 4096


def lock_of(path):
    return path.with_name(f".{path.name}.lock")


def opened(content, folder, code):
    """What a file of this content holds, when another program copied it to a folder."""
    copy = folder / "copy" / "w.imew"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(content)
    with open_(copy, recovery=code) as store:
        assert check(store).good
        return {record.id: record for record in store.records()}, store.drafts()


def test_a_copy_taken_between_any_two_edits_holds_everything(path, tmp_path):
    store, code = filled(path, "one")
    for number in range(30):
        store.put(Note(id=str(number)))
        store.save_draft("new:note", {"text": f"half a sentence {number}"})
        records, drafts = opened(path.read_bytes(), tmp_path, code)
        assert records == {record.id: record for record in store.records()}
        assert drafts == {"new:note": {"text": f"half a sentence {number}"}}
        assert {file.name for file in path.parent.iterdir()} == {"w.imew", ".w.imew.lock"}
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def test_a_copy_of_a_file_that_is_being_written_is_a_state_that_was_acknowledged(path, tmp_path):
    """Many readers copy in small pieces while another process writes: each copy is whole, and none goes back."""
    store, code = filled(path, *(f"{number}" * 200 for number in range(20)))
    store.close()
    child = run(
        """
        from imeworkbook.records import Note
        with open_(Path(sys.argv[1]), passphrase=sys.argv[2]) as store:
            print("open", flush=True)
            for number in range(300):
                store.put(Note(id=f"edit {number}", text="x" * 500))
        """,
        path, PASSPHRASE,
    )  # fmt: skip
    child.stdout.readline()
    seen = [0]
    while child.poll() is None:
        with path.open("rb", buffering=0) as file:
            pieces = iter(lambda file=file: file.read(1000), b"")
            records, _ = opened(b"".join(pieces), tmp_path, code)
        seen.append(sum(id.startswith("edit") for id in records))
    child.communicate()
    assert child.returncode == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 3


def test_every_mixture_of_two_states_is_refused(path, tmp_path):
    store, code = filled(path, *(f"{number}" * 300 for number in range(15)))
    earlier = path.read_bytes()
    store.put(Note(id="later"))
    later = path.read_bytes()
    store.close()
    whole = {earlier: 15, later: 16}
    refused = 0
    for at in range(BLOCK, len(later), BLOCK):
        for one, other in ((earlier, later), (later, earlier)):
            for mixed in (one[:at] + other[at:], one[: at - BLOCK] + other[at - BLOCK : at] + one[at:]):
                if mixed in whole:
                    assert len(opened(mixed, tmp_path, code)[0]) == whole[mixed]
                    continue
                with pytest.raises(DamagedWorkbook, match="put together from two copies"):
                    opened(mixed, tmp_path, code)
                refused += 1
    assert refused > 50


def test_every_alteration_is_refused_and_left_as_it_is(path):
    store, code = filled(path, *(f"{number}" * 300 for number in range(15)))
    store.close()
    whole = path.read_bytes()
    dice = random.Random(2026)
    altered = [
        *(flip(whole, place, dice) for place in (*range(len(container.MAGIC)), *dice.sample(range(len(whole)), 150))),
        *(whole[:kept] for kept in (0, 5, 12, 100, 2000, 4095, 4096, 4097, 6000, 8192, 12_288, len(whole) - 1)),
        *(whole + more for more in (b"\0", bytes(BLOCK), whole)),
        *(whole[:place] + bytes(BLOCK) + whole[place + BLOCK :] for place in range(0, len(whole), BLOCK)),
        whole[:BLOCK] + whole[2 * BLOCK : 3 * BLOCK] + whole[BLOCK : 2 * BLOCK] + whole[3 * BLOCK :],
        whole[:BLOCK],
        whole[BLOCK:],
    ]
    for content in altered:
        path.write_bytes(content)
        for key in ({"recovery": code}, {"recovery": code.swapcase()}):
            with pytest.raises((DamagedWorkbook, NotAWorkbook)):
                open_(path, **key)
        assert path.read_bytes() == content
        assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def flip(content, place, dice):
    return content[:place] + bytes([content[place] ^ 1 << dice.randrange(8)]) + content[place + 1 :]


def test_another_persons_body_behind_my_header_is_refused(path, tmp_path):
    mine, code = filled(path, "mine")
    theirs, _ = filled(tmp_path / "theirs" / "w.imew", "theirs")
    mine.close()
    theirs.close()
    mixed = path.read_bytes()[:BLOCK] + theirs.path.read_bytes()[BLOCK:]
    path.write_bytes(mixed)
    with pytest.raises(DamagedWorkbook):
        open_(path, recovery=code)
    assert path.read_bytes() == mixed


# --- odd headers ---


def half(words):
    text = words if isinstance(words, bytes) else json.dumps(words).encode()
    return (hashlib.sha256(text).digest() + len(text).to_bytes(4, "big") + text).ljust(1920, b"\0")


def with_header(words, body=b"x" * 100):
    return (b"imeworkbook\n".ljust(128, b"\0") + half(words)).ljust(4096, b"\0") + body


COSTLY = {"salt": "AAAAAAAAAAA=", "memory_kib": 1 << 24, "passes": 300, "lanes": 200, "public": "", "sealed": ""}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
SLOTS = st.dictionaries(st.sampled_from(["salt", *COSTLY, "nonce", "wrapped"]), JSON, max_size=8)
HEADERS = st.fixed_dictionaries(
    {"format": st.sampled_from([1, 2]) | JSON, "sequence": st.just(1) | JSON},
    optional={
        "nonce": st.just("AAAAAAAAAAAAAAAA") | JSON,
        "slots": st.dictionaries(st.sampled_from(["passphrase", "recovery"]), SLOTS | JSON) | JSON,
        "passphrase": SLOTS | JSON,
        "recovery": SLOTS | JSON,
    },
)


@given(words=HEADERS)
@settings(max_examples=300)
def test_a_header_with_odd_words_gets_one_sentence(tmp_path_factory, words):
    content = with_header(words)
    if len(content) != 4196:
        return
    path = tmp_path_factory.mktemp("odd") / "w.imew"
    path.write_bytes(content)
    for key in ({"passphrase": PASSPHRASE}, {"recovery": CODE}):
        with pytest.raises(StoreError) as caught:
            open_(path, **key)
        assert str(caught.value).endswith(".")
    with pytest.raises(StoreError):
        restore(path, path.with_name("to.imew"), passphrase=PASSPHRASE)
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


CODE = "8TVE-0X4D-WCF3-KM27-47B4-ZNA4-S3AW-Z6E9"


@pytest.mark.parametrize(
    "cost",
    [{"memory_kib": 1 << 24}, {"passes": 300}, {"lanes": 9}, {"passes": True}, {"passes": 0}, {"salt": "A" * 4000}],
)
def test_a_header_cannot_ask_for_work_that_ours_does_not(path, cost):
    slot = {"salt": "AAAAAAAAAAAAAAAAAAAAAA==", "memory_kib": 65_536, "passes": 3, "lanes": 4} | cost
    path.parent.mkdir()
    path.write_bytes(
        with_header({"format": 2, "sequence": 1, "nonce": "AAAAAAAAAAAAAAAA", "slots": {"passphrase": slot}})[:5000]
    )
    with pytest.raises(DamagedWorkbook):
        open_(path, passphrase=PASSPHRASE)


@pytest.mark.parametrize("text", [b"[" * 1800, b"null", b"[]", b'"x"', b"7", b"{}", b"\xff\xfe", b'{"format": 1e999}'])
def test_a_header_that_is_no_table_of_words(path, text):
    path.parent.mkdir()
    path.write_bytes(with_header(text))
    with pytest.raises(DamagedWorkbook):
        open_(path, passphrase=PASSPHRASE)


def test_a_newer_format_is_refused_and_left_alone(path):
    path.parent.mkdir()
    content = with_header({"format": 3, "sequence": 1, "unknown": {}})
    path.write_bytes(content)
    with pytest.raises(NewerWorkbook):
        open_(path, passphrase=PASSPHRASE)
    assert path.read_bytes() == content


def test_a_file_larger_than_any_workbook_is_not_read(path):
    filled(path)[0].close()
    with path.open("r+b") as file:
        file.truncate(container.LARGEST_BYTES + 1)
    with pytest.raises(DamagedWorkbook):
        open_(path, passphrase=PASSPHRASE)
    other = path.with_name("other.imew")
    with other.open("wb") as file:
        file.truncate(container.LARGEST_BYTES + 1)
    with pytest.raises(NotAWorkbook):
        open_(other, passphrase=PASSPHRASE)


# --- beside the file ---


@pytest.mark.parametrize("content", [b"", b"garbage", b"\x37\x7f\x06\x82" + bytes(5000)])
@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_what_lies_beside_changes_nothing_and_is_set_aside_once(path, ending, content):
    store, code = filled(path)
    expected = store.records()
    store.close()
    beside = path.with_name("w.imew" + ending)
    beside.write_bytes(content)
    with open_(path, recovery=code) as store:
        (notice,) = store.notices()
        assert store.notices() == ()
        assert store.records() == expected
    left = [file for file in path.parent.iterdir() if file != path]
    assert len(left) == 1 and left[0].name in notice and "left-over" in left[0].name
    assert left[0].read_bytes() == content
    with open_(path, recovery=code) as store:
        assert store.notices() == () and store.records() == expected


def test_what_lies_beside_stays_where_another_has_the_workbook_open(path):
    store, code = filled(path)
    beside = path.with_name("w.imew-wal")
    beside.write_bytes(b"garbage")
    with open_(path, recovery=code) as other:
        assert other.notices() == ()
        assert beside.exists()
    store.close()


def test_leftovers_of_a_kill_go_with_the_next_opening_and_nothing_else_does(path, tmp_path):
    store, code = filled(path)
    store.close()
    path.with_name(".w.imew.aaaaaaaaaaaaaaaa.part").write_bytes(bytes(8192))  # as a power cut may leave one
    ours = [".w.imew.0123456789abcdef.part", ".backup.imew.0123456789abcdef.part", ".gone.imew.lock"]
    for name in ours:
        path.with_name(name).write_bytes(path.read_bytes()[:3000] if name.endswith("part") else b"")
    theirs = {
        ".w.imew.0123456789abcdef.part2": b"imeworkbook\n",
        ".w.imew.0123456789abcdeg.part": b"imeworkbook\n",
        ".novel.0123456789abcdef.part": b"chapter one",
        "w.imew.part": b"imeworkbook\n",
        ".x.imew.lock": b"held by somebody",
        ".x.lock": b"",
    }
    for name, content in theirs.items():
        path.with_name(name).write_bytes(content)
    (path.parent / ".folder.imew.0123456789abcdef.part").mkdir()
    with open_(path, recovery=code) as store:
        assert len(store.records()) == 2
    assert {file.name for file in path.parent.iterdir()} == {"w.imew", ".folder.imew.0123456789abcdef.part", *theirs}


def test_a_part_that_another_process_is_writing_stays(path):
    store, _ = filled(path)
    part = path.with_name(".w.imew.0123456789abcdef.part")
    part.write_bytes(b"imeworkbook\n")
    other, _ = create(path.with_name("other.imew"), PASSPHRASE)
    other.close()
    open_(path.with_name("other.imew"), passphrase=PASSPHRASE).close()
    assert part.exists()
    store.close()


def test_a_first_start_that_fails_leaves_nothing(path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_write", full)
    with pytest.raises(StoreError, match="no room"):
        create(path, PASSPHRASE)
    assert not path.parent.exists()


# --- links ---


def test_a_workbook_behind_links_is_one_workbook(path, tmp_path):
    link, folder = tmp_path / "link.imew", tmp_path / "linked folder"
    link.symlink_to(path)
    store, code = create(link, PASSPHRASE)
    folder.symlink_to(path.parent)
    store.put(Note(id="one"))
    with open_(folder / "w.imew", recovery=code) as other:
        assert other.path == store.path == path.resolve()
        other.put(Note(id="two"))
        assert len(store.records()) == 2
        with pytest.raises(StoreError, match="another window"):
            store.change_passphrase("another six words for me")
    store.close()
    assert link.is_symlink()
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def test_links_in_a_circle_and_a_pipe_are_refused_in_one_sentence(tmp_path):
    loop, pipe = tmp_path / "loop.imew", tmp_path / "pipe.imew"
    loop.symlink_to(tmp_path / "back.imew")
    (tmp_path / "back.imew").symlink_to(loop)
    os.mkfifo(pipe)
    saved = filled(tmp_path / "folder" / "w.imew")[0]
    saved.close()
    for place in (loop, pipe):
        for refused in (
            lambda place=place: create(place, PASSPHRASE),
            lambda place=place: open_(place, passphrase=PASSPHRASE),
            lambda place=place: restore(place, tmp_path / "to.imew", passphrase=PASSPHRASE),
            lambda place=place: restore(saved.path, place, passphrase=PASSPHRASE),
        ):
            with pytest.raises(StoreError):
                refused()
    assert {file.name for file in tmp_path.iterdir()} == {"loop.imew", "back.imew", "pipe.imew", "folder"}
    assert loop.is_symlink() and pipe.is_fifo()


# --- writers ---


def test_eight_processes_lose_no_field_of_one_entry(path):
    store, code = filled(path)
    store.put(Note(id="shared", text="."))
    store.close()
    script = """
        from imeworkbook.workbook import open_workbook
        with open_workbook(sys.argv[1], recovery=sys.argv[2]) as wb:
            for _ in range(25):
                with wb.store.together():
                    wb.edit("shared", text=wb.get("shared").text + sys.argv[3])
    """
    children = [run(script, path, code, name) for name in "abcdefgh"]
    for child in children:
        child.communicate()
        assert child.returncode == 0
    with open_workbook(path, recovery=code) as wb:
        assert sorted(wb.get("shared").text) == sorted("." + "abcdefgh" * 25)
        assert len(wb.history("shared")) == 201


def test_two_windows_change_two_fields_of_one_entry(path):
    store, code = filled(path)
    store.close()
    with open_workbook(path, recovery=code) as one, open_workbook(path, recovery=code) as other:
        one.add(Note(id="x", text="a", about="b"))
        one.edit("x", text="c")
        other.edit("x", about="d")
        assert (one.get("x").text, one.get("x").about) == ("c", "d")


def test_every_folder_that_is_made_is_on_the_disk_with_its_name(tmp_path, monkeypatch):
    synced = []
    sync_folder = disk.sync_folder
    monkeypatch.setattr(disk, "sync_folder", lambda folder: synced.append(folder) or sync_folder(folder))
    create(tmp_path / "a" / "b" / "w.imew", PASSPHRASE)[0].close()
    assert synced[:3] == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]


def test_an_edit_takes_two_syncs(path, monkeypatch):
    store, _ = filled(path)
    synced = []
    fsync = disk.os.fsync
    monkeypatch.setattr(disk.os, "fsync", lambda descriptor: synced.append(fsync(descriptor)))
    with closing(store):
        store.put(Note(text="x" * 10_000))
        assert 1 <= len(synced) <= 2


# --- the lock beside it ---


def test_a_lock_that_was_taken_away_keeps_nobody_from_anything(path):
    """An empty file that nobody knows is what people, cleaners and mirrors remove."""
    store, code = filled(path)
    store.close()
    script = """
        from imeworkbook.records import Note
        store = open_(Path(sys.argv[1]), recovery=sys.argv[2])
        print("open", flush=True)
        sys.stdin.readline()
        for n in range(40):
            store.put(Note(id=f"{sys.argv[3]}{n}"))
        store.close()
    """
    one = run(script, path, code, "one", stdin=subprocess.PIPE)
    one.stdout.readline()
    lock_of(path).unlink()
    other = run(script, path, code, "other", stdin=subprocess.PIPE)
    other.stdout.readline()
    for child in (one, other):
        child.stdin.write(b"\n")
        child.stdin.flush()
    for child in (one, other):
        child.communicate()
        assert child.returncode == 0
    with open_(path, recovery=code) as store:
        assert len(store.records()) == 82
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def test_who_lost_the_lock_does_not_take_away_that_of_another(path):
    store, code = filled(path)
    lock_of(path).unlink()
    with open_(path, recovery=code) as other:
        store._lock_file.close()
        assert lock_of(path).exists()
        other.put(Note())


@pytest.mark.parametrize("kind", ["folder", "dangling link", "link to itself", "link to a file"])
def test_what_is_no_lock_and_has_its_name_is_set_aside_once(path, kind):
    store, code = filled(path)
    store.close()
    to = {"dangling link": "nowhere", "link to itself": lock_of(path).name, "link to a file": "w.imew"}
    if kind == "folder":
        lock_of(path).mkdir()
    else:
        lock_of(path).symlink_to(to[kind])
    with open_(path, recovery=code) as store:
        assert not store.read_only
        (notice,) = store.notices()
        store.put(Note(id="since"))
    (kept,) = (file for file in path.parent.iterdir() if file != path)
    assert kept.name.startswith("w-left-over-") and kept.name in notice
    assert kept.is_dir() if kind == "folder" else kept.is_symlink()
    with open_(path, recovery=code) as store:
        assert store.notices() == ()
        assert len(store.records()) == 3


@pytest.mark.parametrize("name", ["x" * 230 + ".imew", b"caf\xe9.imew"])
def test_a_name_that_nothing_can_be_put_beside_is_refused_in_its_own_words(tmp_path, name):
    store, code = filled(tmp_path / "w.imew")
    store.close()
    path = tmp_path / os.fsdecode(name)
    with pytest.raises(CannotSave, match="name of this file"):
        create(path, PASSPHRASE)
    with pytest.raises(CannotSave, match="name of this file"):
        restore(tmp_path / "w.imew", path, recovery=code)
    (tmp_path / "w.imew").rename(path)
    before = path.read_bytes()
    with pytest.raises(CannotSave, match="name of this file"):
        open_(path, recovery=code)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_a_folder_that_was_moved_is_named_and_put_back_it_goes_on(path):
    store, code = filled(path)
    moved = path.parent.rename(path.parent.with_name("moved"))
    with pytest.raises(CannotSave, match="not there any more"):
        store.put(Note())
    moved.rename(path.parent)
    store.put(Note(id="since"))
    store.close()
    with open_(path, recovery=code) as store:
        assert len(store.records()) == 3


def test_more_than_will_be_read_again_is_not_kept(path, monkeypatch):
    store, code = filled(path)
    monkeypatch.setattr(disk, "LARGEST_BYTES", path.stat().st_size + 20_000)
    with pytest.raises(CannotSave, match="more than one workbook"):
        store.put(Note(text="x" * 15_000), Note(text="y" * 15_000))
    store.put(Note(id="since"))
    store.close()
    with open_(path, recovery=code) as store:
        assert len(store.records()) == 3


# --- another program puts another file in its place, while it is open ---


def test_a_file_put_in_its_place_is_kept_and_the_open_workbook_goes_on(path, tmp_path):
    store, code = filled(path, "one")
    for number, content in enumerate((b"garbage", b"", b"imeworkbook\n" + bytes(5000))):
        path.write_bytes(content)
        assert next(record.id for record in store.records()) == "one"
        store.put(Note(id=f"after {number}"))
        (notice,) = store.notices()
        kept = [file for file in path.parent.glob("*found*") if file.read_bytes() == content]
        assert len(kept) == 1 and kept[0].name in notice
    assert len(opened(path.read_bytes(), tmp_path, code)[0]) == 4
    store.close()


def test_an_earlier_copy_put_in_its_place_takes_nothing_away(path, tmp_path):
    store, code = filled(path, "one")
    earlier = path.read_bytes()
    store.put(Note(id="two"))
    store.save_draft("new:note", {"text": "half a sentence"})
    path.write_bytes(earlier)
    store.poll()
    store.poll()
    assert "earlier copy" in store.notices()[0]
    records, drafts = opened(path.read_bytes(), tmp_path, code)
    assert records.keys() == {"one", "two"} and drafts
    path.unlink()
    store.close()
    assert opened(path.read_bytes(), tmp_path, code)[0].keys() == {"one", "two"}
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def test_a_copy_worked_on_elsewhere_that_comes_after_is_taken_in(path, tmp_path):
    store, code = filled(path, "one")
    away = tmp_path / "away.imew"
    shutil.copyfile(path, away)
    with open_(away, recovery=code) as other:
        other.put(Note(id="written away"))
    heard = []
    store.subscribe(heard.extend)
    shutil.copyfile(away, path)
    store.poll()
    assert [change.id for change in heard] == ["written away"]
    assert store.notices() == ()
    store.close()


def test_a_copy_worked_on_elsewhere_and_here_is_kept_beside(path, tmp_path):
    store, code = filled(path, "one")
    away = tmp_path / "away.imew"
    shutil.copyfile(path, away)
    with open_(away, recovery=code) as other:
        other.put(Note(id="written away"))
    store.put(Note(id="written here"))
    shutil.copyfile(away, path)
    store.close()
    with open_(path, recovery=code) as store:
        assert {record.id for record in store.records()} == {"one", "written here"}
    (kept,) = path.parent.glob("*found*")
    with open_(kept, recovery=code) as store:
        assert {record.id for record in store.records()} == {"one", "written away"}


def test_a_wrong_key_leaves_no_trace(path):
    filled(path)[0].close()
    with pytest.raises(WrongKey):
        open_(path, passphrase="some other words entirely")
    assert [file.name for file in path.parent.iterdir()] == ["w.imew"]


def test_two_writers_lose_nothing_where_times_are_coarse_and_numbers_of_files_come_back(path, monkeypatch):
    stamp = disk._stamp
    monkeypatch.setattr(disk, "_stamp", lambda found, header: (0, 0, 0, stamp(found, header)[3]))
    store, code = filled(path)
    with open_(path, recovery=code) as other:
        for number in range(10):
            store.put(Note(id=f"a{number}"))
            other.put(Note(id=f"b{number}"))
        assert len(store.records()) == len(other.records()) == 22
    store.close()


def test_a_log_too_long_to_read_beside_a_file_of_today_changes_nothing(path):
    store, code = filled(path)
    store.close()
    with path.with_name("w.imew-wal").open("wb") as file:
        file.truncate(container.LARGEST_BYTES + 1)
    with open_(path, recovery=code) as store:
        assert len(store.records()) == 2 and "left-over" in store.notices()[0]
