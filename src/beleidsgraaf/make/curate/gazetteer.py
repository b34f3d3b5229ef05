"""Proposes where the text names an actor; people decide (involvements.csv)."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from beleidsgraaf.model import Actor, Basis, Column, Concept, Knowledge, Measure, Row
from beleidsgraaf.slug import Thing

SEARCHED = (Column.GOAL, Column.ACTIVITY, Column.EXPLANATION)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a row names an actor."""

    row: int
    column: Column
    actor: Thing
    name: str
    start: int
    """Offset in the cell's text with blanks folded."""


class Gazetteer:
    """All names of all actors; finds the longest that stand in a text as whole words.

    A name is matched as it is written, capitals included: "om" is not OM. A name of lower-case
    letters alone may start a sentence, so its first letter may be a capital.
    """

    def __init__(self, actors: Iterable[Actor], groups: Iterable[Concept]) -> None:
        self._owners: dict[str, Thing] = {}
        for actor in actors:
            for name in (actor.name.nl, actor.abbreviation, *(n.name for n in actor.names)):
                self._add(name, actor.thing)
        for group in groups:
            self._add(group.label.nl, Thing(group.scheme, group.slug))
        names = sorted(self._owners, key=lambda n: (-len(n), n))
        # A hyphen or a letter on either side makes it part of a longer word.
        self._pattern = re.compile(
            r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w]|-\w)"
        )

    def _add(self, name: str, owner: Thing) -> None:
        if name:
            self._owners.setdefault(name, owner)
            if name.islower():
                self._owners.setdefault(name[0].upper() + name[1:], owner)

    def mentions(self, row: Row) -> list[Mention]:
        """Where the row's goal, activity and explanation name an actor, in printed order."""
        if not self._owners:
            return []
        return [
            Mention(row.number, column, self._owners[found[0]], found[0], found.start())
            for column in SEARCHED
            for found in self._pattern.finditer(row.text(column))
        ]


def undecided(mentions: Sequence[Mention], decided: Collection[Thing]) -> list[Mention]:
    """The mentions in a row of actors about whom nothing is said with that row."""
    return [mention for mention in mentions if mention.actor not in decided]


def proposals(knowledge: Knowledge) -> list[Mention]:
    """Every mention that people have still to decide on, row by row."""
    groups = [concept for concept in knowledge.concepts if concept.scheme == "actor-group"]
    gazetteer = Gazetteer(knowledge.actors, groups)
    return [
        mention
        for measure in knowledge.measures
        for mention in undecided(gazetteer.mentions(measure.row), _decided(knowledge, measure))
    ]


def _decided(knowledge: Knowledge, measure: Measure) -> set[Thing]:
    """The actors of whom something is said with a quote from this row, the column apart."""
    row = measure.row.span
    return {
        i.actor
        for i in knowledge.involvements
        if i.measure == measure.slug and i.basis != Basis.COLUMN
    } | {
        thing
        for link in knowledge.links
        if link.quote.document == measure.document and row.start <= link.quote.span.start < row.end
        for thing in (link.subject, link.object)
    }
