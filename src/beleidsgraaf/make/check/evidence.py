"""Evidence against the source: whoever reads the offsets finds the quote."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.make.check.verdict import EvidenceResult
from beleidsgraaf.vocab import PREFIXES, Names, curie

Objects = Mapping[tuple[str, NamedNode], list[str]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of evidence as the graph gives it."""

    iri: str
    source: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def examine(
    quads: Iterable[Quad], texts: Mapping[str, str], names: Names
) -> tuple[int, list[EvidenceResult]]:
    """How many passages there are, and those that are not in the text of their edition.

    Also those mentions of an actor that are not inside the evidence they belong to.
    """
    objects = _objects(quads, names)
    evidence = sorted(iri for iri, predicate in objects if predicate == curie("oa:hasSource"))
    sources = {names.thing("edition", slug).value: text for slug, text in texts.items()}
    passages: dict[str, Passage] = {}
    results = []
    for iri in evidence:
        passage = _passage(iri, objects)
        if passage is None:
            results.append(_incomplete(iri))
        else:
            passages[iri] = passage
            results += _compare(passage, sources.get(passage.source))
    return len(evidence), [*results, *_mentions(objects, passages, names)]


def _objects(quads: Iterable[Quad], names: Names) -> Objects:
    """The objects of everything that tells of evidence, by subject and predicate."""
    found: dict[tuple[str, NamedNode], list[str]] = {}
    wanted = {names.term("evidence"), names.term("mention")}
    for quad in quads:
        told = quad.predicate in wanted or quad.predicate.value.startswith(PREFIXES["oa"])
        subject, value = quad.subject, quad.object
        if told and isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            found.setdefault((subject.value, quad.predicate), []).append(value.value)
    return found


def _mentions(
    objects: Objects, passages: Mapping[str, Passage], names: Names
) -> Iterator[EvidenceResult]:
    # Not a shape: as a SPARQL constraint in pyshacl this takes longer than all shapes together.
    for (involvement, predicate), mentions in sorted(objects.items(), key=str):
        if predicate != names.term("mention"):
            continue
        around = [
            passages.get(iri) for iri in objects.get((involvement, names.term("evidence")), [])
        ]
        for mention in mentions:
            inside = passages.get(mention)
            if inside and not any(quote and _holds(quote, inside) for quote in around):
                yield EvidenceResult(
                    involvement,
                    f"De vermelding {inside.exact!r} staat niet binnen de vindplaats. Neem haar "
                    "in involvements.csv over uit de kolom quote.",
                    f"The mention {inside.exact!r} is not inside the evidence. Copy it in "
                    "involvements.csv from the column quote.",
                )


def _holds(outer: Passage, inner: Passage) -> bool:
    same = outer.source == inner.source
    return same and outer.start <= inner.start and inner.end <= outer.end


def _passage(iri: str, objects: Objects) -> Passage | None:
    """The passage, or None where the graph leaves part of it out."""
    selectors = objects.get((iri, curie("oa:hasSelector")), [])
    parts = ("start", "end", "exact", "prefix", "suffix")
    said = {
        part: value
        for part in parts
        for selector in selectors
        for value in objects.get((selector, curie(f"oa:{part}")), [])
    }
    if len(said) < len(parts) or not f"{said['start']}{said['end']}".isdigit():
        return None
    (source, *_) = objects[iri, curie("oa:hasSource")]
    start, end = int(said["start"]), int(said["end"])
    return Passage(iri, source, start, end, said["exact"], said["prefix"], said["suffix"])


def _incomplete(iri: str) -> EvidenceResult:
    return EvidenceResult(
        iri,
        "De vindplaats mist een begin, eind, citaat of omringende tekst.",
        "The evidence lacks a start, end, quote or surrounding text.",
    )


def _compare(passage: Passage, text: str | None) -> list[EvidenceResult]:
    if text is None:
        nl = f"De tekst van {passage.source} is er niet om de vindplaats in na te slaan."
        en = f"The text of {passage.source} is not there to look the evidence up in."
        return [EvidenceResult(passage.iri, nl, en)]
    before = max(0, passage.start - len(passage.prefix))
    after = passage.end + len(passage.suffix)
    for start, end, said in (
        (passage.start, passage.end, passage.exact),
        (before, passage.start, passage.prefix),
        (passage.end, after, passage.suffix),
    ):
        if text[start:end] != said:
            nl = f"Op tekens {start} tot {end} staat {text[start:end]!r}, niet {said!r}."
            en = f"Characters {start} to {end} are {text[start:end]!r}, not {said!r}."
            return [EvidenceResult(passage.iri, nl, en)]
    return []
