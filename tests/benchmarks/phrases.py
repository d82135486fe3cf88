"""Reading what people say about a date, beside the `edtf` package's reader of English, in one run, as ratios.

phrases     Phrases that both read, each for the first time: ours with landmarks at hand, theirs `edtf.text_to_edtf`,
            parsed for its two days. Both remember what they were asked before, so nothing is repeated.
longest     The slowest of some texts made to be hard, of 300 characters, which is as many as are read, beside the
            phrases above; and one of 2,000, which is refused. Each takes a bounded number of steps whatever it says.
"""

from __future__ import annotations

import contextlib

import edtf
from material import AS_OF, least, line

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import DateError
from imeworkbook.recall import Landmark, remember

FORMS = ("{}", "May {}", "about {}", "circa May {}", "5 May {}", "summer {}", "{}?")
PHRASES = tuple(form.format(year) for form in FORMS for year in range(1960, 2020))
HARD = (
    "2003 or ",
    "between 2003 and ",
    "the summer of ",
    "the day the ",
    "two years after ",
    "in ",
    "about ",
    "9",
    "((",
)
LANDMARKS = tuple(
    Landmark(f"l-{number}", "life", (f"Move {number}", "Home"), FuzzyDate.parse(f"{1980 + number % 40}"))
    for number in range(200)
)


def ours(phrases: tuple[str, ...]) -> None:
    """Read each phrase; what is refused is refused."""
    for phrase in phrases:
        with contextlib.suppress(DateError):
            remember(phrase, born="1979-03-14", today=AS_OF, landmarks=LANDMARKS)


def peer(phrases: tuple[str, ...]) -> None:
    """Read each phrase with `edtf`: its EDTF text, and the first and last day that it may mean, as ours gives them."""
    for phrase in phrases:
        read = edtf.parse_edtf(edtf.text_to_edtf(phrase))
        read.lower_fuzzy(), read.upper_fuzzy()


def phrases(repetitions: int) -> None:
    """Print the rows."""
    mine, _ = least(lambda: PHRASES, ours, 1)
    theirs, _ = least(lambda: PHRASES, peer, 1)
    line(f"{len(PHRASES)} phrases, read", mine, theirs, 1 / 2)
    hard = max(least(lambda text=text: ((text * 300)[:300],), ours, repetitions * 3)[0] for text in HARD)
    line("hardest text of 300 characters", hard, theirs, 1)
    long, _ = least(lambda: (("2003 or " * 250)[:2000],), ours, repetitions * 3)
    line("a text of 2,000 characters, refused", long, theirs, 1 / 100)
