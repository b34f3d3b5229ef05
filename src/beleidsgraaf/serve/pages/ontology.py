"""The page of the ontology: its classes and properties, as it describes itself."""

import re
import textwrap

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import diagram, record
from beleidsgraaf.serve.pages.described import described
from beleidsgraaf.serve.pages.questions import question_link
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import GraphPage
from beleidsgraaf.serve.render.listed import Term
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.publication import OntologyPage
from beleidsgraaf.serve.store import Row

_LONGEST = 120
"""Characters that are shown of a text which is an example."""

_CLASSES = ("owl:Class", "rdfs:Class")
_FACTS = ("rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "owl:inverseOf")


def ontology(site: Site, reader: Reader) -> OntologyPage:
    """Every term of ours with its label, definition and place among the others."""
    t, store = reader.t, reader.store
    said = store.graph(store.names.graph("ontology"))
    edges = diagram.edges(reader)
    prefix = store.names.term("").value
    terms = sorted(
        {
            triple.subject.value
            for triple in said
            if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(prefix)
        }
    )
    classes: list[Term] = []
    properties: list[Term] = []
    wanted = {reader.term(name) for name in _CLASSES}
    for value in terms:
        node = NamedNode(value)
        is_class = not wanted.isdisjoint(reader.values(node, "rdf:type"))
        (classes if is_class else properties).append(_term(site, reader, node, prefix))
    return OntologyPage(
        frame=site.frame(
            reader, Words(t("ontology.title")), Spot("/def", data="/def"), t("ontology.lead")
        ),
        lead=t("ontology.lead"),
        parts=(
            (t("ontology.classes"), tuple(classes)),
            (t("ontology.properties"), tuple(properties)),
        ),
        drawing=diagram.drawing(reader, edges),
        table=diagram.table(reader, edges),
        data=described(reader, said),
    )


def _term(site: Site, reader: Reader, node: NamedNode, prefix: str) -> Term:
    triples = reader.store.about(node)
    definition = record.in_words(reader, triples, "skos:definition")
    return Term(
        anchor=node.value.removeprefix(prefix),
        name=reader.short(node),
        label=reader.name(node),
        definition=definition or record.in_words(reader, triples, "rdfs:comment") or Words(""),
        facts=record.facts_of(reader, node, _FACTS),
        examples=tuple(_example(reader, row) for row in reader.store.select("examples", term=node)),
        questions=_questions(site, reader, node.value.removeprefix(prefix)),
    )


def _example(reader: Reader, row: Row) -> tuple[Link | Words, ...]:
    """A thing; of a property, with what it leads to."""
    thing = reader.link(row.node("thing"))
    value = row.term("value")
    if isinstance(value, NamedNode):
        return thing, reader.link(value)
    if value is None:
        return (thing,)
    words = reader.literal(row, "value")
    return thing, Words(textwrap.shorten(words.text, _LONGEST, placeholder=" …"), words.lang)


def _questions(site: Site, reader: Reader, name: str) -> tuple[Link, ...]:
    """The competency questions in whose SPARQL the term stands."""
    used = re.compile(rf"\bbg:{name}\b")
    return tuple(question_link(reader, q) for q in site.questions.values() if used.search(q.text))


def graph(site: Site, reader: Reader, name: str) -> GraphPage:
    """What a named graph is, and where to get it."""
    node = reader.store.names.graph(name)
    n = len(reader.store.graph(node))
    path = f"/graph/{name}"
    return GraphPage(
        frame=site.frame(reader, Words(name), Spot(path, data=path)),
        iri=node.value,
        sentence=reader.t("graph.triples", n=n),
        facts=record.record_facts(reader, node),
    )
