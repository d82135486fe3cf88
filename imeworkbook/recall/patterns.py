"""The grammar's patterns, made from the language's words when first used."""

from __future__ import annotations

import re
from functools import cache

from imeworkbook.recall.words import alternatives, words


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern over the word lists, made when first used."""
    lists = words()
    month = "(?P<month>" + alternatives(form for forms in lists["months"].values() for form in forms) + r")\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>\d{4}|'?\d{2})"
    part = "(" + alternatives(form for forms in lists["parts"].values() for form in forms) + ")"
    season = alternatives(form for forms in lists["seasons"].values() for form in forms)
    decade = alternatives(form for forms in lists["decades"].values() for form in forms)
    weekday = alternatives(lists["weekdays"])
    made = {
        "filler": rf"(?:{alternatives(lists['fillers'])} |{weekday}\.?,? )",
        "part": rf"{part}[ -](?:the )?(?:year )?",
        "season": rf"({season})(?: of)?,? (\d{{4}}|'\d{{2}})(?: ?(?:-|/|to|and) ?(\d{{4}}|\d{{1,2}}))?",
        "age_decade": rf"(?:when i was )?in my (?:({part[1:-1]})[ -])?({decade}|\d0'?s)",
        "day_month_year": rf"{day}(?: of)?[ -]?{month}[ ,-]*{year}",
        "month_day_year": rf"{month} {day}(?:,| )+{year}",
        "month_year": rf"{month}(?: of)?[ ,/-]*{year}",
        "year_month": rf"(?P<year>\d{{4}})[ ,/-]*{month}",
        "onwards": rf" {alternatives(lists['onwards'])}$",
    }
    if name in made:
        return re.compile(made[name])
    if name.endswith("_after"):
        return re.compile(rf"(?:,? ?-?|,? ){alternatives(lists[name])}$")
    return re.compile(rf"{alternatives(lists[name])}(?:,? )")
