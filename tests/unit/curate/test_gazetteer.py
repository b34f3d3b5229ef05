from dataclasses import replace

import pytest

from beleidsgraaf.make.curate.gazetteer import Gazetteer, undecided
from beleidsgraaf.model import Actor, Cell, Column, Concept, Name, Row, Text
from beleidsgraaf.slug import Thing
from unit.curate.desk import ROWS

SZW, ISZW = Thing("ministry", "szw"), Thing("organisation", "inspectie-szw")
OM, GGD = Thing("organisation", "om"), Thing("organisation", "ggd")
GGDS, SCHOOLS = Thing("actor-group", "ggd-en"), Thing("actor-group", "schools")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Names that stand inside each other, and one that is also a common word."""
    return Gazetteer(
        [
            Actor(SZW, Text("Sociale Zaken"), "ministry", "SZW"),
            Actor(ISZW, Text("Inspectie SZW"), "inspectorate", names=(Name("iSZW", "match", "x"),)),
            Actor(OM, Text("Openbaar Ministerie"), "authority", "OM"),
            Actor(GGD, Text("GGD"), "service"),
        ],
        [
            Concept("actor-group", "ggd-en", Text("GGD-en"), Text("")),
            Concept("actor-group", "schools", Text("scholen"), Text("")),
        ],
    )


def row(explanation: str) -> Row:
    """A row that says this, and nothing that is known besides."""
    cell = Cell(explanation, ROWS[0].cells[Column.GOAL].spans, (1, 1))
    return replace(ROWS[0], cells={**ROWS[0].cells, Column.EXPLANATION: cell})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SZW en de Inspectie SZW", [SZW, ISZW]),
        ("de Inspectie SZW.", [ISZW]),
        ("gaat om de aanpak, Om te beginnen; OM", [OM]),
        ("het Openbaar  Ministerie (OM)", [OM, OM]),
        ("de GGD-en en de GGD", [GGDS, GGD]),
        ("GGDen, GGD-arts, mini-GGD, GGD's", [GGD]),
        ("‘GGD’, GGD/OM", [GGD, GGD, OM]),
        ("Scholen en scholen, hogescholen en SCHOLEN", [SCHOOLS, SCHOOLS]),
        ("De Scholengroep", []),
        ("iSZW", [ISZW]),
        ("szw", []),
        ("", []),
    ],
)
def test_the_longest_name_that_stands_as_a_whole_word_is_found(
    gazetteer: Gazetteer, text: str, expected: list[Thing]
) -> None:
    """Capitals count, hyphens join, and a name of small letters may begin a sentence."""
    found = gazetteer.mentions(row(text))
    assert [mention.actor for mention in found] == expected
    shown = row(text).text(Column.EXPLANATION)
    for mention in found:
        assert shown[mention.start : mention.start + len(mention.name)] == mention.name
        assert (mention.row, mention.column) == (1, Column.EXPLANATION)


def test_the_ministry_column_is_not_searched(gazetteer: Gazetteer) -> None:
    """It is read by itself; the other three cells are all looked at."""
    cells = dict.fromkeys(Column, Cell("SZW", ROWS[0].cells[Column.GOAL].spans, (1, 1)))
    found = gazetteer.mentions(replace(ROWS[0], cells=cells))
    assert [mention.column for mention in found] == [
        Column.GOAL,
        Column.ACTIVITY,
        Column.EXPLANATION,
    ]


def test_without_names_nothing_is_found() -> None:
    """An empty list of names does not match the empty string everywhere."""
    assert Gazetteer([], []).mentions(row("SZW")) == []


def test_what_is_decided_is_not_proposed_again(gazetteer: Gazetteer) -> None:
    """A decision is about an actor in a row, however often the row names it."""
    found = gazetteer.mentions(row("SZW, OM en SZW"))
    assert [m.actor for m in undecided(found, {SZW})] == [OM]
    assert undecided(found, {SZW, OM}) == []
