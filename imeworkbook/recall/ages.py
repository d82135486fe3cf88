"""Ages, read with the date of birth."""

from __future__ import annotations

import datetime as dt
import re

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall.context import Context, refuse
from imeworkbook.recall.patterns import pattern
from imeworkbook.recall.words import words

_TEENS = "as a teenager|in my teens|when i was a teenager"
_AGE = re.compile(
    r"(?:(?:back )?when i was|i was|at the age of|at age|at about age|at|aged|age|when) ?"
    r"(?P<about>about|around|roughly)? ?(?:aged? )?"
    r"(?P<age>\d{1,3})(?: ?(?:years?(?: old)?|years? of age|yrs?(?: old)?|y/?o))?"
    r"|(?P<about2>about|around)? ?(?P<age2>\d{1,3}) ?(?:years? old|years? of age|yrs? old|y/?o)"
)
_AGES = re.compile(
    r"(?:when i was )?(?:between )?(?:the )?(?:ages? )?(?:of )?(?P<low>\d{1,3}) ?(?:and|or|to|-) ?(?P<high>\d{1,3})"
    r" ?(?:years? old|years? of age|yrs? old|y/?o)"
    r"|when i was (?:between )?(?P<low2>\d{1,3}) (?:and|or) (?P<high2>\d{1,3})"
    r"|(?:at|aged?) (?P<low3>\d{1,3}) or (?P<high3>\d{1,3})"
)


def age(text: str, context: Context) -> FuzzyDate | None:
    """When I was 16, at 16, aged about fifteen, between 14 and 16 years old, in my early twenties, in my teens."""
    if re.fullmatch(_TEENS, text):
        return between_ages(13, 19, context)
    decade = pattern("age_decade").fullmatch(text)
    if decade:
        tens = next((int(key) for key, forms in words()["decades"].items() if decade[2] in forms), None)
        tens = int(decade[2][:2]) if tens is None else tens
        part = next((name for name, forms in words()["parts"].items() if decade[1] in forms), None)
        low, high = {None: (0, 9), "early": (0, 3), "mid": (3, 7), "late": (6, 9)}[part]
        return between_ages(tens + low, tens + high, context)
    if match := _AGES.fullmatch(text):
        low_age, high_age = (int(group) for group in match.groups() if group)
        return between_ages(low_age, high_age, context)
    if match := _AGE.fullmatch(text):
        age = int(match["age"] or match["age2"])
        slack = 1 if match["about"] or match["about2"] else 0
        return between_ages(age - slack, age + slack, context)
    return None


def between_ages(low: int, high: int, context: Context) -> FuzzyDate:
    """From the earliest birthday of the lower age to the last day of the higher one."""
    born = context.born
    if born is None or born.earliest is None or born.latest is None:
        refuse("To read an age, the workbook needs your date of birth; it is asked for in “Work and training”.")
    if not 0 <= low <= high <= 120:
        refuse("Please check this age.")
    first = birthday(born.earliest, low)
    last = birthday(born.latest, high + 1) - dt.timedelta(days=1)
    return FuzzyDate.parse(f"[{first}..{last}]")


def birthday(born: dt.date, age: int) -> dt.date:
    """The birthday at which an age begins; 1 March where a leap day has none."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # 29 February
        return dt.date(born.year + age, 3, 1)
