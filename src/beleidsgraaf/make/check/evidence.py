"""Evidence against the source: whoever reads the offsets finds the quote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.make.check.verdict import EvidenceResult
from beleidsgraaf.vocab import Names, curie

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
    """How many passages there are, and those that are not in the text of their edition."""
    objects = _objects(quads)
    evidence = sorted(iri for iri, predicate in objects if predicate == curie("oa:hasSource"))
    sources = {names.thing("edition", slug).value: text for slug, text in texts.items()}
    results = []
    for iri in evidence:
        passage = _passage(iri, objects)
        if passage is None:
            results.append(_incomplete(iri))
        else:
            results += _compare(passage, sources.get(passage.source))
    return len(evidence), results


def _objects(quads: Iterable[Quad]) -> Objects:
    """The objects of everything that Web Annotation says, by subject and predicate."""
    found: dict[tuple[str, NamedNode], list[str]] = {}
    namespace = curie("oa:").value
    for quad in quads:
        subject, value = quad.subject, quad.object
        if (
            quad.predicate.value.startswith(namespace)
            and isinstance(subject, NamedNode)
            and isinstance(value, NamedNode | Literal)
        ):
            found.setdefault((subject.value, quad.predicate), []).append(value.value)
    return found


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
