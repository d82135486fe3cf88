"""What changed between two values of JSON, so that the rest need not travel again. `kit/changes.js` takes it in.

A step is ``[path, value]`` for a new value, ``[path]`` for a key that went, or ``[path, at, many, items]`` for items of
a list that stand in the place of as many. Steps are taken in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Step = list[Any]
Path = tuple[str | int, ...]


def changes(old: object, new: object, path: Path = ()) -> Iterator[Step]:
    """The steps that lead from one value to another; none where they are the same."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from ([[*path, key]] for key in old if key not in new)
        for key, value in new.items():
            if key not in old:
                yield [[*path, key], value]
            else:
                yield from changes(old[key], value, (*path, key))
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        yield from _in_list(old, new, path)
    else:
        yield [list(path), new]


def _in_list(old: Sequence[object], new: Sequence[object], path: Path) -> Iterator[Step]:
    """Only what lies between the same beginning and the same end; a few of many items one by one."""
    most = min(len(old), len(new))
    at = next((place for place in range(most) if old[place] != new[place]), most)
    most -= at
    back = next((back for back in range(most) if old[-1 - back] != new[-1 - back]), most)
    fresh = new[at : len(new) - back]
    differ = [place for place in range(at, len(new) - back) if old[place] != new[place]] if len(old) == len(new) else []
    if differ and all(isinstance(new[place], dict | list | tuple) for place in differ) and 2 * len(differ) <= len(new):
        for place in differ:
            yield from changes(old[place], new[place], (*path, place))
    else:
        yield [list(path), at, len(old) - back - at, list(fresh)]
