"""Papers for the person's own hand: day sheet, card for afterwards, request letter, blank timeline, corrections.

They are documents like the copies and go the same way, but they are never part of a copy for someone else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from imeworkbook.countries import country_of
from imeworkbook.dates import clock, long_day
from imeworkbook.dayplan import checklist, day_of
from imeworkbook.language import ENGLISH, labelled, texts
from imeworkbook.records import Appointment, Contact, Plan
from imeworkbook.records import Document as MedicalRecord
from imeworkbook.report.blocks import Block, Paragraph, Section, Table
from imeworkbook.report.direction import apart, beside
from imeworkbook.report.documents import Document
from imeworkbook.report.sections import column_names
from imeworkbook.report.sections_corrections import COLUMNS, WIDTHS, preamble, records_cited, tables
from imeworkbook.report.source import Source
from imeworkbook.report.wording import date, words

_BOX, _TICK = "\u2610", "\u2611"
_BLANK_ROWS = {"letter": 25, "a4": 27}
_TEXT_PT = {"day": 13, "after": 12.5, "letter": 12, "blank": 11, "corrections": 12}
_EMPTY_LINES = 10


def day_sheet(source: Source) -> Document:
    """When and where, when to leave, the checklist with what is ticked, and people to call, on one page."""
    sheet, day_words = words("sheet"), texts("day")["words"]
    appointment = next(iter(source.of_kind(Appointment)), Appointment())
    day = day_of(appointment)
    there = appointment.format in (None, "in person")
    when = ", ".join(
        part
        for part in (
            long_day(appointment.day) if appointment.day else "",
            clock(appointment.time) if appointment.time else "",
            appointment.time_zone,
        )
        if part
    )
    facts = [
        (sheet["when"], when),
        (sheet["format"], sheet["formats"].get(appointment.format or "", "")),
        (sheet["place"], appointment.place),
        (sheet["evaluator"], appointment.evaluator),
        (sheet["asked_by"], appointment.asked_by),
        (sheet["notes"], appointment.notes),
    ]
    blocks: list[Block] = []
    if day is not None:
        leave = day_words["leave_in_person" if there else "leave_apart"]
        blocks.append(Paragraph(leave.format(time=clock(day.leave), day=long_day(day.leave.date())), "lead"))
    blocks += [Paragraph(value, label=name) for name, value in facts if value]
    ticked = {plan.id: plan.done for plan in source.of_kind(Plan) if plan.part == "day"}
    shipped = {f"day:{item.key}": item.text for item in checklist(None)}
    lines = [(f"day:{item.key}", item.text) for item in checklist(appointment.format)]
    lines += [(plan.id, plan.text) for plan in source.of_kind(Plan) if plan.part == "day" and plan.id not in shipped]
    todo = [Paragraph(f"{_TICK if ticked.get(id) else _BOX}  {text}", "check") for id, text in lines]
    return _document(
        source, "day", Section("day", "", tuple(blocks)), _section("list", todo), _section("people", _people(source))
    )


def aftercare_card(source: Source, country: str = "") -> Document:
    """The plan for afterwards on one page, with numbers to call and the safety lines; blanks can be filled by hand."""
    content = texts("aftercare")
    plans = {plan.id: plan for plan in source.of_kind(Plan) if plan.part == "aftercare"}
    rows = [
        (str(part["label"]), plans.get(f"aftercare:{part['key']}", Plan(part="aftercare")).text.strip() or "\n\n")
        for part in content["part"]
    ]
    plan_table = Table(tuple(words("sheet")["plan_columns"]), tuple(rows), (1.0, 1.7))
    signs = [
        plan for id, plan in sorted(plans.items()) if id.startswith("aftercare:sign-") and (plan.heading or plan.text)
    ]
    noticed = tuple((plan.heading, plan.text) for plan in signs) or (("\n\n", ""), ("\n\n", ""))
    said = content["words"]
    table = Table((said["sign"], said["action"]), noticed, (1.0, 1.0))
    reviewed = (said["unreviewed"], *ENGLISH.texts("aftercare")["words"]["safety"]) if said["unreviewed"] else ()
    safety = [Paragraph(line) for line in (*said["safety"], *reviewed, *_lines_of(country, said))]
    return _document(
        source,
        "after",
        Section("after", "", (plan_table,)),
        Section("signs", said["signs_title"], (table,)),
        _section("people", _people(source)),
        Section("safety", said["safety_title"], tuple(safety)),
    )


def _lines_of(country: str, said: dict[str, str]) -> list[str]:
    """The emergency number and the first support line of a country; none where it is not known."""
    known = country_of(country)
    if known is None:
        return []
    line = known.line[0]
    return [said["emergency"].format(number=known.emergency), said["help"].format(name=line.name, phone=line.phone)]


def request_letter(source: Source, record: MedicalRecord) -> Document:
    """A letter that asks the holder of one medical record for a copy of it."""
    sheet, profile = words("sheet"), source.profile
    what = record.what or sheet["letter_record"]
    covers = sheet["letter_covers"].format(covers=apart(record.covers)) if record.covers else ""
    body = [
        record.holder,
        long_day(source.prepared),
        sheet["letter_dear"],
        sheet["letter_ask"].format(what=apart(what), covers=covers).replace(" .", "."),
        sheet["letter_release"] if record.release_signed else sheet["letter_no_release"],
        sheet["letter_send"],
        sheet["letter_thanks"],
        f"{sheet['letter_yours']}\n\n\n{profile.name or sheet['line_short']}",
        labelled(sheet["letter_born"], date(profile.born) if profile.born else sheet["line_short"]),
    ]
    return _document(source, "letter", Section("letter", "", tuple(Paragraph(text, "letter") for text in body if text)))


def blank_timeline(source: Source) -> Document:
    """An empty table to fill in by hand: years, where one was, what was used, what changed."""
    sheet = words("sheet")
    rows = tuple(("\n\n", "", "", "", "") for _ in range(_BLANK_ROWS[source.paper]))
    table = Table(tuple(sheet["blank_columns"]), rows, (0.6, 0.5, 1.5, 1.5, 1.3))
    return _document(source, "blank", Section("blank", "", (Paragraph(sheet["blank_text"]), table)))


def correction_sheet(source: Source) -> Document:
    """The corrections to talk through, in order of the report's pages, with the records that they rest on.

    Where there is none yet, empty lines to fill in by hand.
    """
    said = words("corrections")
    empty = Table(column_names(COLUMNS), (("\n\n\n", "", "", "", "", ""),) * _EMPTY_LINES, WIDTHS)
    listed = tables(source) or {"fact": empty}
    made = _document(
        source,
        "corrections",
        Section("corrections", "", tuple(map(Paragraph, preamble()))),
        *(Section(kind, said[kind], (table,)) for kind, table in listed.items()),
        _section("documents", records_cited(source)),
    )
    return replace(made, one_page=False)


def _people(source: Source) -> list[Paragraph]:
    people = [beside(" · ", (one.name, one.phone)) for one in source.of_kind(Contact)]
    return [Paragraph(line) for line in people if line]


def _section(key: str, blocks: Iterable[Block]) -> Section | None:
    made = tuple(blocks)
    return Section(key, words("sheet_heading")[key], made) if made else None


def _document(source: Source, name: str, *sections: Section | None) -> Document:
    """A document of these sections; a neutral file name, and the person's initials at the foot."""
    return Document(
        title=words("sheet_title")[name],
        running_head=source.profile.initials,
        file_name=words("sheet_file")[name],
        paper=source.paper,
        prepared=source.prepared,
        text_pt=_TEXT_PT[name],
        one_page=True,
        sections=tuple(section for section in sections if section is not None),
    )
