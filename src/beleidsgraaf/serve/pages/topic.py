"""The page of whatever measures belong to: a theme, goal, programme, law, target group, role ..."""

from collections.abc import Callable, Sequence
from itertools import groupby

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import passages, record
from beleidsgraaf.serve.pages.cards import Passages, by_theme, company, first, reach, told
from beleidsgraaf.serve.pages.identifiers import identifiers
from beleidsgraaf.serve.pages.places import listed, spot
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.shown import shown
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.pages.surroundings import surroundings
from beleidsgraaf.serve.render.contexts import TopicPage
from beleidsgraaf.serve.render.parts import Claim, Counted, Group, Passage
from beleidsgraaf.serve.store import Row

_RELATIONS = (
    "dct:isPartOf",
    "skos:broader",
    "skos:altLabel",
    "dct:publisher",
    "foaf:page",
    "skos:note",
)
_PARTS = (("dct:isPartOf", "relation.parts"), ("skos:broader", "relation.narrower"))
_QUALITIES = ("role", "basis")


def topic(site: Site, reader: Reader, node: NamedNode) -> TopicPage:
    """Everything that belongs to one topic, with the words that say so."""
    store = reader.store
    quality = reader.kind(node) in _QUALITIES
    total = reach(reader, node)
    if quality:
        rows = told(reader, ("role", "role_in"), "quality", node, total)
        said = _involved(reader, rows)
    else:
        rows = store.select("topic", topic=node)
        said = _told(reader, node, total)
    name = reader.name(node)
    words = reader.t("topic.measures", n=total, name=name.text)
    beside, organisations = _company(reader, node)
    kind = reader.related(node, "dct:type")
    triples = store.about(node)
    above = (reader.link(whole),) if (whole := reader.related(node, "dct:isPartOf")) else ()
    return TopicPage(
        frame=site.frame(reader, name, spot(reader, node, *above), words),
        record=record.record(site, reader, node),
        shown=shown(reader, "shown_role" if quality else "shown_topic", node),
        kind=reader.link(kind) if kind else None,
        definition=record.in_words(reader, triples, "skos:definition"),
        sentence=words,
        groups=_besides(node, by_theme(reader, rows, said, frozenset()), reader),
        first=first(reader, total),
        listed=listed(reader, node),
        relations=(
            *record.facts_of(reader, node, _RELATIONS),
            *record.incoming_facts(reader, node, _PARTS),
        ),
        ministries=beside,
        organisations=organisations,
        identifiers=identifiers(reader, node),
    )


def _besides(node: NamedNode, groups: tuple[Group, ...], reader: Reader) -> tuple[Group, ...]:
    """The groups; the page of a theme does not say its own name again above its measures."""
    own = reader.link(node)
    return tuple(it._replace(heading=None) if it.heading == own else it for it in groups)


def _involved(reader: Reader, rows: Sequence[Row]) -> Passages:
    return _by_measure(reader, rows, passages.involvement_claim)


def _told(reader: Reader, node: NamedNode, total: int) -> Passages:
    def claim(reader: Reader, row: Row) -> Claim:
        said = passages.statement_claim(reader, row)
        return said if row.node("object") != node else said._replace(value=None)

    names = ("topic_statements", "topic_statements_in")
    return _by_measure(reader, told(reader, names, "topic", node, total), claim)


def _by_measure(
    reader: Reader, rows: Sequence[Row], claim: Callable[[Reader, Row], Claim]
) -> dict[NamedNode, tuple[Passage, ...]]:
    around = surroundings(reader)
    return {
        measure: passages.passages(reader, same, claim, around)
        for measure, same in groupby(rows, key=lambda row: row.node("measure"))
    }


def _company(reader: Reader, node: NamedNode) -> tuple[tuple[Counted, ...], tuple[Counted, ...]]:
    """Who occur in the measures, or for a role: who have it."""
    if reader.kind(node) in _QUALITIES:
        return company(reader, reader.store.select("role_actors", quality=node))
    return company(reader, reader.store.select("topic_actors", topic=node))
