"""The sample person: enough of every kind, the same at each opening, plainly made up."""

from __future__ import annotations

from imeworkbook.records import ENTRY_KINDS, Entry
from imeworkbook.timeline import chronicle
from imeworkbook.workbook import sample, sample_records


def test_sixty_entries_of_every_kind_over_twenty_five_years():
    timeline = chronicle(sample().records())
    assert len(timeline.entries) >= 60
    assert {entry.kind for entry in timeline.entries} == set(ENTRY_KINDS)
    first, last = timeline.entries[0].start, timeline.entries[-1].start
    assert first.date.latest.year + 25 < last.date.earliest.year


def test_every_date_of_the_sample_was_read():
    entries = [record for record in sample().records() if isinstance(record, Entry)]
    assert all(when is None or when.date for entry in entries for when in (entry.start, entry.end))


def test_each_record_keeps_its_name_from_one_opening_to_the_next():
    once, again = ([record.id for record in sample_records()] for _ in range(2))
    assert once == again
    assert len(set(once)) == len(once)


def test_what_the_sample_shows():
    records = sample().records()
    assert {record.audience for record in records} == {"evaluator", "clinician", "private"}
    assert {record.source for record in records} == {"memory", "document", "told"}
    assert any(record.talk for record in records)
    assert {record.state for record in records if record.kind == "answer"} >= {"never", "prefer_not"}
