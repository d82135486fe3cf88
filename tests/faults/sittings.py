"""Around a sitting: every end of it, requests of others, messages that no page sends, clocks that jump."""

from __future__ import annotations

import atexit
import functools
import http.client
import io
import logging
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import psutil
from browser import Lab, start_lab

from imeworkbook.records import Career, Note, Use
from imeworkbook.store import create, open_
from imeworkbook.widgets import pages
from imeworkbook.widgets import sitting as sitting_module
from imeworkbook.widgets.sitting import Sitting

from .harness import CANARY, Trial

PASSPHRASE = f"four words beside {CANARY}"
_WAIT_S = 15
_ENDS = ("close", signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
_CARDS = sorted(
    name for name, one in vars(pages).items() if getattr(one, "__annotations__", {}).get("return") == "Card"
)
_SYSTEMS = tempfile.gettempdir()  # before the campaign has rooms of its own
_SLOW = {"preview", "read", "make", "download", "letter", "card", "sheet", "backup", "restore", "change", "new_code"}


# --- every end of a sitting ---


def an_end(trial: Trial) -> None:
    """A workbook is open on the page's server; it ends at some moment, by itself, a signal or a kill."""
    path = trial.folder / "home" / "w.imew"
    store, code = create(path, PASSPHRASE)
    store.put(Note(id="one", text=CANARY))
    store.close()
    lab = start_lab(trial.folder, workbook=path)
    processes = [psutil.Process(lab.process.pid), *psutil.Process(lab.process.pid).children(recursive=True)]
    time.sleep(trial.dice.random())
    way = trial.dice.choice(_ENDS)
    if way == "close":
        lab.ask("POST", "/api/shutdown")
    else:
        os.kill(lab.process.pid, way)
    said = lab.process.stdout.read() if lab.process.stdout else ""
    lab.stop()
    trial.expect("Traceback" not in said, "tracebacks", said)
    trial.expect(not psutil.wait_procs(processes, timeout=_WAIT_S)[1], "leftovers", f"{way}: a process goes on")
    if way == signal.SIGKILL:  # what is left of it goes with the next start
        start_lab(trial.folder, workbook=path).stop()
    with open_(path, recovery=code) as again:
        trial.expect([note.id for note in again.records()] == ["one"], "lost", str(way))
    left = [name for name, what in trial.files().items() if isinstance(what, bytes) and name != "home/w.imew"]
    trial.expect(not left, "leftovers", f"{way}: {left}")


# --- requests ---

_PATHS = ("/api/contents", "/api/kernels", "/api/sessions", "/api/me", "/imeworkbook/alive", "/imeworkbook/page.json",
          "/imeworkbook/invite", "/imeworkbook/enter", "/nbconvert/imeworkbook_html/copies.ipynb", "/api/kernelspecs",
          "/lab/api/settings", "/api/shutdown")  # fmt: skip


@functools.cache
def _server() -> Lab:
    folder = Path(tempfile.mkdtemp(dir=_SYSTEMS))
    lab = start_lab(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(lab.stop)
    return lab


def a_request(trial: Trial) -> None:
    """A request without the proof, with a wrong one, or with the right one from another page or host, is refused."""
    lab, dice = _server(), trial.dice
    own = f"127.0.0.1:{lab.port}"
    wrong = dice.choice(["token", "host", "origin", "site", "cookie", "query"])
    headers = {"Host": own, "Authorization": f"token {lab.token}", "Origin": f"http://{own}"}
    path = dice.choice(_PATHS)
    if wrong == "host":
        headers["Host"] = dice.choice(
            [f"127.0.0.1:{lab.port + 1}", "evil.example", f"evil.example:{lab.port}", "", "[::1]"]
        )
    elif wrong == "origin":
        headers["Origin"] = dice.choice([f"http://127.0.0.1:{lab.port + 1}", "http://evil.example", "null", "file://"])
    elif wrong == "site":
        headers["Sec-Fetch-Site"] = dice.choice(["same-site", "cross-site", "x"])
    else:
        headers["Authorization"] = dice.choice(
            ["", "token", f"token {'0' * 48}", f"Bearer {lab.token}", f"token {lab.token}x"]
        )
    if wrong == "cookie":
        headers["Cookie"] = f"username-127-0-0-1-{lab.port}={lab.token}; token={lab.token}"
    if wrong == "query":
        path += f"?token={lab.token}"
    connection = http.client.HTTPConnection("127.0.0.1", lab.port, timeout=_WAIT_S)
    connection.request(
        dice.choice(["GET", "POST", "DELETE"]), path, body=dice.choice([None, "{}", "x"]), headers=headers
    )
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    open_to_all = path.startswith("/imeworkbook/enter") and answer.status == 200 and lab.token.encode() not in content
    refused = answer.status in (302, 400, 403, 404, 405)
    trial.expect(refused or open_to_all, "private", f"{path} with a wrong {wrong}: {answer.status}")
    trial.expect(b"Traceback" not in content, "tracebacks", path)
    trial.outcome.refused += 1


# --- messages ---

_FIELDS = ("id", "fields", "session", "passphrase", "text", "key", "n", "number", "kind", "audience", "prompt", "rows")
_PLAIN = (None, True, 0, -1, 10**30, 1e308, "", CANARY, "job", "wine", "<b>", "__proto__", "x" * 9_000, "\0", "\ud800")


def a_message(trial: Trial) -> None:
    """Any message to any card leaves a card that goes on working, and nothing of it in the log."""
    sitting_module._here.sitting = sitting = Sitting(trial.folder / "w.imew")
    sitting.begin(PASSPHRASE, PASSPHRASE)
    sitting.open.add_all(
        [Career(id="job", title=CANARY, start="2001"), Use(id="wine", substance="alcohol", start="2004")]
    )
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    try:
        card = getattr(pages, trial.dice.choice(_CARDS))()
        card.send = lambda *_, **__: None
        names = [name[3:] for name in dir(card) if name.startswith("do_") and name[3:] not in _SLOW]
        for _ in range(5):
            card._take(card, _odd_message(trial, names), [])
        card.refresh()
        trial.expect("trouble" not in card.face, "tracebacks", f"{card.view} cannot be drawn")
        trial.expect(CANARY not in heard.getvalue(), "private", f"the log of {card.view} repeats what was typed")
        trial.expect("Traceback" not in heard.getvalue(), "tracebacks", heard.getvalue())
    finally:
        logging.getLogger().removeHandler(handler)
        sitting.lock()


def _odd_message(trial: Trial, names: list[str]) -> object:
    dice = trial.dice
    if dice.random() < 0.2:
        return _odd_value(trial, 0)
    chosen = dice.sample(_FIELDS, dice.randrange(len(_FIELDS)))
    return {"do": dice.choice([*names, "nothing"]), **{name: _odd_value(trial, 0) for name in chosen}}


def _odd_value(trial: Trial, depth: int) -> object:
    dice = trial.dice
    kind = dice.randrange(4 if depth < 3 else 2)
    if kind < 2:
        return dice.choice(_PLAIN)
    inner = [_odd_value(trial, depth + 1) for _ in range(dice.randrange(4))]
    return inner if kind == 2 else {str(dice.choice(_PLAIN)): value for value in inner}


# --- clocks ---


def a_clock(trial: Trial) -> None:
    """However the clock on the wall is set: left alone for longer than the idle time, it is locked at the next look."""
    dice = trial.dice
    now = {"awake": 1_000.0, "wall": 1.7e9}
    sitting = Sitting(trial.folder / "w.imew", clocks=(lambda: now["awake"], lambda: now["wall"]), idle_seconds=900)
    sitting.begin(PASSPHRASE, PASSPHRASE)
    alone = 0.0
    for _ in range(dice.randrange(2, 30)):
        passed = dice.choice([1.0, 60.0, 600.0, 899.0])
        now["awake"] += passed
        now["wall"] += passed + dice.choice([0, 0, -86_400, 86_400, -1e9, 3_600])
        alone += passed
        sitting.tick()
        if alone >= 900:
            trial.expect(sitting.state == "locked", "private", "it stands open")
        if sitting.state == "locked":
            break
        if dice.random() < 0.3:
            sitting.touch()
            alone = 0.0
    sitting.lock()
