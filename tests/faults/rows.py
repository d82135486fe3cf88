"""The rows of the table: what is tried, how often in the long run, and how often in the test command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import companions, copies, headers, inputs, kills, places, power, sittings, tampering, writers
from .harness import Trial


@dataclass(frozen=True)
class Row:
    """One kind of fault: its words in the table, what makes one trial of it, and the numbers of trials.

    A control is a row that has to see losses: it shows that the row above it would.
    """

    words: str
    trial: Callable[[Trial], None]
    long: int
    short: int
    control: bool = False


ROWS = {
    "kills": Row("kill -9 in every kind of step", kills.killed, 1_000, 90),
    "power": Row("power cut, writes dropped, kept or torn", power.power_loss, 1_000, 120),
    "control": Row("  the same with syncs ignored: must lose", power.control, 200, 30, control=True),
    "copies": Row("bare copies while another process writes", copies.copied, 1_000, 60),
    "beside": Row("stale, foreign, empty, garbage companions", companions.beside, 1_000, 100),
    "altered": Row("altered files, both formats", tampering.altered, 2_000, 300),
    "headers": Row("generated headers", headers.odd_header, 2_000, 150),
    "links": Row("links", places.linked, 200, 40),
    "in-the-way": Row("folders and pipes in the way", places.in_the_way, 400, 60),
    "read-only": Row("places that cannot be written to", places.read_only, 200, 25),
    "small-disk": Row("a disk that is full", places.small_disk, 200, 20),
    "small-files": Row("a file that may not grow", places.small_files, 200, 20),
    "writers": Row("eight processes write at once", writers.eight_writers, 50, 4),
    "sync": Row("a sync service while it is open", writers.sync_service, 500, 60),
    "ends": Row("every end of a sitting", sittings.an_end, 60, 3),
    "requests": Row("requests of others", sittings.a_request, 2_000, 150),
    "messages": Row("messages that no page sends", sittings.a_message, 1_000, 50),
    "clocks": Row("clocks that jump", sittings.a_clock, 500, 60),
    "inputs": Row("bad input to the command line", inputs.bad_input, 10_000, 500),
}
