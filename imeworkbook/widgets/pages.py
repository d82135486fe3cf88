"""What the chapters call: one line, one card. A chapter that is run again shows the card it had."""

from __future__ import annotations

from imeworkbook.widgets._kit import Card
from imeworkbook.widgets.sitting import current
from imeworkbook.widgets.views import AboutYou, Entries, NewEntry
from imeworkbook.widgets.views_asked import Asked
from imeworkbook.widgets.views_chart import ChartCard
from imeworkbook.widgets.views_check_in import CheckInCard, check_in
from imeworkbook.widgets.views_clinician import Agenda, NewNote, Notes, WhoSees
from imeworkbook.widgets.views_connections import WhatISee
from imeworkbook.widgets.views_copies import Copies
from imeworkbook.widgets.views_corrections import Corrections
from imeworkbook.widgets.views_days import RecentDays
from imeworkbook.widgets.views_doing import EntriesWithDoing
from imeworkbook.widgets.views_expect import Expect
from imeworkbook.widgets.views_import import BringIn
from imeworkbook.widgets.views_landmarks import Landmarks
from imeworkbook.widgets.views_memory import AddAMemory
from imeworkbook.widgets.views_placing import Placing
from imeworkbook.widgets.views_prepare import Aftercare, Circle, DayCard, RecordList
from imeworkbook.widgets.views_progress import WhereYouAre
from imeworkbook.widgets.views_quick import QuickTable
from imeworkbook.widgets.views_reflect import Reflect
from imeworkbook.widgets.views_review import WorthAnotherLook
from imeworkbook.widgets.views_settings import Settings
from imeworkbook.widgets.views_substances import Substances
from imeworkbook.widgets.views_welcome import Examination, KeepSafe, Welcome


def welcome() -> Card:
    """Begin, open, look around."""
    return current().card("welcome", lambda: Welcome(current(), lead=True))


def keep_safe() -> Card:
    """Backups and passphrase."""
    return current().card("keep_safe", lambda: KeepSafe(current()))


def examination() -> Card:
    """The questions about the examination."""
    return current().card("examination", lambda: Examination(current()))


def where_you_are() -> Card:
    """Which chapters have something, and what would likely be asked."""
    return current().card("progress", lambda: WhereYouAre(current()))


def check_in_card() -> Card:
    """How heavy it is just now."""
    return current().card("check_in", lambda: CheckInCard(current()))


def settings() -> Card:
    """How the workbook behaves and looks."""
    return current().card("settings", lambda: Settings(current()))


def expect() -> Card:
    """What to expect of the examination."""
    return current().card("expect", lambda: Expect(current(), lead=True))


def add_a_memory() -> Card:
    """One line that comes to mind, whatever the chapter."""
    return current().card("memory", lambda: AddAMemory(current()))


def landmarks() -> Card:
    """A few questions whose answers other memories lean on."""
    return current().card("landmarks", lambda: Landmarks(current(), lead=True))


def placing() -> Card:
    """What came before what: questions that place a memory, and orderings of one's own."""
    return current().card("placing", lambda: Placing(current()))


def landmark_entries() -> Card:
    """Training, work, home and life so far."""
    return current().card("landmark_entries", lambda: Entries(current(), ("career", "life", "health")))


def work() -> Card:
    """The form for training and work."""
    return current().card("work", lambda: NewEntry(current(), "career", lead=True))


def work_at_once() -> Card:
    """Training and work as a table, a line for each."""
    return current().card("quick", lambda: QuickTable(current()))


def bring_in_work() -> Card:
    """Files about training and work."""
    return current().card("bring_in_work", lambda: BringIn(current(), "career"))


def work_entries() -> Card:
    """Training and work so far."""
    return current().card("work_entries", lambda: EntriesWithDoing(current(), ("career",)))


def asked_work() -> Card:
    """What is usually asked about training and work."""
    return current().card("asked_work", lambda: Asked(current(), ("career",)))


def about_you() -> Card:
    """Whose account this is."""
    return current().card("about_you", lambda: AboutYou(current()))


def substances() -> Card:
    """The substances, with a form for the chosen one."""
    return current().card("substances", lambda: Substances(current(), lead=True))


def use_entries() -> Card:
    """Substance use so far."""
    return current().card("use_entries", lambda: EntriesWithDoing(current(), ("use",)))


def recent_days() -> Card:
    """The last weeks, day by day."""
    return current().card("recent_days", lambda: RecentDays(current()))


def consequence() -> Card:
    """A form for something that went along with use."""
    return current().card("consequence", lambda: NewEntry(current(), "consequence"))


def consequences() -> Card:
    """What went along with use, so far."""
    return current().card("consequences", lambda: RecordList(current(), "consequence"))


def asked_consequences() -> Card:
    """What is usually asked about what went along with use."""
    return current().card("asked_consequences", lambda: Asked(current(), ("consequence",)))


def chart() -> Card:
    """The two histories on one axis."""
    return current().card("chart", lambda: ChartCard(current(), lead=True))


def what_i_see() -> Card:
    """What lined up, one at a time."""
    return current().card("what_i_see", lambda: WhatISee(current()))


def all_entries() -> Card:
    """Everything on the timeline so far."""
    return current().card("all_entries", lambda: Entries(current()))


def record() -> Card:
    """The form for a record that someone holds."""
    return current().card("record", lambda: NewEntry(current(), "document", lead=True))


def records() -> Card:
    """The records so far, each with a letter that asks for it."""
    return current().card("records", lambda: RecordList(current(), "document"))


def person() -> Card:
    """The form for someone who helps, or may be asked."""
    return current().card("person", lambda: NewEntry(current(), "contact"))


def people() -> Card:
    """The people so far."""
    return current().card("people", lambda: RecordList(current(), "contact"))


def circle() -> Card:
    """Who can help, and how to tell people."""
    return current().card("circle", lambda: Circle(current()))


def day() -> Card:
    """The day itself."""
    return current().card("day", lambda: DayCard(current(), lead=True))


def aftercare() -> Card:
    """The plan for the hours afterwards."""
    return current().card("aftercare", lambda: Aftercare(current(), lead=True))


def correction() -> Card:
    """The form for something that a report says otherwise."""
    return current().card("correction", lambda: NewEntry(current(), "correction"))


def corrections() -> Card:
    """The corrections so far, with a page to print."""
    return current().card("corrections", lambda: Corrections(current()))


def agenda() -> Card:
    """What to talk about with the clinician."""
    return current().card("agenda", lambda: Agenda(current(), lead=True))


def worth_another_look() -> Card:
    """What could be looked at again, as questions."""
    return current().card("worth_another_look", lambda: WorthAnotherLook(current()))


def note() -> Card:
    """The form for a note."""
    return current().card("note", lambda: NewNote(current()))


def notes() -> Card:
    """The notes so far, the clinician's told apart."""
    return current().card("notes", lambda: Notes(current()))


def who_sees() -> Card:
    """What each reader will see, side by side."""
    return current().card("who_sees", lambda: WhoSees(current()))


def copies() -> Card:
    """Make a copy for one reader."""
    return current().card("copies", lambda: Copies(current(), lead=True))


def treatment() -> Card:
    """The form for treatment and recovery."""
    return current().card("treatment", lambda: NewEntry(current(), "treatment", lead=True))


def bring_in_treatment() -> Card:
    """Files about treatment and recovery."""
    return current().card("bring_in_treatment", lambda: BringIn(current(), "treatment"))


def treatment_entries() -> Card:
    """Treatment and recovery so far."""
    return current().card("treatment_entries", lambda: Entries(current(), ("treatment", "test")))


def test_result() -> Card:
    """A form for the result of one test."""
    return current().card("test_result", lambda: NewEntry(current(), "test"))


def asked_treatment() -> Card:
    """What is usually asked about treatment and recovery."""
    return current().card("asked_treatment", lambda: Asked(current(), ("treatment", "test")))


def reflect_recovery() -> Card:
    """What is strong, and what helps."""
    return current().card("reflect_recovery", lambda: Reflect(current(), ("strengths", "helps")))


def health() -> Card:
    """The form for health and mental health."""
    return current().card("health", lambda: NewEntry(current(), "health", lead=True))


def bring_in_health() -> Card:
    """Files about health."""
    return current().card("bring_in_health", lambda: BringIn(current(), "health"))


def health_entries() -> Card:
    """Health so far."""
    return current().card("health_entries", lambda: Entries(current(), ("health",)))


def asked_health() -> Card:
    """What is usually asked about health, and how someone was doing."""
    return current().card("asked_health", lambda: Asked(current(), ("health", "doing")))


def reflect_health() -> Card:
    """Health, mood, sleep and worry."""
    return current().card("reflect_health", lambda: Reflect(current(), ("health", "mind")))


def doing() -> Card:
    """The form for how someone was doing."""
    return current().card("doing", lambda: NewEntry(current(), "doing"))


def doing_entries() -> Card:
    """How someone was doing, so far."""
    return current().card("doing_entries", lambda: Entries(current(), ("doing",)))


def life() -> Card:
    """The form for homes, people and what stands out in a life."""
    return current().card("life", lambda: NewEntry(current(), "life", lead=True))


def life_entries() -> Card:
    """Home, life, law and licence so far."""
    return current().card("life_entries", lambda: Entries(current(), ("life", "legal")))


def legal() -> Card:
    """The form for a college or board, courts, police and insurers."""
    return current().card("legal", lambda: NewEntry(current(), "legal"))


def asked_life() -> Card:
    """What is usually asked about home, law and licence."""
    return current().card("asked_life", lambda: Asked(current(), ("life", "legal")))


def reflect_people() -> Card:
    """People close to the person, family, hard things."""
    return current().card("reflect_people", lambda: Reflect(current(), ("relationships", "family", "hard")))


def reflect_work() -> Card:
    """What work was like."""
    return current().card("reflect_work", lambda: Reflect(current(), ("work",)))


# --- what the page around the cards asks of the kernel ---


def close_for_today() -> None:
    """Lock; everything is already saved."""
    current().close_for_today()


def lock() -> None:
    """Lock now."""
    current().lock()


def touch() -> None:
    """Someone is here."""
    current().touch()


def own_people() -> str:
    """The person's own people, as a JSON list of name, role and phone."""
    return current().own_people()


def check_in_at_end(level: int) -> None:
    """Keep how heavy it is, 0 to 10, before the workbook is closed for today."""
    check_in(current(), level, "end")
