"""The page of an organisation, a ministry or a group of actors."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import passages, record
from beleidsgraaf.serve.pages.cards import by_theme, code, company
from beleidsgraaf.serve.pages.identifiers import identifiers
from beleidsgraaf.serve.pages.places import spot
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.contexts import ActorPage, Alliance
from beleidsgraaf.serve.render.parts import Counted, Link, Passage, Words
from beleidsgraaf.serve.store import Row

_RELATIONS = ("org:hasMember", "org:memberOf", "org:unitOf", "org:hasUnit", "skos:broader")
_COLUMN = "column"


def actor(site: Site, reader: Reader, node: NamedNode) -> ActorPage:
    """Whoever takes part in measures: what it does, with whom, and the words that say so."""
    store = reader.store
    rows = store.select("actor", actor=node)
    triples = store.about(node)
    beside, organisations = company(reader, store.select("companions", actor=node))
    kind = reader.related(node, "org:classification")
    words = sentence(reader, node, rows)
    return ActorPage(
        frame=site.frame(reader, reader.name(node), spot(reader, node), words),
        record=record.record(site, reader, node),
        kind=reader.link(kind) if kind else None,
        definition=record.in_words(reader, triples, "skos:definition"),
        other_names=_other_names(reader, node),
        sentence=words,
        roles=_roles(reader, rows),
        groups=by_theme(reader, rows, _passages(reader, rows), _in_column(reader, rows)),
        alliances=_alliances(reader, node),
        relations=record.facts_of(reader, node, _RELATIONS),
        ministries=beside,
        organisations=organisations,
        identifiers=identifiers(reader, node),
        renames=_renames(reader, node),
    )


def sentence(reader: Reader, node: NamedNode, rows: Sequence[Row]) -> str:
    """What can be quoted about an actor: in how many measures of which ministries it occurs."""
    name = reader.name(node).text
    measures = {row.node("measure") for row in rows}
    if not measures:
        return reader.t("actor.none", name=name)
    found = {
        m for measure in measures for m in reader.values(measure, "bg:cooperatingMinistry")
    } - {node}
    codes = sorted(code(reader, ministry).text for ministry in found)
    words = reader.t("actor.measures", n=len(measures), name=name)
    if not codes:
        return reader.t("actor.alone", words=words)
    if reader.kind(node) == "ministry":
        return reader.t("actor.with", words=words, ministries=reader.t.enumerate(codes))
    return reader.t("actor.of", words=words, ministries=reader.t.enumerate(codes))


def _roles(reader: Reader, rows: Sequence[Row]) -> tuple[Counted, ...]:
    pairs = {(row.node("role"), row.node("measure")) for row in rows}
    counts = Counter(role for role, _ in pairs)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].value))
    return tuple(reader.counted(role, n) for role, n in ordered)


def _basis(reader: Reader, row: Row) -> str:
    thing = reader.thing(row.node("basis"))
    return thing.slug if thing else ""


def _in_column(reader: Reader, rows: Sequence[Row]) -> frozenset[NamedNode]:
    return frozenset(row.node("measure") for row in rows if _basis(reader, row) == _COLUMN)


def _passages(reader: Reader, rows: Sequence[Row]) -> dict[NamedNode, tuple[Passage, ...]]:
    """The passages of each measure; the ministry column is told in a word, not quoted."""
    claim = passages.involvement_claim(reader, with_actor=False)
    told = [row for row in rows if _basis(reader, row) != _COLUMN]
    return {
        measure: passages.passages(reader, same, claim)
        for measure, same in groupby(told, key=lambda row: row.node("measure"))
    }


def _other_names(reader: Reader, node: NamedNode) -> tuple[Words, ...]:
    triples = reader.store.about(node)
    own = reader.name(node).text
    names = [
        name
        for predicate in ("skos:prefLabel", "tooiont:afkorting", "skos:altLabel")
        for name in record.literals(reader, triples, predicate)
    ]
    return tuple({name.text: name for name in reversed(names) if name.text != own}.values())[::-1]


def _alliances(reader: Reader, node: NamedNode) -> tuple[Alliance, ...]:
    found: dict[NamedNode, list[Link]] = {}
    for row in reader.store.select("alliances", organisation=node):
        measures = found.setdefault(row.node("alliance"), [])
        if "measure" in row:
            measures.append(reader.link(row.node("measure")))
    return tuple(Alliance(reader.link(a), tuple(measures)) for a, measures in found.items())


def _renames(reader: Reader, node: NamedNode) -> tuple[Words, ...]:
    events = reader.values(node, "org:changedBy")
    dated = sorted((reader.text(event, "dct:date"), event.value, event) for event in events)
    return tuple(
        Words(f"{date}: {name.text}", name.lang)
        for date, _, event in dated
        for name in (reader.name(event),)
    )
