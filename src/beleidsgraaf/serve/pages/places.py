"""Which types of things have a list of their own, and where a thing's page stands."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Spot
from beleidsgraaf.serve.render.parts import Link

_DATASET = "beleidsgraaf"


@dataclass(frozen=True, slots=True)
class ListKind:
    """A list of all things of one type."""

    path: str
    type: str
    class_: str
    title: str
    """The key of its heading."""
    lead: str
    """The key of the sentence under it."""


KINDS = (
    ListKind("/measures", "measure", "bg:Measure", "list.measures", "lead.measures"),
    ListKind(
        "/organisations",
        "organisation",
        "org:Organization",
        "list.organisations",
        "lead.organisations",
    ),
    ListKind("/ministries", "ministry", "bg:Ministry", "list.ministries", "lead.ministries"),
    ListKind("/themes", "theme", "bg:Theme", "list.themes", "lead.themes"),
    ListKind("/goals", "goal", "bg:Goal", "list.goals", "lead.goals"),
    ListKind("/programmes", "programme", "bg:Programme", "list.programmes", "lead.programmes"),
    ListKind(
        "/references", "reference", "bg:PolicyReference", "list.references", "lead.references"
    ),
    ListKind(
        "/target-groups",
        "target-group",
        "bg:TargetGroup",
        "list.target-groups",
        "lead.target-groups",
    ),
    ListKind(
        "/instrument-types",
        "instrument-type",
        "bg:InstrumentType",
        "list.instrument-types",
        "lead.instrument-types",
    ),
    ListKind(
        "/actor-groups", "actor-group", "bg:ActorGroup", "list.actor-groups", "lead.actor-groups"
    ),
    ListKind("/roles", "role", "bg:Role", "list.roles", "lead.roles"),
    ListKind("/channels", "channel", "bg:Channel", "list.channels", "lead.channels"),
)
BY_TYPE = {kind.type: kind for kind in KINDS}
NARROWING = {
    "ministry": "ministry",
    "theme": "theme",
    "organisation": "organisation",
    "role": "role",
    "instrument-type": "instrument",
    "target-group": "target",
    "programme": "programme",
}
"""By which types of things the list of measures can be narrowed, each with its parameter."""


def doc_path(reader: Reader, node: NamedNode) -> str:
    """The path of a thing's page, without language."""
    thing = reader.thing(node)
    return f"/doc/{thing}"


def listed(reader: Reader, node: NamedNode) -> Link | None:
    """The measures of a thing as a list, which can be narrowed further and taken along."""
    name = NARROWING.get(reader.kind(node))
    found = reader.thing(node)
    if name is None or found is None:
        return None
    return Link(reader.address(f"/measures?{name}={found.slug}"), reader.t("measures.listed"))


def spot(reader: Reader, node: NamedNode, *above: Link) -> Spot:
    """Where the page of a thing stands: under the list of its type, and under what is given."""
    kind = BY_TYPE.get(reader.kind(node))
    path = doc_path(reader, node)
    listed = (Link(reader.address(kind.path), reader.t(kind.title)),) if kind else ()
    section = kind.path if kind else ""
    return Spot(path=path, section=section, crumbs=(*listed, *above), data=path, about=node)


def dataset(reader: Reader) -> NamedNode | None:
    """The dataset that always is the latest version, if the graph has a catalogue."""
    node = reader.store.names.thing("dataset", _DATASET)
    return node if reader.store.knows(node) else None
