"""Printed sheets of one life: several at one scale, and what has no room to be said in full."""

from __future__ import annotations

import re

from imeworkbook.chronology import Chronology
from imeworkbook.records import Career, Connection, Life, Record, Treatment, Use
from imeworkbook.timeline import chronicle
from tests.chronology.cases import AS_OF, between, when


def chart(*records: Record) -> Chronology:
    return Chronology(chronicle(records, "private", AS_OF))


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)<", svg)


def test_a_phase_without_a_frequency_says_so_at_any_width() -> None:
    wide = chart(Use(substance="alcohol", **between("2000", "2020")))
    assert "how often is not stated" in texts(wide.to_svg())
    post = Career(title="Post", **between("1960", "2024"))
    short = between("2000-02-01", "2000-06-30")
    narrow = texts(chart(post, Use(substance="alcohol", **short)).to_svg())
    assert "?" in narrow and "how often is not stated" in narrow
    known = texts(chart(post, Use(substance="alcohol", frequency=4, **short)).to_svg())
    assert "?" not in known and "how often is not stated" not in known


def test_sheets_for_parts_of_a_life_have_one_text_size_and_every_year() -> None:
    posts = [
        Career(id=f"{n}", title=f"Post {n}.", **between(f"{1980 + n // 6}-03", f"{1981 + n // 6}-03"))
        for n in range(240)
    ]
    ahead = Treatment(id="ahead", title="Planned stay", **between("2031-02", "2031-05"))
    made = chart(*posts, ahead).sheets([(510, 400)])
    assert len(made.svgs) == len(made.windows) > 1 and not made.together
    sizes = {min(map(float, re.findall(r'font-size="([\d.]+)"', svg))) for svg in made.svgs}
    assert len(sizes) == 1 and min(sizes) >= 7
    assert "Planned stay" in texts(made.svgs[-1])
    drawn = {text for svg in made.svgs for text in texts(svg)}
    assert all(post.title in drawn for post in posts)


def test_years_are_parted_where_as_much_began_before_as_after() -> None:
    late = [Career(id=f"{n}", title=f"Post {n}.", **between(*[f"{2011 + n // 8}-03"] * 2)) for n in range(80)]
    early = Career(id="early", title="School", **between("1970", "1980"))
    made = chart(early, *late).sheets([(510, 300)])
    years = [(window[0].year, window[1].year) for window in made.windows if window]
    assert years[0][0] <= 1970 and years[-1][1] == 2026
    assert all(first > 2010 for first, _ in years[1:])


def test_a_connection_near_the_edge_keeps_its_line() -> None:
    use = Use(id="u", substance="alcohol", frequency=4, **between("2025-08-01", "2026-09"))
    post = Career(id="p", title="Post", **between("1990", "2026-08"))
    link = Connection(id="c", use=("u",), other=("p",), text="More of it when the nights began, as I see it now")
    assert [guide.chosen for guide in chart(use, post, link).layout.guides] == [True]


def test_a_long_name_of_a_connection_takes_what_room_the_others_leave() -> None:
    said = "More of it when the nights began, as I see it now, and less of it when they ended"
    use = Use(id="u", substance="alcohol", frequency=4, **between("2005-08-01", "2026-09"))
    post = Career(id="p", title="Post", **between("1990", "2026-08"))
    wedding = Life(id="w", title="Wedding", area="partner", point=True, start=when("2009-06"))
    link = Connection(id="c", use=("u",), other=("p",), text=said)
    [guide] = chart(use, post, link).layout.guides
    assert guide.text == f"1. {said}"
    names = [guide.text for guide in chart(use, post, wedding, link).layout.guides]
    assert names[1] == "Wedding"
