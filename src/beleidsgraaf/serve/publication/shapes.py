"""The shapes: what the data is held to, in the words that a curator gets to read."""

from collections.abc import Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.publication import Rule, RuleFile, ShapesPage
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import curie

FOLDER = "shapes"

Files = Mapping[str, tuple[str, Sequence[Triple]]]
"""Name of a file -> its Turtle, and the triples in that."""

_MESSAGE = curie("sh:message")
_ABOUT = (curie("sh:targetClass"), curie("sh:targetObjectsOf"), curie("sh:path"))


def read(snapshot: Snapshot) -> Files:
    """Every file of shapes in the snapshot; the nameless have the same names at every reading."""
    found = {}
    for number, name in enumerate(snapshot.names(FOLDER)):
        text = snapshot.read(name).decode()
        names: dict[BlankNode, BlankNode] = {}
        quads = parse(text, format=RdfFormat.TURTLE)
        triples = [_renamed(quad, names, f"s{number}-") for quad in quads]
        found[name.rpartition("/")[2]] = (text, triples)
    return found


def _renamed(quad: Quad, names: dict[BlankNode, BlankNode], start: str) -> Triple:
    subject, predicate, value = quad.triple
    if isinstance(subject, BlankNode):
        subject = names.setdefault(subject, BlankNode(f"{start}{len(names)}"))
    if isinstance(value, BlankNode):
        value = names.setdefault(value, BlankNode(f"{start}{len(names)}"))
    return Triple(subject, predicate, value)


def triples(site: Site, files: Files) -> list[Triple]:
    """The triples of all files, and what the graph says of the shapes as a whole."""
    whole = site.store.about(NamedNode(f"{site.store.names.base}{FOLDER}"))
    return sorted({*whole, *(t for _, said in files.values() for t in said)}, key=str)


def page(site: Site, reader: Reader, files: Files) -> ShapesPage:
    """Every rule with its messages, by file."""
    t = reader.t
    return ShapesPage(
        frame=site.frame(
            reader, Words(t("shapes.title")), Spot("/shapes", data="/shapes"), t("shapes.lead")
        ),
        lead=t("shapes.lead"),
        files=tuple(
            RuleFile(name, _rules(reader, said), text) for name, (text, said) in files.items()
        ),
    )


def _rules(reader: Reader, said: Sequence[Triple]) -> tuple[Rule, ...]:
    prefix = f"{reader.store.names.base}shapes#"
    by_name: dict[str, list[Triple]] = {}
    for triple in said:
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(prefix):
            by_name.setdefault(triple.subject.value.removeprefix(prefix), []).append(triple)
    return tuple(_rule(reader, name, found) for name, found in by_name.items())


def _rule(reader: Reader, name: str, said: Sequence[Triple]) -> Rule:
    about = next((t.object for t in said if t.predicate in _ABOUT), None)
    messages = (t.object for t in said if t.predicate == _MESSAGE)
    told = [m for m in messages if isinstance(m, Literal) and m.language in (reader.lang, None)]
    return Rule(
        anchor=name,
        name=f"shape:{name}",
        about=_link(reader, about) if isinstance(about, NamedNode) else None,
        messages=tuple(words for m in told if (words := reader.words(m))),
    )


def _link(reader: Reader, node: NamedNode) -> Link:
    return Link(reader.href(node), reader.short(node))
