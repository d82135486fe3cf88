"""Where the workbook lives, and the advice on a passphrase."""

from pathlib import Path

import pytest

from imeworkbook.store.keys import ALPHABET, new_recovery_code
from imeworkbook.store.places import default_path, runtime_folder, suggested_folder, synced_by
from imeworkbook.store.strength import advice


def test_the_workbook_lives_in_the_users_data_folder(monkeypatch):
    monkeypatch.delenv("IMEWORKBOOK_FILE", raising=False)
    path = default_path()
    assert path.suffix == ".imew" and path.is_absolute()
    assert "Documents" not in path.parts
    assert synced_by(path) is None
    monkeypatch.setenv("IMEWORKBOOK_FILE", "elsewhere.imew")
    assert default_path() == Path("elsewhere.imew")


def test_what_lives_for_a_sitting_is_not_in_a_shared_folder(monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert runtime_folder().is_relative_to(Path.home())


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/a/Dropbox/w.imew", "Dropbox"),
        ("/home/a/Dropbox (Personal)/w.imew", "Dropbox"),
        ("/c/Users/a/OneDrive - Hospital/Documents/w.imew", "OneDrive"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/w.imew", "iCloud"),
        ("/Users/a/Library/CloudStorage/GoogleDrive-a@b.c/My Drive/w.imew", "Google Drive"),
        ("/Users/a/Library/CloudStorage/Box-Box/w.imew", "Box"),
        ("/Users/a/Library/CloudStorage/ProtonDrive-x/w.imew", "a cloud service"),
        ("/home/a/Nextcloud/w.imew", "Nextcloud"),
        ("/home/a/boxes/w.imew", None),
        ("/home/a/private/w.imew", None),
    ],
)
def test_folders_that_are_copied_elsewhere_are_known_by_name(folder, service):
    assert synced_by(Path(folder)) == service


def test_a_link_into_a_synced_folder_is_seen(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    assert synced_by(tmp_path / "link" / "w.imew") == "Dropbox"


def test_advice_tells_short_weak_and_strong_apart():
    assert advice("kitten").too_short
    weak, strong = advice("password123"), advice("velvet anchor plum thirteen")
    assert weak.weak and not weak.too_short and weak.score < 3
    assert not strong.weak and strong.score >= 3
    for given in (weak, strong, advice("x" * 5000)):
        assert given.words.endswith(".") and "password123" not in repr(given)


def test_a_recovery_code_is_easily_written_by_hand():
    codes = {new_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [4] * 8
        assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_a_folder_to_save_into_is_inside_the_home_or_none(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert suggested_folder("Downloads") == str(tmp_path)
    (tmp_path / "Downloads").mkdir()
    assert suggested_folder("Downloads") == str(tmp_path / "Downloads")

    def none():
        raise RuntimeError

    with monkeypatch.context() as empty:
        empty.setenv("HOME", "")
        assert suggested_folder() == ""
    monkeypatch.setattr(Path, "home", none)
    assert suggested_folder("Downloads") == ""
