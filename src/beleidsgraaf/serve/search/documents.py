"""What can be found: every thing that has a list, with its names and texts."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from beleidsgraaf.serve.store import GraphStore
from beleidsgraaf.vocab import Names, curie

KINDS = (
    "organisation",
    "measure",
    "ministry",
    "programme",
    "reference",
    "channel",
    "theme",
    "goal",
    "target-group",
    "instrument-type",
    "actor-group",
    "role",
)
"""The types of things that can be found; where all else is equal, the first come first."""

NAME, OTHER, BODY = "name", "other", "body"


@dataclass(frozen=True, slots=True)
class Field:
    """A text of a thing."""

    part: str
    """Whether it is its name, another name, or a text about it."""
    key: str
    """The key of what such a text is called."""
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Document:
    """A thing that can be found."""

    node: NamedNode
    kind: str
    fields: tuple[Field, ...]


def documents(store: GraphStore) -> list[Document]:
    """Every thing that can be found."""
    roles = _roles(store.names)
    found: dict[NamedNode, list[Field]] = {}
    for row in store.select("search_texts"):
        part, key = roles[row.node("property")]
        literal = row.literal("text")
        text = " ".join(literal.value.split())
        found.setdefault(row.node("thing"), []).append(
            Field(part, key, text, literal.language or "")
        )
    start = f"{store.names.base}id/"
    made = [
        Document(node, kind, tuple(fields))
        for node, fields in found.items()
        if (kind := _kind(node, start)) in KINDS
    ]
    return sorted(made, key=lambda d: (KINDS.index(d.kind), d.node.value))


def _kind(node: NamedNode, start: str) -> str:
    path = node.value.removeprefix(start)
    return "" if path == node.value else path.partition("/")[0]


def _roles(names: Names) -> dict[NamedNode, tuple[str, str]]:
    return {
        curie("skos:prefLabel"): (NAME, "search.name"),
        curie("skos:altLabel"): (OTHER, "search.other-name"),
        curie("skos:hiddenLabel"): (OTHER, "search.other-name"),
        curie("tooiont:afkorting"): (OTHER, "search.other-name"),
        curie("skos:definition"): (BODY, "search.definition"),
        curie("skos:note"): (BODY, "search.note"),
        names.term("explanation"): (BODY, "column.explanation"),
        names.term("hasGoal"): (BODY, "column.goal"),
    }
