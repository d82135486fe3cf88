"""Pasted CVs in many layouts, with the posts that a careful reader finds in them (`cvs.txt`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.language import Language, speaking
from imeworkbook.memory.cv import Post, read_cv

FILE = Path(__file__).with_name("cvs.txt")


def layouts(file=FILE):
    """Each layout: its name, its text, the posts that it holds."""
    for block in file.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _, rest = block.partition("\n")
        text, _, expected = rest.partition("\n---\n")
        rows = [(*(cell.strip() for cell in line.split("|")), "")[:5] for line in expected.strip().splitlines()]
        yield name, text.replace("\\t", "\t"), rows


LAYOUTS = list(layouts())
IN_FRENCH = list(layouts(FILE.with_name("cvs_fr.txt")))


def told(post):
    return post.what, post.where, post.start, "still" if post.ongoing else post.end, post.type


@pytest.mark.parametrize(("name", "text", "expected"), LAYOUTS, ids=[name for name, *_ in LAYOUTS])
def test_a_cv_becomes_what_it_says(name, text, expected):
    posts, _ = read_cv(text)
    assert [told(post) for post in posts] == expected


@pytest.mark.parametrize(("name", "text", "expected"), IN_FRENCH, ids=[name for name, *_ in IN_FRENCH])
def test_a_cv_in_french_becomes_what_it_says(name, text, expected):
    with speaking(Language("fr-CA")):
        posts, _ = read_cv(text)
    assert [told(post) for post in posts] == expected


def test_there_are_many_posts_in_many_layouts():
    assert len(LAYOUTS) >= 27
    assert sum(len(expected) for _, _, expected in LAYOUTS) >= 60


@pytest.mark.parametrize(("name", "text", "expected"), LAYOUTS, ids=[name for name, *_ in LAYOUTS])
def test_nothing_is_dropped_and_each_post_shows_what_was_pasted(name, text, expected):
    posts, left = read_cv(text)
    told_of = " ".join([*(post.source for post in posts), *left])
    heading = re.compile(
        r"(?i)^(?:curriculum vitae|(?:work |professional )?experience:?|education:?|licen[cs]es.*|skills|summary"
        r"|employment(?: history)?|career history|postgraduate training|position\t.*|dates \| .*|résumé"
        r"|current post:.*|previous:.*)$"
    )
    for line in text.splitlines() if not text.startswith("{") else re.findall(r'": "(.*?)"', text):
        words = re.findall(r"\w+", line)
        assert heading.match(line.strip()) or all(word in told_of for word in words), line


@pytest.mark.parametrize("end", ["Present", "Current", "now", "to date", "ongoing", "PRESENT"])
@pytest.mark.parametrize("line", [
    "Staff nurse, Elm Hospital, Sept 2009 – {}", "Sept 2009 – {}: Staff nurse, Elm Hospital",
    "Staff nurse, Elm Hospital\tSept 2009\t{}", "Staff nurse (Sept 2009 – {}), Elm Hospital",
    "Staff nurse\nElm Hospital\nSept 2009 – {}", "Sept 2009 – {}\nStaff nurse\nElm Hospital",
])  # fmt: skip
def test_a_post_that_goes_on_is_never_called_so(line, end):
    [post] = read_cv(line.format(end))[0]
    assert told(post) == ("Staff nurse", "Elm Hospital", "Sept 2009", "still", "")


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300) | st.lists(st.sampled_from("\n".join(t for _, t, _ in LAYOUTS).splitlines())).map("\n".join)
)
def test_any_text_gives_posts_with_a_name_and_loses_no_line(text):
    posts, left = read_cv(text)
    assert all(isinstance(post, Post) and post.what.strip() for post in posts)
    assert all(line.strip() for line in left)


def test_no_text_shows_in_its_repr():
    assert repr(Post("secret")) == "<Post>"
