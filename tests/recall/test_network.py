"""The network of days: the same windows and the same verdict as SciPy's, and explanations that hold."""

from __future__ import annotations

import random
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse.csgraph import NegativeCycleError, csgraph_from_dense, floyd_warshall

from imeworkbook.recall.network import REFERENCE, Constraint, consistent, solve

NETWORKS = 10_000


def made(chance):
    """A random network of up to seven points, some days known, some leaning on others; often contradictory."""
    points = [f"p{number}" for number in range(chance.randint(1, 6))]
    ids = count()
    constraints = []
    for _ in range(chance.randint(1, 10)):
        first = chance.choice([REFERENCE, *points])
        second = chance.choice([point for point in points if point != first] or ["other"])
        low = chance.choice([None, chance.randint(-40, 40)])
        high = chance.choice([None, (low if low is not None else 0) + chance.randint(0, 30)])
        constraints.append(Constraint(first, second, low, high, f"s{next(ids)}"))
    return constraints


def with_scipy(constraints):
    """Windows by Floyd and Warshall; None where the network is contradictory."""
    names = [REFERENCE, *sorted({name for one in constraints for name in (one.first, one.second)} - {REFERENCE})]
    at = {name: place for place, name in enumerate(names)}
    matrix = np.full((len(names), len(names)), np.inf)
    for one in constraints:
        first, second = at[one.first], at[one.second]
        if one.high is not None:
            matrix[first, second] = min(matrix[first, second], one.high)
        if one.low is not None:
            matrix[second, first] = min(matrix[second, first], -one.low)
    try:
        distances = floyd_warshall(csgraph_from_dense(matrix, null_value=np.inf))
    except NegativeCycleError:
        return None

    def window(place):
        low, high = distances[place, 0], distances[0, place]
        return (None if np.isinf(low) else -int(low), None if np.isinf(high) else int(high))

    return {name: window(at[name]) for name in names[1:]}


def test_ten_thousand_networks_agree_with_scipy():
    chance = random.Random(20261123)
    contradictory = 0
    for _ in range(NETWORKS):
        constraints = made(chance)
        theirs, ours = with_scipy(constraints), solve(constraints)
        assert consistent(constraints) == (theirs is not None)
        if theirs is None:
            contradictory += 1
            assert ours.contradictions
        else:
            assert ours.contradictions == ()
            assert dict(ours.windows) == theirs
    assert NETWORKS / 20 < contradictory < NETWORKS * 19 / 20


def test_every_explanation_is_contradictory_and_minimal():
    chance = random.Random(7)
    explained = 0
    for _ in range(NETWORKS // 5):
        constraints = made(chance)
        for statements in solve(constraints).contradictions:
            explained += 1
            assert not consistent(one for one in constraints if one.statement in statements)
            for dropped in statements:
                assert consistent(one for one in constraints if one.statement in {*statements} - {dropped})
    assert explained > 100


def test_each_bound_follows_from_the_statements_that_are_named_for_it():
    chance = random.Random(11)
    seen = 0
    for _ in range(NETWORKS // 10):
        constraints = made(chance)
        if not consistent(constraints):
            continue
        whole = solve(constraints)
        for point, (low, high) in whole.windows.items():
            for latest, bound in ((True, high), (False, low)):
                if bound is None:
                    assert whole.reason(point, latest=latest) == ()
                    continue
                seen += 1
                alone = solve(one for one in constraints if one.statement in whole.reason(point, latest=latest))
                assert alone.windows[point][latest] == bound
    assert seen > 500


@given(st.randoms(use_true_random=False))
def test_the_order_of_statements_changes_no_window(chance):
    constraints = made(chance)
    shuffled = list(constraints)
    chance.shuffle(shuffled)
    one, other = solve(constraints), solve(shuffled)
    assert bool(one.contradictions) == bool(other.contradictions)
    if not one.contradictions:
        assert dict(one.windows) == dict(other.windows)


def test_a_corrected_landmark_moves_what_is_tied_to_it():
    def windows(wedding):
        return solve(
            [
                Constraint(REFERENCE, "wedding", wedding, wedding, "wedding"),
                Constraint("wedding", "move", 300, 430, "about a year later"),
                Constraint("move", "job", None, -1, "before the move"),
            ]
        ).windows

    assert windows(1_000) == {"wedding": (1_000, 1_000), "move": (1_300, 1_430), "job": (None, 1_429)}
    assert windows(2_000) == {"wedding": (2_000, 2_000), "move": (2_300, 2_430), "job": (None, 2_429)}


def test_what_cannot_be_otherwise_is_never_called_a_statement():
    solution = solve(
        [
            Constraint(REFERENCE, "start", 500, 500, "start"),
            Constraint(REFERENCE, "end", 100, 400, "end"),
            Constraint("start", "end", 0, None),
        ]
    )
    assert solution.contradictions == (("start", "end"),)
    assert solution.windows["start"] == (500, 500)
    assert solution.windows["end"] == (500, None)


@pytest.mark.parametrize("constraints", [[], [Constraint("a", "b", None, None, "s")]])
def test_nothing_said_leaves_everything_open(constraints):
    assert all(window == (None, None) for window in solve(constraints).windows.values())
