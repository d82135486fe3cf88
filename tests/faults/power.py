"""Power cuts: a person works on a disk that remembers, and every disk that a cut may leave is opened again."""

from __future__ import annotations

from .harness import Trial
from .people import KINDS, Plan, judge
from .recorder import Recorder


def power_loss(trial: Trial, *, ignoring_syncs: bool = False) -> None:
    """The disk as a cut at some moment may have left it holds everything that was acknowledged by then."""
    worked = trial.folder / "worked"
    worked.mkdir()
    plan = Plan.ending_with(KINDS[trial.number % len(KINDS)], trial.dice, worked, 3)
    recorder, keys = Recorder(worked), [(plan.person.passphrase, plan.person.code)]
    with recorder.recording():
        if plan.steps[0][0] not in ("create", "former"):
            plan.person.open()
        for step in plan.steps:
            plan.person.do(*step)
            recorder.acknowledge()
            keys.append((plan.person.passphrase, plan.person.code))
        plan.person.close()
    cut = trial.dice.randrange(len(recorder.log) + 1)
    done = sum(event.what == "acknowledged" for event in recorder.log[:cut])
    disk = recorder.disk_after(cut, trial.dice, ignoring_syncs=ignoring_syncs)
    disk.put_down(worked, trial.folder / "after")
    plan.person.path = trial.folder / "after" / plan.person.path.relative_to(worked)
    passphrase, code = keys[done]
    judge(trial, plan, done, passphrase=passphrase, code=code)


def control(trial: Trial) -> None:
    """The same disk where no sync has any effect: this row has to see losses, else the one above sees nothing."""
    power_loss(trial, ignoring_syncs=True)
