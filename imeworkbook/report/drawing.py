"""Drawings made safe to embed: rewritten from their parsed elements, so that nothing but shapes and text remains.

Our own renderer escapes every text already; but a report notebook may come from elsewhere, so no drawing is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset({"svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "line", "text"})
_MOVES = frozenset({"script", "foreignobject", "set", "animate", "animatemotion", "animatetransform"})


def checked(svg: str) -> str:
    """The drawing with what our renderer draws and nothing else; empty where it is not SVG."""
    return _rewritten(svg, _is_drawn, _is_plain)


def by_itself(svg: str) -> str:
    """Any program's drawing, without what runs or leads out of it; empty where it is not SVG."""
    return _rewritten(svg, _is_still, _stays_inside)


def _rewritten(svg: str, keep: Callable[[Element], bool], keep_attribute: Callable[[str, str], bool]) -> str:
    from xml.etree import ElementTree as Tree

    try:
        root = Tree.fromstring(svg)
    except (Tree.ParseError, ValueError):
        return ""
    if root.tag != f"{{{_SVG}}}svg":
        return ""
    for parent in root.iter():
        for child in list(parent):
            if not keep(child):
                parent.remove(child)
    for element in root.iter():
        for name in [name for name, value in element.attrib.items() if not keep_attribute(name.lower(), value.lower())]:
            del element.attrib[name]
    Tree.register_namespace("", _SVG)
    return Tree.tostring(root, encoding="unicode")


def _name(element: Element) -> str:
    return element.tag.removeprefix(f"{{{_SVG}}}") if isinstance(element.tag, str) else ""


def _is_drawn(element: Element) -> bool:
    return _name(element) in _DRAWN


def _is_still(element: Element) -> bool:
    name = _name(element)
    styled_from_elsewhere = name == "style" and _leads_out(f"{element.text}".lower())
    return name.isalpha() and name.lower() not in _MOVES and not styled_from_elsewhere


def _is_plain(name: str, value: str) -> bool:
    """Whether an attribute runs nothing and leads nowhere."""
    return not (name.startswith("on") or name == "style" or "href" in name or _leads_out(value))


def _stays_inside(name: str, value: str) -> bool:
    """Whether an attribute runs nothing and leads to nothing but a part of the drawing or a picture within it."""
    leads_in = "href" not in name or value.startswith(("#", "data:image/png", "data:image/jpeg"))
    return leads_in and not name.startswith("on") and not _leads_out(value)


def _leads_out(value: str) -> bool:
    value = re.sub(r"url\(\s*[\"']?#", "", value)
    return "url(" in value or "@import" in value
