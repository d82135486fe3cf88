"""The reflective cards from the page's side, without a browser."""

from __future__ import annotations

import pytest
from page_side import PASSPHRASE, Page

from imeworkbook.language import texts
from imeworkbook.prompts import of_topic, prompts
from imeworkbook.records import Answer
from imeworkbook.widgets import pages
from imeworkbook.widgets.views_reflect import Reflect
from imeworkbook.workbook import open_workbook, report

SECRET = "marmalade quorum"
KEY = "proud-of"
QUESTION = prompts()[KEY].question


@pytest.fixture
def page(opened):
    return Page(Reflect(opened, ("strengths", "hard")))


def shown(page, key=KEY):
    return next(prompt for topic in page.card.face["topics"] for prompt in topic["prompts"] if prompt["key"] == key)


def answer(sitting, key=KEY):
    return next((one for one in sitting.open.records("answer") if one.question == prompts()[key].question), None)


def test_it_shows_its_topics_with_why_each_is_asked(page):
    assert [topic["key"] for topic in page.card.face["topics"]] == ["strengths", "hard"]
    first = shown(page)
    assert first["title"] == "What are you proud of?"
    assert first["why"]
    assert (first["text"], first["mode"], first["audience"], first["talk"]) == ("", "open", "private", False)
    assert len(page.card.face["topics"][0]["prompts"]) == len(of_topic("strengths"))


def test_nothing_is_asked_or_kept_by_looking(opened, page):
    assert opened.open.records() == ()
    assert opened.open.drafts() == {}


def test_what_is_typed_is_a_draft_at_once_and_says_so(opened, page):
    page.say("type", prompt=KEY, text=SECRET, n="p-7")
    assert opened.open.draft(QUESTION) == {"text": SECRET}
    assert page.heard[-1] == {"heard": "p-7"}
    assert shown(page)["text"] == SECRET
    assert shown(page)["draft"]
    assert answer(opened) is None
    assert SECRET.encode() not in opened.path.read_bytes()


def test_what_is_typed_outlives_the_kernel_and_the_lock(sitting, opened, page):
    page.say("type", prompt=KEY, text="in the middle of a sen", n=1)
    opened.workbook.store.close()  # as when the kernel ends
    with open_workbook(opened.path, PASSPHRASE) as again:
        assert again.draft(QUESTION) == {"text": "in the middle of a sen"}
    opened.unlock(PASSPHRASE)
    assert shown(page)["text"] == "in the middle of a sen"


def test_going_on_keeps_it_as_an_answer_for_the_person_alone(opened, page):
    page.say("type", prompt=KEY, text=SECRET, n=1)
    page.say("keep", prompt=KEY, text=SECRET, n="p-2")
    kept = answer(opened)
    assert (kept.text, kept.state, kept.audience) == (SECRET, "given", "private")
    assert opened.open.drafts() == {}
    page.say("keep", prompt=KEY, text=SECRET, n=3)
    assert len(opened.open.history(kept.id)) == 1
    assert SECRET not in report(opened.open, "clinician").to_html()
    assert "What are you proud of?" in report(opened.open, "private").to_html()


def test_typing_back_to_what_is_kept_leaves_no_draft(opened, page):
    page.say("keep", prompt=KEY, text="One line", n=1)
    page.say("type", prompt=KEY, text="One line more", n="p-2")
    page.say("type", prompt=KEY, text="One line", n=3)
    assert opened.open.drafts() == {}


def test_clearing_the_text_leaves_the_former_one_in_the_history(opened, page):
    page.say("keep", prompt=KEY, text=SECRET, n=1)
    page.say("keep", prompt=KEY, text="  ", n="p-2")
    assert (answer(opened).text, answer(opened).state) == ("", "not_asked")
    assert shown(page)["mode"] == "open"
    page.say("history", prompt=KEY)
    now, before = shown(page)["history"]
    assert now["now"]
    assert before["text"] == SECRET
    page.say("restore", prompt=KEY, text="", n=3, number=before["number"])
    assert (answer(opened).text, answer(opened).state) == (SECRET, "given")
    page.say("history", prompt=KEY)
    assert shown(page)["history"] is None


@pytest.mark.parametrize("state", ["never", "dont_remember", "prefer_not"])
def test_an_answer_without_a_text_and_back(opened, page, state):
    page.say("answer", prompt=KEY, text=SECRET, n=1, state=state)
    assert (answer(opened).state, answer(opened).text) == (state, "")
    assert (shown(page)["mode"], shown(page)["state"]) == ("answered", state)
    assert page.card.face["said"][state]
    page.say("take_back", prompt=KEY)
    assert (answer(opened).state, answer(opened).text) == ("given", SECRET)
    assert shown(page)["mode"] == "open"


def test_taking_back_an_answer_that_never_had_a_text_opens_it(opened, page):
    page.say("answer", prompt=KEY, text="", n=1, state="prefer_not")
    page.say("take_back", prompt=KEY)
    assert shown(page)["mode"] == "open"
    assert answer(opened).state == "not_asked"


def test_only_known_answers_are_taken(opened, page):
    page.say("answer", prompt=KEY, text="", n=1, state="guilty")
    assert answer(opened) is None


def test_the_five_states_are_five_things(opened, page):
    page.say("keep", prompt="what-holds", text="Friends", n=1)
    for key, state in (("proud-of", "never"), ("hard-things", "prefer_not"), ("losses", "dont_remember")):
        page.say("answer", prompt=key, text="", n=1, state=state)
    seen = {prompt["key"]: prompt["state"] for topic in page.card.face["topics"] for prompt in topic["prompts"]}
    assert seen == {
        "what-holds": "given",
        "proud-of": "never",
        "hard-things": "prefer_not",
        "losses": "dont_remember",
        "getting-through": "",
    }


def test_not_now_folds_it_and_keeps_what_was_written(opened, page):
    page.say("not_now", prompt=KEY, text=SECRET, n=1)
    assert (answer(opened).state, answer(opened).text) == ("not_asked", SECRET)
    assert shown(page)["mode"] == "aside"
    page.say("write", prompt=KEY)
    assert shown(page)["mode"] == "open"
    assert shown(page)["text"] == SECRET
    opened.lock()
    opened.unlock(PASSPHRASE)
    assert shown(page)["mode"] == "aside"


def test_talk_about_this_needs_no_text(opened, page):
    page.say("set", prompt="hard-things", text="", n=1, talk=True)
    assert answer(opened, "hard-things").talk
    assert shown(page, "hard-things")["mode"] == "open"
    page.say("set", prompt="hard-things", text="", n=2, talk=False)
    assert not answer(opened, "hard-things").talk


def test_the_person_says_who_may_see_it(opened, page):
    page.say("set", prompt=KEY, text=SECRET, n=1, audience="clinician")
    assert (answer(opened).audience, answer(opened).text) == ("clinician", SECRET)
    assert SECRET in report(opened.open, "clinician").to_html()
    assert SECRET not in report(opened.open, "evaluator").to_html()
    page.say("set", prompt=KEY, text=SECRET, n=2, audience="everyone")
    assert answer(opened).audience == "clinician"
    assert SECRET not in page.notice


def test_every_change_can_be_taken_back(opened, page):
    page.say("keep", prompt=KEY, text="First", n=1)
    page.say("keep", prompt=KEY, text="Second", n="p-2")
    assert opened.undo_words == "changed What are you proud of?"
    opened.undo()
    assert shown(page)["text"] == "First"
    opened.undo()
    assert answer(opened) is None
    assert shown(page)["text"] == ""


def test_a_locked_workbook_keeps_the_words_out_of_sight(opened, page):
    page.say("keep", prompt=KEY, text=SECRET, n=1)
    opened.lock()
    assert "topics" not in page.card.face
    assert SECRET not in str(page.card.face)
    page.say("type", prompt=KEY, text=SECRET, n="p-2")
    assert "locked" in page.notice
    assert {"heard": "p-2"} not in page.heard


def test_a_text_that_is_too_long_stays_as_a_draft(opened, page):
    page.say("type", prompt=KEY, text="x" * 30_000, n=1)
    page.say("keep", prompt=KEY, text="x" * 30_000, n="p-2")
    assert "at most 20000" in page.notice
    assert len(opened.open.draft(QUESTION)["text"]) == 30_000


def test_an_answer_made_elsewhere_is_found_by_its_question(opened, page):
    opened.open.add(Answer(question=QUESTION, state="given", text="From a script"))
    assert shown(page)["text"] == "From a script"
    page.say("keep", prompt=KEY, text="Changed here", n=1)
    assert [one.text for one in opened.open.records("answer")] == ["Changed here"]


@pytest.mark.parametrize("call", ["reflect_recovery", "reflect_health", "reflect_people", "reflect_work"])
def test_a_chapter_shows_its_prompts_once(opened, call):
    card = getattr(pages, call)()
    assert card is getattr(pages, call)()
    assert card.face["topics"]


def test_the_chapters_ask_for_every_topic(opened):
    cards = [pages.reflect_recovery(), pages.reflect_health(), pages.reflect_people(), pages.reflect_work()]
    topics = [topic["key"] for card in cards for topic in card.face["topics"]]
    assert sorted(topics) == sorted(topic["key"] for topic in texts("prompts/topics")["topic"])


@pytest.mark.parametrize("kind", ["treatment", "health", "life", "legal"])
def test_each_chapter_has_a_form_and_its_list(opened, kind):
    page = Page(getattr(pages, kind)())
    page.keep(**(dict(page.form["values"]) | {"title": "Something", "start": "May 2010"}))
    lists = {"treatment": "treatment_entries", "health": "health_entries"}
    rows = getattr(pages, lists.get(kind, "life_entries"))().face["rows"]
    assert [(row["label"], row["kind"]) for row in rows] == [("Something", kind)]
