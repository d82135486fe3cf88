"""The reflection prompts: what they cover, what they never ask, and what a badly edited file says."""

from __future__ import annotations

import re

import pytest

from imeworkbook.language import texts
from imeworkbook.prompts import PREFIX, asked, of_topic, prompts, read_prompt, topics
from imeworkbook.records import Answer
from imeworkbook.resources import folder

# domain.md, point 4 and chapters: what an evaluator asks about, and what each prompt that covers it speaks of.
COVERED = {
    "relationships": r"close to you now|relationships have shaped",
    "family": r"when you grew up|anyone in your family|counts on you",
    "hard": r"hard that belongs|have you lost",
    "work": r"usual day|weighed on you at work",
    "mind": r"mood|sleep|too hard to go on|thinking and daily life|gambling",
    "health": r"your health|pain|medicines",
    "helps": r"helps you now|your goals",
    "strengths": r"held you up|proud of",
}
NEVER_ASKED = {
    "source of supply": r"\b(supply|suppl(ier|ied)|dealer|where (did|do|does|it) .{0,20}(get|got|come|came|buy|bought)"
    r"|how (did|do) you (get|obtain) (it|them|the)|who (sold|gave|got) )",
    "diversion": r"\b(divert|diversion|stole|stolen|steal|took from|taken from|left ?over|wast(e|age) |forg(e|ed)\b"
    r"|cabinet)",
    "harm to patients": r"\b(harm|hurt|endanger|injur)\w* .{0,40}patient"
    r"|patient\w* .{0,40}(harm|hurt|danger|injur|suffer)",
}
GOOD = (
    "---\ntopic: work\norder: 1\nwhy: They ask.\nsensitivity: gentle\naudience: private\n---\n# A question?\n\nHelp.\n"
)


def text(prompt):
    return " ".join((prompt.title, *prompt.help, prompt.why))


@pytest.mark.parametrize("topic", COVERED)
def test_every_topic_of_an_examination_is_covered(topic):
    said = " ".join(text(prompt) for prompt in of_topic(topic))
    for alternative in COVERED[topic].split("|"):
        assert re.search(alternative, said, re.IGNORECASE), alternative


def test_every_topic_has_prompts_and_strengths_come_first():
    assert set(topics()) == set(COVERED)
    assert next(iter(topics())) == "strengths"
    for topic in topics():
        orders = [prompt.order for prompt in of_topic(topic)]
        assert orders == list(range(1, len(orders) + 1))
        assert orders
    assert sum(len(of_topic(topic)) for topic in topics()) == len(prompts())


@pytest.mark.parametrize("prompt", prompts().values(), ids=lambda prompt: prompt.key)
def test_a_prompt_says_why_and_is_private(prompt):
    assert prompt.audience == "private"
    assert prompt.why.endswith(".")
    assert prompt.title.endswith("?")
    assert prompt.help
    assert not any(block.startswith("#") for block in prompt.help)


@pytest.mark.parametrize("what", NEVER_ASKED)
def test_no_prompt_asks_for_what_could_harm_the_person(what):
    shown = [text(prompt) for prompt in prompts().values()]
    shown += [topic.title + topic.intro for topic in topics().values()]
    assert [words for words in shown if re.search(NEVER_ASKED[what], words, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("source of supply", "Where did you get it?"),
        ("source of supply", "Who gave it to you, and who sold it?"),
        ("diversion", "Have you taken from the cabinet at work?"),
        ("harm to patients", "Was a patient ever in danger?"),
        ("harm to patients", "Did you harm or nearly harm a patient?"),
    ],
)
def test_the_watch_over_prompts_sees_what_it_should(what, words):
    assert re.search(NEVER_ASKED[what], words, re.IGNORECASE)


def test_hard_prompts_need_nothing_and_offer_a_way_out():
    hard = [prompt for prompt in prompts().values() if prompt.sensitivity == "hard"]
    assert hard
    for prompt in hard:
        assert re.search(r"enough|few words|never have to", " ".join(prompt.help))
    assert texts("page")["header"]["help"] in text(prompts()["darkest-times"])


def test_an_answer_finds_its_prompt():
    prompt = prompts()["proud-of"]
    assert prompt.question == f"{PREFIX}proud-of"
    assert asked(Answer(question=prompt.question).question) is prompt
    assert asked("use:alcohol") is None
    assert asked("proud-of") is None
    assert asked(f"{PREFIX}no-such-prompt") is None


def test_every_file_is_read():
    names = {path.stem for path in (folder("data") / "en" / "prompts").glob("*.md")}
    assert names == set(prompts())


def test_reading_a_file():
    prompt = read_prompt("one", GOOD.replace("\n", "\r\n") + "More\nof it.\n\nAnd more.\n")
    assert (prompt.key, prompt.topic, prompt.order, prompt.sensitivity) == ("one", "work", 1, "gentle")
    assert (prompt.title, prompt.why) == ("A question?", "They ask.")
    assert prompt.help == ("Help. More of it.", "And more.")
    assert read_prompt("one", GOOD.replace("audience: private\n", "")).audience == "private"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\ntopic", "topic", "front matter"),
        ("topic: work", "topic: weather", "topic"),
        ("order: 1", "order: first", "order: a number"),
        ("why: They ask.\n", "", "why"),
        ("sensitivity: gentle", "sensitivity: loud", "gentle, steady, hard"),
        ("audience: private", "audience: everyone", "audience"),
        ("audience", "who", "front matter is one of"),
        ("# A question?", "A question?", "one heading"),
        ("# A question?\n\nHelp.\n", "", "one heading"),
        ("# A question?\n\n", "# A question?\n", "one heading"),
    ],
)
def test_a_badly_edited_file_says_what_is_expected(old, new, said):
    with pytest.raises(ValueError, match=f"^one: .*{said}"):
        read_prompt("one", GOOD.replace(old, new))
