"""Who speaks in `spoken_fr.txt`: someone in Montréal, on the day of `spoken.py` and of the same age."""

from __future__ import annotations

from pathlib import Path

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall import Landmark, remember
from tests.recall import spoken

FILE = Path(__file__).with_name("spoken_fr.txt")
IN_FRANCE = Path(__file__).with_name("spoken_fr_france.txt")


def _known(id, kind, words, start, end=None):
    return Landmark(
        id, kind, words, FuzzyDate.parse(start), FuzzyDate.parse(end) if end else None, leads_up=kind == "career"
    )


LANDMARKS = (
    _known("sec", "career", ("École secondaire de la Vallée", "Études"), "1991-09", "1996-06"),
    _known("ceg", "career", ("Cégep Exemple, sciences de la nature", "Études"), "1996-08", "1998-05"),
    _known("md", "career", ("Doctorat en médecine, Université Exemple", "Études"), "1998-09", "2003-05"),
    _known("ext", "career", ("Externat, Hôpital Exemple", "Stage"), "2001-09", "2003-05"),
    _known("res", "career", ("Résidence en médecine interne, Hôpital Ste-Croix", "Stage"), "2003-07-01", "2007-06-30"),
    _known("fel", "career", ("Fellowship en cardiologie, Hôpital du Nord", "Stage"), "2007-07-01", "2009-06-30"),
    _known("job", "career", ("Médecin, Clinique du Port", "Poste"), "2009-09", "2018-03"),
    _known("wed", "life", ("Mariage", "Conjoint"), "2008-09-13"),
    _known("move", "life", ("Déménagement à Laval", "Domicile"), "2010-04"),
    _known("baby", "life", ("Naissance de ma fille", "Enfant"), "2011-12-02"),
    _known("dad", "life", ("Mort de papa", "Un décès"), "2013-02-10"),
    _known("div", "life", ("Divorce", "Conjoint"), "2017"),
    _known("cure", "treatment", ("Thérapie, Centre du Lac",), "2018-04-02", "2018-06-29"),
)  # fmt: skip


def read(phrase, language="fr", country="CA"):
    return remember(
        phrase, born=spoken.BORN, today=spoken.TODAY, country=country, landmarks=LANDMARKS, language=language
    )


def read_in_france(phrase):
    return read(phrase, "fr-FR", "FR")


if __name__ == "__main__":
    total, others = spoken.count(FILE, read)
    print(sum(total.values()), dict(total))
    for phrase, how in others.items():
        print(f"{how:8} {phrase}")
