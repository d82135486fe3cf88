"""Every point of the preparation guide has its place: a chapter that calls for it, and record fields that hold it."""

from __future__ import annotations

import json

import pytest

from imeworkbook.records import KINDS
from imeworkbook.resources import folder, read_toml

# The point, the chapters with the calls that hold it, the fields of records, and words that have to be there.
GUIDE = [
    (
        "1 what the examination is, who orders it, who evaluates, what it is not",
        {"what-to-expect": ["expect"], "welcome": ["examination"]},
        {"appointment": ["asked_by", "evaluator"]},
        {"expect-en.toml": ["does not treat you", "What the evaluator does not do", "not confidential", "Who pays"]},
    ),
    (
        "2 all medical information, extra laboratory tests",
        {"records-and-people": ["record", "records", "circle"]},
        {"document": ["what", "holder", "covers", "asked_on", "arrived_on", "release_signed", "who_chases", "state"]},
        {"people-en.toml": ["Extra laboratory tests"], "report-en.toml": ["Please send me a copy"]},
    ),
    (
        "3 family or colleagues may be spoken to",
        {"records-and-people": ["person", "people", "circle"]},
        {"contact": ["name", "role", "consent", "knows"]},
        {"people-en.toml": ["How to tell someone that they may be asked"]},
    ),
    (
        "4 relationships, work, mental health, substance use; skippable and private",
        {"work-and-training": ["work"], "substance-use": ["substances"]},
        {"answer": ["state", "audience"], "life": ["area"], "health": ["area"], "consequence": ["domain"]},
        {"words-en.toml": ["I prefer not to say"]},
    ),
    (
        "5 plenty of time: at least an hour to spare",
        {"the-day": ["day"]},
        {"appointment": ["day", "time", "time_zone", "travel_minutes", "parking_minutes", "spare_minutes"]},
        {"day-en.toml": ["At least an hour to spare", "Calendar file"]},
    ),
    (
        "6 a timeline of substance use and of work, and how they connect",
        {"work-and-training": ["work"], "substance-use": ["substances"], "side-by-side": ["chart"]},
        {"career": ["title", "organisation", "start", "end"], "use": ["substance", "frequency", "event", "reason"],
         "connection": ["text"]},
        {"words-en.toml": ["Never"]},
    ),
    (
        "7 a copy for the evaluator to keep",
        {"copies": ["copies"]},
        {"career": ["audience"], "use": ["audience"]},
        {"day-en.toml": ["A printed copy for the evaluator to keep"]},
    ),
    (
        "8 ahead of time, in short sittings, with pauses and check-ins",
        {"welcome": ["check_in_card", "keep_safe"]},
        {"check-in": ["at", "level", "moment"]},
        {"page-en.toml": ["45 minutes", "Close for today", "You can stop here"], "words-en.toml": ["Earlier versions"]},
    ),
    ("9 dress as for a job interview", {"the-day": ["day"]}, {"plan": ["part", "done"]},
     {"day-en.toml": ["Dress as for a job interview", "frame of mind"]}),
    (
        "10 by video or phone: quiet, household told, child or elder care, a photo of the evaluator",
        {"the-day": ["day"], "welcome": ["examination"]},
        {"appointment": ["format", "photo"]},
        {"day-en.toml": ["Silence the phone", "Close the windows", "Tell the people you live with",
                         "a child or an older", "A photo of the evaluator"]},
    ),
    (
        "11 aftercare: someone to debrief with, rest, activities, warning signs, who to call",
        {"afterwards": ["aftercare"]},
        {"plan": ["part", "heading", "text"], "contact": ["phone"]},
        {"aftercare-en.toml": ["listens and does not judge", "nap", "walk", "When I notice", "Who I call",
                               "do not stop alcohol, sedatives or prescribed treatment suddenly", "tolerates less",
                               "naloxone", "In immediate danger"]},
    ),
    (
        "12 case manager, addiction physician, Caduceus group, sponsor can help",
        {"records-and-people": ["circle"]},
        {"contact": ["role", "ask"]},
        {"people-en.toml": ["Case manager", "Addiction physician", "Family physician", "Sponsor", "Caduceus group",
                            "A friend", "Step work"]},
    ),
]  # fmt: skip


def calls(chapter: str) -> str:
    files = {row["key"]: row["file"] for row in read_toml("chapters.toml")["chapter"]}
    book = json.loads((folder("notebooks") / files[chapter]).read_text(encoding="utf-8"))
    return "\n".join("".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code")


@pytest.mark.parametrize(("point", "chapters", "fields", "words"), GUIDE, ids=[row[0].split()[0] for row in GUIDE])
def test_the_point_has_a_chapter_fields_and_words(point, chapters, fields, words):
    for chapter, wanted in chapters.items():
        assert [call for call in wanted if f"pages.{call}()" not in calls(chapter)] == [], point
    for kind, names in fields.items():
        assert set(names) <= set(KINDS[kind].model_fields), point
    for file, said in words.items():
        content = (folder("data") / file).read_text(encoding="utf-8")
        assert [text for text in said if text not in content] == [], point


def test_the_guide_has_twelve_points():
    assert [row[0].split()[0] for row in GUIDE] == [str(number) for number in range(1, 13)]


def test_support_lines_for_six_countries_each_with_source_and_date():
    countries = read_toml("support.toml")["country"]
    assert {country["code"] for country in countries} >= {"CA", "US", "GB", "IE", "AU", "NZ"}
    assert all(line["source"] and line["checked"] and line["phone"] for one in countries for line in one["line"])
    noted = read_toml("expect-en.toml")["country"]
    assert {one["code"] for one in noted} == {country["code"] for country in countries}
    assert all(one["source"] and one["checked"] for one in noted)
