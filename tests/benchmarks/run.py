"""Ours beside the peer, in one process run, as ratios: python3 start.py bench [--quick].

What is timed, and what is not:

chart   Ours: records -> timeline -> chronology -> Plotly JSON text. Peer: the same entries as a list of plain
        rows -> pandas frame -> plotly.express.timeline -> JSON text. Both start from objects made anew for each
        repetition, outside the clock; imports are done before. The least of several repetitions, so caches of dates
        and of text widths are warm, as they are when a chart is drawn again.
copy    See `copies.py`.
phrases See `phrases.py`.
edit    See `redraw.py`: in a real browser.
opening See `opening.py`: in a real browser.
network See `network.py`.
journal See `journal.py`.
hosted  See `hub.py`: behind a real JupyterHub, in real browsers.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

import network
import pandas as pd
import plotly.express as px
from copies import copies
from hub import hosted
from journal import journal
from material import AS_OF, least, line, peer_rows, rows_of
from opening import opening
from phrases import phrases
from redraw import redraw

from imeworkbook.chronology import chronology
from imeworkbook.records import Record, from_dict
from imeworkbook.timeline import chronicle

SIZES = {50: 1 / 10, 200: 1 / 10, 1_000: 1 / 2, 5_000: 1 / 2}  # rows: the ratio aimed at


# --- what is timed ---


def ours(records: tuple[Record, ...]) -> str:
    """Records to Plotly JSON, our way."""
    return json.dumps(chronology(chronicle(records, as_of=AS_OF)).to_plotly())


def peer(rows: list[dict[str, Any]]) -> str:
    """Rows to Plotly JSON with plotly.express."""
    frame = pd.DataFrame(rows)
    return px.timeline(frame, x_start="start", x_end="end", y="lane", color="kind", hover_name="label").to_json()


def charts(repetitions: int) -> None:
    """Records to Plotly JSON, for each number of rows."""
    for size, aim in SIZES.items():
        fields = rows_of(size)
        rows = peer_rows(chronicle(map(from_dict, fields), as_of=AS_OF))
        again = repetitions if size > 1_000 else repetitions * 3
        mine, _ = least(lambda fields=fields: tuple(map(from_dict, fields)), ours, again)
        theirs, _ = least(lambda rows=rows: [dict(row) for row in rows], peer, again)
        line(f"chart, {size:,} rows to JSON", mine, theirs, aim)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Ours beside the peer, as ratios.")
    parser.add_argument("--quick", action="store_true", help="one repetition of each")
    quick = parser.parse_args().quick
    print(f"{'':<38}{'ours':>13} {'peer':>13}   ratio")
    phrases(1 if quick else 3)
    charts(1 if quick else 3)
    copies(1 if quick else 3)
    redraw(5 if quick else 20)
    opening(1 if quick else 3)
    network.main()
    journal(20 if quick else 100)
    hosted(2 if quick else 20)


if __name__ == "__main__":
    main()
