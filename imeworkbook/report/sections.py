"""The sections of copies, each made from a source. A section with nothing to say is None and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable

from imeworkbook import vocabulary
from imeworkbook.chronology import chronology as chart_of
from imeworkbook.dates import long_day
from imeworkbook.records import Answer, Connection, Consequence, Contact, Document, Entry, Note, Use
from imeworkbook.report.blocks import Block, Chart, Paragraph, Section, Table
from imeworkbook.report.source import Source
from imeworkbook.report.wording import date, details, how_often, period, words

Maker = Callable[[Source], Section | None]

# The room on the first page below the head of the document, in points: width and height.
CHART_AREA = {"letter": (510.0, 560.0), "a4": (493.0, 612.0)}


def head(source: Source) -> Section:
    """Whose account this is, when it was prepared."""
    text, profile = words("text"), source.profile
    who = profile.name or profile.initials
    lines = [
        text["own_account"] + (f": {who}." if who else "."),
        f"{text['profession']}: {profile.profession}." if profile.profession else "",
        f"{text['born']}: {date(profile.born)}." if profile.born else "",
        f"{text['prepared']} {long_day(source.prepared)}.",
    ]
    return Section("head", "", (Paragraph(" ".join(line for line in lines if line), "lead"),))


def reading(source: Source) -> Section:
    """How to read uncertain dates, and that the copy may not be complete."""
    return _section("reading", *(Paragraph(text, "small") for text in words("text")["reading"]))


def chronology(source: Source) -> Section | None:
    """Both histories on one page."""
    if not source.timeline.entries and not source.timeline.never():
        return None
    chart = chart_of(source.timeline)
    width, height = CHART_AREA[source.paper]
    svg = chart.to_svg(source.paper, title=False, width_pt=width, height_pt=height)
    return _section("chronology", Chart(svg, chart.alt_text()))


_EVENTS = ("first_use", "first_weekly", "first_daily", "last_use")


def substances(source: Source) -> Section | None:
    """What was stated of each substance, then its changes in pattern in order."""
    timeline = source.timeline
    never = timeline.never()
    if not timeline.use and not never:
        return None
    rows = []
    for substance in timeline.substances():
        events = [_event(source, substance, event) for event in _EVENTS]
        rows.append((vocabulary.label("substance", substance), *events))
    blocks: list[Block] = []
    if rows:
        columns = _columns("substance", *_EVENTS)
        blocks.append(Table(columns, tuple(rows), (1.1, 1.2, 1, 1, 1)))
    if never:
        names = ", ".join(vocabulary.label("substance", key) for key in never)
        blocks.append(Paragraph(f"{words('text')['never']}: {names}."))
    return _section("substances", *blocks)


def _event(source: Source, substance: str, event: str) -> str:
    stated = [entry for entry in source.timeline.use if entry.substance == substance and entry.event == event]
    return "\n".join(_named(entry) for entry in stated) or words("text")["not_stated"]


def _named(entry: Use) -> str:
    return f"{date(entry.start)}" + (f" ({entry.name})" if entry.name else "")


def patterns(source: Source) -> Section | None:
    """A table for each substance: from when to when, how often, how much, what changed and why."""
    blocks = []
    for substance in source.timeline.substances():
        phases = [entry for entry in source.timeline.use if entry.substance == substance and not entry.point]
        if phases:
            rows = tuple(_pattern(entry) for entry in phases)
            name = vocabulary.label("substance", substance)
            blocks.append(Table(_columns("when", "often", "amount", "most", "why"), rows, (1.25, 1, 1, 1, 1.9), name))
    return _section("patterns", *blocks) if blocks else None


def _pattern(entry: Use) -> tuple[str, ...]:
    fields = (
        "route",
        "prescribed",
        "setting",
        "combined_with",
        "withdrawal",
        "overdose",
        "blackouts",
        "cravings",
        "notes",
    )
    why = "\n".join(part for part in (entry.reason, details(entry, *fields)) if part)
    often = (f"{entry.name}: " if entry.name else "") + how_often(entry)
    not_stated = words("text")["not_stated"]
    nothing = "–" if entry.days_a_month == 0 else not_stated
    return period(entry), often, entry.amount or nothing, entry.most or nothing, why


def career(source: Source) -> Section | None:
    """Training and work, in order."""
    fields = (
        "specialty",
        "full_time_percent",
        "nights",
        "controlled_drugs",
        "restrictions",
        "monitoring",
        "return_to_work",
        "reason_for_ending",
        "notes",
    )
    rows = tuple(
        (
            period(entry),
            _titled(vocabulary.label("career_type", entry.type or "position"), entry.title),
            ", ".join(part for part in (entry.organisation, entry.place) if part),
            details(entry, *fields),
        )
        for entry in source.timeline.career
    )
    return (
        _section("career", Table(_columns("when", "what", "where", "details"), rows, (1.3, 1.4, 1.2, 1.9)))
        if rows
        else None
    )


def _entries(kind: str, type_field: str, terms: str, *fields: str) -> Maker:
    """A maker for a table of the entries of one kind."""

    def make(source: Source) -> Section | None:
        entries = source.timeline.of(kind)
        rows = tuple(
            (period(entry), _what(entry, type_field, terms), details(entry, *fields, "notes")) for entry in entries
        )
        return _section(kind, Table(_columns("when", "what", "details"), rows, (1.3, 1.5, 2.2))) if rows else None

    return make


def _what(entry: Entry, type_field: str, terms: str) -> str:
    type_name = vocabulary.label(terms, getattr(entry, type_field) or "")
    return _titled(type_name, entry.title)


def _titled(type_name: str, title: str) -> str:
    return title if type_name.lower() in title.lower() else ": ".join(part for part in (type_name, title) if part)


treatment = _entries("treatment", "type", "treatment_type", "provider", "completed", "medication", "result")
health = _entries("health", "area", "health_area", "medication")
life = _entries("life", "area", "life_area", "place")
legal = _entries("legal", "area", "legal_area", "outcome")


def consequences(source: Source) -> Section | None:
    """What went along with use, by area, in the person's words."""
    rows = tuple(
        (
            vocabulary.label("consequence_domain", item.domain or ""),
            date(item.when),
            words("text")["none_seen"] if item.none else item.text,
            item.record_exists,
        )
        for item in source.of_kind(Consequence)
    )
    return (
        _section("consequences", Table(_columns("domain", "when", "what", "record"), rows, (0.9, 1.1, 2.4, 1.2)))
        if rows
        else None
    )


def connections(source: Source) -> Section | None:
    """What lined up, in the person's own words."""
    said = [item for item in source.of_kind(Connection) if item.text and not item.dismissed]
    lines = [item.text + (f" ({item.how_sure})" if item.how_sure else "") for item in said]
    return _section("connections", *(Paragraph(line) for line in lines)) if lines else None


def people(source: Source) -> Section | None:
    """People who may be asked, where consent was given."""
    rows = tuple(
        (contact.name, vocabulary.label("support_role", contact.role or ""), contact.knows)
        for contact in source.of_kind(Contact)
        if contact.consent == "yes" or source.audience == "private"
    )
    return _section("people", Table(_columns("name", "role", "what"), rows, (1.2, 1.2, 2.2))) if rows else None


def documents(source: Source) -> Section | None:
    """Records that exist, who holds them, and where the request stands."""
    rows = tuple((item.what, item.holder, item.covers, item.state) for item in source.of_kind(Document))
    return (
        _section("documents", Table(_columns("what", "holder", "covers", "state"), rows, (2, 1.4, 1.3, 0.8)))
        if rows
        else None
    )


def talk(source: Source) -> Section | None:
    """What is flagged to talk about, first."""
    text = words("text")
    rows = []
    for record in source.records:
        if not record.talk or record.author == "clinician":
            continue
        what, when = (record.label, period(record)) if isinstance(record, Entry) else (getattr(record, "text", ""), "")
        state = f"{text['talked']} {long_day(record.talked_on)}" if record.talked_on else ""
        rows.append((what, when, state))
    return _section("talk", Table(_columns("what", "when", "state"), tuple(rows), (2.2, 1.6, 1.2))) if rows else None


def notes(source: Source) -> Section | None:
    """Notes, the clinician's told apart from the person's own."""
    text = words("text")
    rows = tuple(
        (text["clinician_note" if note.author == "clinician" else "my_note"], note.text)
        for note in source.of_kind(Note)
    )
    return _section("notes", Table(_columns("author", "what"), rows, (1, 4))) if rows else None


def answers(source: Source) -> Section | None:
    """Answers with text, for the person's own copy."""
    given = [answer for answer in source.of_kind(Answer) if answer.text]
    return _section("reflections", *(Paragraph(answer.text) for answer in given)) if given else None


def _columns(*keys: str) -> tuple[str, ...]:
    names = words("column")
    return tuple(names[key] for key in keys)


def _section(key: str, *blocks: Block) -> Section:
    return Section(key, words("heading")[key], blocks)
