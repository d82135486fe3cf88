"""One edit in a network of remembered days, worked out again, beside SciPy's Floyd and Warshall over the same points.

Ours solves the whole network anew after the edit, with reasons and contradictions; nothing is carried over. The peer
gets the finished matrix, so that only its solving is timed.
"""

from __future__ import annotations

import random
import time

import numpy as np
from scipy.sparse.csgraph import csgraph_from_dense, floyd_warshall

from imeworkbook.recall.network import REFERENCE, Constraint, solve

PEER_UP_TO = 1_000  # entries; the peer's time grows with the cube


def network(entries: int, relations: int) -> list[Constraint]:
    """Spells with a known start and end, and relations between their starts that these days satisfy."""
    chance = random.Random(entries)
    starts = [chance.randint(0, 15_000) for _ in range(entries)]
    constraints = []
    for number, start in enumerate(starts):
        first, last, length = f"{number}:start", f"{number}:end", chance.randint(30, 2_000)
        constraints += [
            Constraint(REFERENCE, first, start - 200, start + 200, f"{number}:start"),
            Constraint(REFERENCE, last, start + length - 200, start + length + 200, f"{number}:end"),
            Constraint(first, last, 0, None),
        ]
    for number in range(relations):
        one, other = chance.sample(range(entries), 2)
        apart = starts[other] - starts[one]
        constraints.append(Constraint(f"{one}:start", f"{other}:start", apart - 90, apart + 90, f"relation {number}"))
    return constraints


def matrix(constraints: list[Constraint]) -> np.ndarray:
    """The same network as the peer takes it."""
    names = {name: place for place, name in enumerate({n: None for c in constraints for n in (c.first, c.second)})}
    distances = np.full((len(names), len(names)), np.inf)
    for one in constraints:
        first, second = names[one.first], names[one.second]
        if one.high is not None:
            distances[first, second] = min(distances[first, second], one.high)
        if one.low is not None:
            distances[second, first] = min(distances[second, first], -one.low)
    return distances


def main() -> None:
    """Print a line for each size."""
    for entries in (100, 300, 1_000, 5_000):
        constraints = network(entries, entries // 2)
        edited = [*constraints, Constraint("0:start", "1:start", -20_000, 20_000, "edit")]
        begun = time.perf_counter()
        assert solve(edited).contradictions == ()
        mine = time.perf_counter() - begun
        line = f"{entries:>6,} entries, {entries // 2:>5,} relations: {mine * 1e3:>8.1f} ms"
        if entries <= PEER_UP_TO:
            graph = csgraph_from_dense(matrix(edited), null_value=np.inf)
            begun = time.perf_counter()
            floyd_warshall(graph)
            theirs = time.perf_counter() - begun
            line += f", SciPy {theirs * 1e3:>9.1f} ms   1/{theirs / mine:.1f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
