"""What a person costs a machine that hosts many, behind a real JupyterHub with its proxy.

Every server is started and stays. A person signs in with a browser of their own, waits for the first chapter (the clock
runs from the page being asked for to its first card, with the server up and its kernel warm, as after the hub's page of
waiting), looks at the sample person with every chapter open, and closes the tab. Memory is what the processes of a
server hold by themselves plus their share of what they have in common (PSS), before anybody came and once all have.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import psutil

sys.path.append(str(Path(__file__).parents[2]))  # for the tests' hub and browser, behind the installed package

from tests.browser import Visit, chromium
from tests.hub import Hub, running_hub

MIB = 1024 * 1024
MACHINE_MIB = 16 * 1024
KEPT_BACK_MIB = 2 * 1024  # for the system, the hub and its proxy


def hosted(people: int) -> None:
    """Print what `people` people cost, and how many a machine of 16 GiB carries."""
    with tempfile.TemporaryDirectory() as folder, running_hub(Path(folder) / "hub") as hub:
        names = [f"person-{number:02}" for number in range(people)]
        for name in names:
            hub.start(name)
        time.sleep(5)  # until the last kernel has imported what it imports
        at_rest = [memory_mib(hub, name) for name in names]
        with chromium() as first:
            opened_s = [visited_s(first, hub, name) for name in names]
        in_use = [memory_mib(hub, name) for name in names]
    room = MACHINE_MIB - KEPT_BACK_MIB
    print(f"{f'hosted, {people} people: at rest, each':<42}{median(at_rest):>9.0f} MiB")
    print(f"{'hosted: with every chapter open, each':<42}{median(in_use):>9.0f} MiB")
    print(f"{'hosted: to the first chapter, middle':<42}{median(opened_s):>11.2f} s")
    print(f"{'hosted: to the first chapter, p95':<42}{p95(opened_s):>11.2f} s")
    print(f"{'hosted: a machine of 16 GiB carries':<42}{room // max(in_use):>7.0f} at once")


def visited_s(first: Visit, hub: Hub, name: str) -> float:
    """Seconds to the first chapter of a person who comes in a browser of their own."""
    context = first.page.context.browser.new_context()
    visit = Visit(context.new_page())
    visit.page.goto(f"{hub.address}/hub/login?next=%2Fhub%2Fadmin")  # signed in, and not at the workbook yet
    visit.page.fill("#username_input", name)
    visit.page.fill("#password_input", "any")
    visit.page.click("#login_submit")
    start = time.perf_counter()
    visit.page.goto(f"{hub.address}/user/{name}/doc")
    visit.wait_ready()
    taken_s = time.perf_counter() - start
    visit.front.get_by_role("button", name="Look around").click()
    visit.wait_warm()
    context.close()
    return taken_s


def memory_mib(hub: Hub, name: str) -> float:
    """What the server of a person and its kernel hold, in MiB."""
    volume = str(hub.volume(name))
    found = [
        one
        for one in psutil.process_iter(["environ"])
        if (one.info["environ"] or {}).get("IMEWORKBOOK_VOLUME") == volume
    ]
    return float(sum(one.memory_full_info().pss for one in found)) / MIB


def p95(values: list[float]) -> float:
    """The value that 95 in 100 stay below."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    hosted(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
