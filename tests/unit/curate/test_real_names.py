"""The real document: nobody that it names was overlooked."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from beleidsgraaf.make import build
from beleidsgraaf.make import curate as stage
from beleidsgraaf.make import project as projects
from beleidsgraaf.make.curate.csvs import Problems
from beleidsgraaf.make.project import Project
from beleidsgraaf.model import Column, Knowledge
from beleidsgraaf.settings import Settings

CAPITALISED = re.compile(r"(?<![\w-])[A-Z][\w'-]*|\b[a-z]+[A-Z]\w*")
SEARCHED = (Column.GOAL, Column.ACTIVITY, Column.EXPLANATION)


@pytest.fixture(scope="module")
def read(project: Path) -> Project:
    """The real project's files."""
    return projects.read(project)


@pytest.fixture(scope="module")
def known(read: Project) -> Knowledge:
    """What its tables decide."""
    problems = Problems()
    knowledge, _ = stage._read(build.read_rows(read), read.documents, read.tables, problems)
    assert problems.found == []
    return knowledge


@pytest.fixture(scope="module")
def texts(known: Knowledge) -> list[tuple[int, str]]:
    """Every cell but the ministries, with its row's number."""
    rows = [measure.row for measure in known.measures]
    return [(row.number, plain(row.text(column))) for row in rows for column in SEARCHED]


def plain(text: str) -> str:
    """The text with one kind of quotation mark; the document prints many."""
    return re.sub('[¨‘’“”„"]', "'", text)


def explained(read: Project) -> list[str]:
    """The names that names-explained.csv explains."""
    (table,) = (text for name, text in read.tables.items() if name.endswith("names-explained.csv"))
    return [plain(line["name"]) for line in csv.DictReader(io.StringIO(table))]


def accounted(known: Knowledge) -> set[str]:
    """Every name in the tables of actors, programmes, references and channels."""
    names = {c.label.nl for c in known.concepts if c.scheme == "actor-group"}
    for actor in known.actors:
        names |= {actor.name.nl, actor.abbreviation, *(name.name for name in actor.names)}
    names |= {programme.name.nl for programme in known.programmes}
    names |= {reference.name.nl for reference in known.references}
    names |= {channel.name.nl for channel in known.channels}
    return {plain(name) for name in names if name}


def pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def capitalised(text: str) -> Iterator[str]:
    """Words with a capital that no start of a sentence explains."""
    for found in CAPITALISED.finditer(text):
        before = text[: found.start()].rstrip(" '(•-")
        if before and before[-1] not in ".!?:;":
            yield found[0]


def test_every_mention_of_a_ministry_or_organisation_has_a_decision(
    project: Path, tmp_path: Path
) -> None:
    """An involvement, or a relation between organisations, with a quote from that row."""
    proposed = build.proposals(project, Settings(snapshots=tmp_path))
    assert [m for m in proposed if m.actor.type != "actor-group"] == []


def test_every_mention_of_a_group_is_an_actor_or_a_target_group(
    project: Path, tmp_path: Path, known: Knowledge
) -> None:
    """Where "jongeren" or "de sport" does nothing itself, the measure is for it."""
    labels = {f"{c.scheme}/{c.slug}": c.label.nl.lower() for c in known.concepts}
    targets: dict[int, list[str]] = {m.row.number: [] for m in known.measures}
    numbers = {m.slug: m.row.number for m in known.measures}
    for link in known.links:
        if link.relation == "targetGroup":
            targets[numbers[link.subject.slug]].append(labels[str(link.object)])
    left = {
        (mention.row, str(mention.actor))
        for mention in build.proposals(project, Settings(snapshots=tmp_path))
        if mention.actor.type == "actor-group"
        and not any(
            mention.name.lower() in label
            or label in labels[str(mention.actor)]
            or mention.actor.slug in label
            for label in targets[mention.row]
        )
    }
    assert left == set()


def test_every_capitalised_name_is_in_a_table(
    read: Project, known: Knowledge, texts: list[tuple[int, str]]
) -> None:
    """Of an actor, programme, reference or channel, or among the names that are explained."""
    names = pattern(accounted(known) | set(explained(read)))
    left = [
        (number, word, text)
        for number, text in texts
        for word in capitalised(names.sub(lambda found: "\0" * len(found[0]), text))
    ]
    assert left == []


def test_no_name_is_explained_in_vain(
    read: Project, known: Knowledge, texts: list[tuple[int, str]]
) -> None:
    """Each stands in the text as printed, and no other table has it."""
    names = explained(read)
    assert len(set(names)) == len(names)
    assert set(names) & accounted(known) == set()
    either = pattern(accounted(known) | set(names))
    printed = {found for _, text in texts for found in either.findall(text)}
    assert set(names) - printed == set()


def test_a_name_that_is_taken_out_of_its_table_is_noticed(
    known: Knowledge, texts: list[tuple[int, str]]
) -> None:
    """The test above would fail without the row of Movisie."""
    names = pattern(accounted(known) - {"Movisie"})
    left = {
        word
        for _, text in texts
        for word in capitalised(names.sub(lambda found: "\0" * len(found[0]), text))
    }
    assert "Movisie" in left
