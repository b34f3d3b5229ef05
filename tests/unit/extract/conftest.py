import json
import random
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from beleidsgraaf.make.extract import extract
from beleidsgraaf.model import Extraction

ROOT = Path(__file__).parents[3]
DOCUMENT = "seksueel-geweld-2021"
MINISTRIES = frozenset({"JenV", "VWS", "OCW", "SZW", "BZ", "EZK"})


@dataclass(frozen=True)
class Real:
    """The real document, as it stands in the repository."""

    text: str
    columns: tuple[str, ...]
    extraction: Extraction


@pytest.fixture(scope="session")
def real() -> Real:
    """The real document and what the rules make of it."""
    folder = ROOT / "data" / "source" / DOCUMENT
    about = tomllib.loads((folder / "document.toml").read_text("utf-8"))
    text = (folder / about["file"]).read_bytes().decode("utf-8")
    columns = tuple(about["columns"])
    return Real(text, columns, extract(DOCUMENT, text, columns, MINISTRIES))


@pytest.fixture(scope="session")
def gold() -> list[dict[str, str]]:
    """What a person reads in the real document, row by row; made before the reader ran."""
    content = (Path(__file__).parent / "gold.json").read_text("utf-8")
    return cast("list[dict[str, str]]", json.loads(content))


COLUMNS = ("Wat willen we", "Hoe pakken we dat aan", "Uitleg", "Betrokken ministeries")
CODES = ("AZ", "FIN", "IenW", "LNV", "Def")
WORDS: dict[str, list[str]] = {
    kind: words.split()
    for kind, words in json.loads(
        (Path(__file__).parent / "made_up_words.json").read_text("utf-8")
    ).items()
}

Table = list[dict[str, str]]


@dataclass
class Printer:
    """Lays a table out as a word processor would, and dumps it as a PDF reader would."""

    chance: random.Random
    widths: tuple[float, float, float] = (0, 0, 0)
    letters: dict[str, float] = field(default_factory=dict)
    text: str = ""

    def __post_init__(self) -> None:
        """Every document has a face and columns of its own."""
        scale = self.chance.uniform(0.8, 1.5)
        self.widths = (self.chance.uniform(15, 21), 28 * scale, 62 * scale)

    def room(self, text: str) -> float:
        """The width of a text in this document's face."""
        return sum(self._letter(letter) for letter in text)

    def _letter(self, letter: str) -> float:
        if letter not in self.letters:
            size = 0.5 if letter in "ijlft.,:;'‘’/()- I" else 1.4 if letter in "mwMW" else 0.95
            size *= 1.2 if letter.isupper() else 1
            self.letters[letter] = size * self.chance.uniform(0.93, 1.07)
        return self.letters[letter]

    def wrap(self, text: str, width: float) -> list[str]:
        """The text in lines that are as full as they can be."""
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            if line and self.room(f"{line} {word}") > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        return [*lines, line]

    def cell(self, lines: list[str]) -> None:
        """A cell, one line high without a line break after it."""
        end = " " if self.chance.random() < 0.8 else "  "
        if len(lines) == 1 and self.chance.random() < 0.98:
            self.text += lines[0] + end
        else:
            self.text += " \n\n".join(lines) + f"{end}\n\n"
            if self.chance.random() < 0.05:
                self.text += " \n\n"

    def line(self, text: str) -> None:
        """A line of its own."""
        self.text += f"{text} \n\n"

    def turn(self) -> None:
        """A page break, now and then after the target of a hyperlink."""
        if self.chance.random() < 0.3:
            self.text += "https://www.example.org/beleid\n\n\n"
        else:
            self.text += "\n\n"

    def row(self, row: dict[str, str]) -> None:
        """A row, perhaps cut by a page break, or followed by one."""
        goal, activity, explanation = (
            self.wrap(row[name], width)
            for name, width in zip(("goal", "activity", "explanation"), self.widths, strict=True)
        )
        height = max(len(goal), len(activity))
        at = self.chance.randrange(height, height + 8)
        turns = self.chance.random() < 0.25
        self.cell(goal)
        self.cell(activity)
        self.cell(explanation[:at] if turns else explanation)
        self.line(row["ministries"])
        if turns:
            self.turn()
            if explanation[at:]:
                self.text += " " + " \n\n".join(explanation[at:]) + " \n\n"


@dataclass
class Writer:
    """Makes up what stands in a table."""

    chance: random.Random

    def any(self, kind: str) -> str:
        """A word of this kind."""
        return self.chance.choice(WORDS[kind])

    def phrase(self) -> str:
        """A few words that belong together."""
        some = f"{self.any('qualities')} {self.any('things')}"
        if self.chance.random() < 0.3:
            some += f" en {self.any('things')}"
        if self.chance.random() < 0.3:
            some += f" {self.any('links')} de {self.any('things')}"
        return (
            some if self.chance.random() < 0.8 else f"{self.any('things')} in {self.any('places')}"
        )

    def goal(self) -> str:
        """What somebody wants."""
        if self.chance.random() < 0.1:
            return f"Gemeente {self.any('places')}"
        return f"{self.any('verbs')} {self.phrase()}"

    def activity(self) -> str:
        """What is done for it."""
        kind = self.any("kinds")
        forms = [
            kind,
            f"{kind} {self.any('places')}",
            f"{kind} ‘{self.any('qualities').capitalize()} {self.any('things')}’",
            f"{kind} {self.any('links')} {self.phrase()}",
            f"{kind} en {self.any('kinds').lower()} ({self.any('qualities')} {self.any('things')})",
        ]
        return self.chance.choices(forms, [1, 2, 2, 5, 2])[0]

    def sentence(self) -> str:
        """How it is done."""
        start = f"{self.any('seen')} {self.any('qualities')}" if self.chance.random() < 0.7 else ""
        start = start or self.any("kinds")
        return (
            f"{start} {self.any('things')} {self.any('does')} {self.phrase()} "
            f"{self.any('links')} {self.phrase()}, {self.any('links')} {self.phrase()}."
        )

    def row(self, section: str) -> dict[str, str]:
        """A row of a table."""
        count = self.chance.choice([1, 1, 2, 2, 3])
        said = " ".join(self.sentence() for _ in range(count))
        if self.chance.random() < 0.1:
            said = f"{self.any('kinds')} {self.phrase()}."
        return {
            "section": section,
            "goal": self.goal(),
            "activity": self.activity(),
            "explanation": said,
            "ministries": ", ".join(self.chance.sample(CODES, self.chance.randrange(1, 4))),
        }

    def heading(self) -> str:
        """A section heading, wider than a goal."""
        return (
            f"{self.any('verbs')} van {self.any('qualities')} {self.any('things')} in heel het land"
        )


@dataclass(frozen=True)
class MadeUp:
    """A dump of a table that nobody ever printed, and what it holds."""

    text: str
    rows: Table
    columns: tuple[str, ...] = COLUMNS
    ministries: tuple[str, ...] = CODES


def make_up(seed: int) -> MadeUp:
    """A document; the same seed makes the same one."""
    chance = random.Random(seed)  # noqa: S311  # no secret hangs on it
    writer, printer = Writer(chance), Printer(chance)
    rows: Table = []
    for part in range(3):
        section = writer.heading()
        printer.line(section)
        if part == 0:
            printer.line("Wat willen we Hoe pakken we dat aan  Uitleg Betrokken")
            printer.line("ministeries")
        for _ in range(chance.randrange(6, 12)):
            rows.append(writer.row(section))
            printer.row(rows[-1])
    return MadeUp(printer.text, rows)


@pytest.fixture(scope="session")
def made_up() -> list[tuple[MadeUp, Extraction]]:
    """Sixteen made-up documents, and what the rules make of them."""
    documents = [make_up(seed) for seed in range(16)]
    return [(d, extract("made-up", d.text, d.columns, d.ministries)) for d in documents]


@pytest.fixture(scope="session")
def astray() -> Callable[[str, Extraction], dict[int, int]]:
    """The non-blank characters that do not lie in exactly one part, and in how many they do."""

    def find(text: str, extraction: Extraction) -> dict[int, int]:
        spans = [s for row in extraction.rows for cell in row.cells.values() for s in cell.spans]
        spans += [heading.span for heading in extraction.headings]
        spans += [*extraction.header, *(part.span for part in extraction.ignored)]
        times = Counter(place for span in spans for place in range(span.start, span.end))
        return {
            place: times[place]
            for place, character in enumerate(text)
            if not character.isspace() and times[place] != 1
        }

    return find
