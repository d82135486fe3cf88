"""Colours, patterns and type of the chronology, in one place for screen and paper.

Colour only helps: substances are told apart by their label and pattern first, and height says days a month. The hues
are quiet relatives of the Okabe-Ito palette (Okabe & Ito 2008), each at least 3:1 against white, so that they also
differ in grey; text on a mark or on paper is at least 4.5:1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass

INK = "#22262b"
QUIET = "#5c6670"
RULE = "#8a929b"
GRID = "#e4e2dd"
PAPER = "#fdfcfa"
SANS = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
SERIF = "'Libertinus Serif', Georgia, 'Times New Roman', serif"


@dataclass(frozen=True)
class Tone:
    """How marks of one kind look: fill, outline, text on the fill, and the pattern that tells it apart in grey."""

    fill: str
    text: str = "#ffffff"
    pattern: str = ""

    @property
    def line(self) -> str:
        """The outline, and the colour of text beside the mark."""
        return self.fill if self.text == "#ffffff" else INK


TONES: dict[str, Tone] = {
    "work": Tone("#33608f"),
    "work-part": Tone("#50749b"),
    "leave": Tone("#c3c7cc", INK),
    "licence": Tone("#33608f"),
    "life": Tone("#82745a"),
    "treatment": Tone("#1f7a70"),
    "health": Tone("#6f6a86"),
    "legal": Tone("#5c6670"),
    "alcohol": Tone("#b3610a", pattern="/"),
    "cannabis": Tone("#3c7a45", pattern="."),
    "opioids": Tone("#6a4a8c", pattern="-"),
    "stimulants": Tone("#a8325a", pattern="x"),
    "sedatives": Tone("#2f7797", pattern="\\"),
    "hallucinogens": Tone("#8a4f9e", pattern="+"),
    "phencyclidine": Tone("#7a5230", pattern="|"),
    "inhalants": Tone("#4f6f2a", pattern="x"),
    "nicotine": Tone("#6b6257", pattern="|"),
    "anaesthetics": Tone("#3a5a9a", pattern="+"),
    "other": Tone("#666a70", pattern="."),
}
