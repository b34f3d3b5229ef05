"""The page of an organisation, a ministry or a group of actors."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import passages, record
from beleidsgraaf.serve.pages.cards import SHOWN, by_theme, company, first, reach, told
from beleidsgraaf.serve.pages.identifiers import identifiers
from beleidsgraaf.serve.pages.network import network
from beleidsgraaf.serve.pages.places import listed, spot
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.sentence import roles, sentence
from beleidsgraaf.serve.pages.shown import shown
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.pages.surroundings import surroundings
from beleidsgraaf.serve.render.contexts import ActorPage, Alliance, RenameLine
from beleidsgraaf.serve.render.parts import Claim, Fact, Link, Passage, Words
from beleidsgraaf.serve.store import Row

_RELATIONS = (
    "org:hasMember",
    "org:memberOf",
    "org:unitOf",
    "org:hasUnit",
    "skos:broader",
    "skos:note",
)
_COLUMN = "column"
_SHARED = (("bg:inProgramme", "list.programmes"), ("bg:refersTo", "list.references"))


def actor(site: Site, reader: Reader, node: NamedNode) -> ActorPage:
    """Whoever takes part in measures: what it does, with whom, and the words that say so."""
    store = reader.store
    total = reach(reader, node)
    rows = told(reader, ("actor", "actor_in"), "actor", node, total)
    triples = store.about(node)
    beside, organisations = company(reader, store.select("companions", actor=node))
    kind = reader.related(node, "org:classification")
    has = roles(reader, node)
    words = sentence(reader, node, total, has)
    return ActorPage(
        frame=site.frame(reader, reader.name(node), spot(reader, node), words),
        record=record.record(site, reader, node),
        shown=shown(reader, "shown_actor", node),
        kind=reader.link(kind) if kind else None,
        definition=record.in_words(reader, triples, "skos:definition"),
        other_names=_other_names(reader, node),
        sentence=words,
        roles=has,
        groups=by_theme(reader, rows, _passages(reader, rows), _in_column(reader, rows)),
        first=first(reader, total),
        listed=listed(reader, node),
        alliances=_alliances(reader, node),
        network=network(reader, node),
        relations=record.facts_of(reader, node, _RELATIONS),
        ministries=beside,
        organisations=organisations,
        identifiers=identifiers(reader, node),
        shared=_shared(reader, rows) if total <= SHOWN else (),
        renames=_renames(reader, node),
    )


def _basis(reader: Reader, row: Row) -> str:
    thing = reader.thing(row.node("basis"))
    return thing.slug if thing else ""


def _in_column(reader: Reader, rows: Sequence[Row]) -> frozenset[NamedNode]:
    return frozenset(row.node("measure") for row in rows if _basis(reader, row) == _COLUMN)


def _passages(reader: Reader, rows: Sequence[Row]) -> dict[NamedNode, tuple[Passage, ...]]:
    """The passages of each measure; the ministry column is told in a word, not quoted."""
    quoted = [row for row in rows if _basis(reader, row) != _COLUMN]
    around = surroundings(reader)
    return {
        measure: passages.passages(reader, same, _own_claim, around)
        for measure, same in groupby(quoted, key=lambda row: row.node("measure"))
    }


def _own_claim(reader: Reader, row: Row) -> Claim:
    return passages.involvement_claim(reader, row)._replace(subject=None)


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


def _shared(reader: Reader, rows: Sequence[Row]) -> tuple[Fact, ...]:
    """Programmes and references of the measures in these rows, the most frequent first."""
    measures = {row.node("measure") for row in rows}
    return tuple(
        Fact(Words(reader.t(key)), tuple(_counted(reader, measures, name)))
        for name, key in _SHARED
        if any(reader.values(measure, name) for measure in measures)
    )


def _counted(reader: Reader, measures: set[NamedNode], name: str) -> list[Link]:
    counts = Counter(value for measure in measures for value in reader.values(measure, name))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], reader.name(pair[0]).text))
    return [reader.link(value) for value, _ in ordered]


def _renames(reader: Reader, node: NamedNode) -> tuple[RenameLine, ...]:
    events = reader.values(node, "org:changedBy")
    dated = sorted((reader.text(event, "dct:date"), event.value, event) for event in events)
    return tuple(_rename(reader, date, event) for date, _, event in dated)


def _rename(reader: Reader, date: str, event: NamedNode) -> RenameLine:
    source = reader.text(event, "dct:source")
    is_address = source.startswith(("https://", "http://")) and " " not in source
    return RenameLine(date, reader.link(event), source, source if is_address else "")
