"""The French words of the phrases that `oracle.py` builds; what they mean is worked out there."""

from __future__ import annotations

import re

from tests.recall.oracle import Words

NAMES = {
    "the wedding": "Mariage", "Dad's death": "Mort de papa", "the move": "Déménagement à Laval",
    "the divorce": "Divorce", "residency": "Résidence", "my fellowship": "Fellowship",
    "my job at Lakeside": "Infirmière, Clinique Lakeside, poste",
    "my job at Harbour": "Infirmière, Clinique Harbour, poste",
}  # fmt: skip
TWICE = "Opération"

# A clause begins with a stroke: what joins it to the words before it depends on these.
_JOINS = (
    (r"(avant|après|depuis) \|", r"\1 que "),
    (r"jusqu'à \|", "jusqu'à ce que "),
    (r"au plus tard \|", "au plus tard quand "),
    (r"\|", "le moment où "),
    (r"\bde le ", "du "),
    (r"\bà le ", "au "),
    (r"\bde (?=[aeéêiouh])", "d'"),
    (r"\bun semaine\b", "une semaine"),
)


class French(Words):
    """Words that run together as they do in French."""

    def joined(self, text):
        for pattern, put in _JOINS:
            text = re.sub(pattern, put, text)
        return text


WORDS = French(
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    seasons={"spring": "le printemps", "summer": "l'été", "autumn": "l'automne"},
    season_beside={"spring": "le printemps", "summer": "l'été", "autumn": "l'automne"},
    counts={"un": 1, "1": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10},
    unit_forms={
        "day": ("jour", "jours"), "week": ("semaine", "semaines"), "month": ("mois", "mois"), "year": ("an", "ans"),
    },
    unit_beside={"day": "le jour", "week": "la semaine", "month": "le mois", "year": "l'année"},
    weekday_beside="le {}",
    ordinals={"1re": 1, "deuxième": 2, "3e": 3, "quatrième": 4},
    names={
        "the wedding": "le mariage", "Dad's death": "la mort de papa", "the move": "le déménagement",
        "the divorce": "le divorce", "residency": "ma résidence", "my fellowship": "mon fellowship",
        "my job at Lakeside": "mon poste à Lakeside", "my job at Harbour": "mon poste à Harbour",
    },
    clauses={
        "nous avons déménagé": "the move", "papa est mort": "Dad's death", "je me suis mariée": "the wedding",
    },
    missing=("la faillite", "mon séjour à Bornéo", "ma sabbatique"),
    twice="l'opération",
    month_of_year=("{} {}", "{} de {}"),
    day_forms=("le {d} {m} {y}", "{d} {m} {y}", "le {d} {m} de {y}"),
    season_of_year=("{} {}", "{} de {}"),
    winter="l'hiver {}",
    plain=("en {}", "pendant {}", "quelque part en {}", "à un moment donné pendant {}"),
    when=("quand {}", "le jour où {}", "au moment où {}"),
    doubt=("je pense que c'était {}", "peut-être {}", "mettons {}", "{}, je crois", "{}, si je me souviens bien"),
    about="environ {}",
    opened=("|j'ai commencé {}", "|j'ai quitté {}"),
    verbs=(
        ("|j'ai commencé {}", 0), ("|j'ai débuté {}", 0), ("|j'ai fini {}", 1), ("|j'ai quitté {}", 1),
        ("|je suis entrée dans {}", 0),
    ),
    parts=(
        (("la première partie de {}",), 0, 1), (("le milieu de {}", "au milieu de {}"), 1, 2),
        (("la dernière partie de {}", "la seconde partie de {}"), 2, 3), (("milieu à fin {}",), 1, 3),
    ),
    edges=(("le début de {}", "au tout début de {}"), ("la fin de {}", "à la toute fin de {}")),
    nth_month="le {} mois de {}",
    nth_year=("{word} année de {name}", "ma {word} année de {name}", "R{number}", "année {number} de {name}"),
    after=("après", "suivant"),
    before=("avant", "précédant"),
    sides=(
        ("avant", -1), ("après", 1), ("au plus tard", -2), ("jusqu'à", -2), ("depuis", 2), ("antérieurement à", -1),
    ),
    between="entre {} et {}",
    either="{} ou {} {}",
)  # fmt: skip
