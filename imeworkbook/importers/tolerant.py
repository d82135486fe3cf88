"""Getting at parts of JSON that may be there or not, alone or in a list, and of whatever type."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from imeworkbook.importers.given import refuse

Fields = Mapping[str, Any]


def each(value: object) -> list[Fields]:
    """The objects of a list, or the one that stands there alone."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, Mapping)]


def child(value: object, *names: str) -> Any:  # noqa: ANN401 - any JSON value
    """What stands under some names in turn; of a list, its first. None where nothing does."""
    for name in names:
        value = value[0] if isinstance(value, list) and value else value
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def text(value: object, *names: str) -> str:
    """The text under some names; a number as text, and nothing for anything else."""
    found = child(value, *names) if names else value
    found = found[0] if isinstance(found, list) and found else found
    match found:
        case str():  # half a character, as broken exports have it, could be kept nowhere
            return " ".join(found.encode("utf-8", "replace").decode().split())
        case bool():
            return ""
        case float():
            return str(int(found)) if found.is_integer() else str(found) if math.isfinite(found) else ""
        case int():
            return str(found)
    return ""


def parsed(content: str) -> Any:  # noqa: ANN401 - any JSON value
    """JSON.

    Raises
    ------
    CannotImport
        When it is cut off or broken, or nested too deep.
    """
    try:
        return json.loads(content)
    except RecursionError:
        refuse("deep")
    except ValueError:
        refuse("cut_off")
