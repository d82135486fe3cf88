"""Drawings made safe to embed: rewritten from their parsed elements, so that nothing but shapes and text remains.

Our own renderer escapes every text already; but a report notebook may come from elsewhere, so no drawing is trusted.
"""

from __future__ import annotations

_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset({"svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "line", "text"})


def checked(svg: str) -> str:
    """The drawing with what our renderer draws and nothing else; empty where it is not SVG."""
    from xml.etree import ElementTree as Tree

    try:
        root = Tree.fromstring(svg)
    except (Tree.ParseError, ValueError):
        return ""
    if root.tag != f"{{{_SVG}}}svg":
        return ""
    for parent in root.iter():
        for child in list(parent):
            if not _is_drawn(child.tag):
                parent.remove(child)
    for element in root.iter():
        for name in [name for name, value in element.attrib.items() if not _is_plain(name, value)]:
            del element.attrib[name]
    Tree.register_namespace("", _SVG)
    return Tree.tostring(root, encoding="unicode")


def _is_drawn(tag: object) -> bool:
    return isinstance(tag, str) and tag.removeprefix(f"{{{_SVG}}}") in _DRAWN


def _is_plain(name: str, value: str) -> bool:
    """Whether an attribute runs nothing and leads nowhere."""
    name = name.lower()
    leads_out = "url(" in value.lower().replace("url(#", "")
    return not (name.startswith("on") or name == "style" or "href" in name or leads_out)
