"""The page of the ontology: its classes and properties, as it describes itself."""

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import record
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import GraphPage, OntologyPage
from beleidsgraaf.serve.render.parts import Term, Words

_CLASSES = ("owl:Class", "rdfs:Class")
_FACTS = ("rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "owl:inverseOf")


def ontology(site: Site, reader: Reader) -> OntologyPage:
    """Every term of ours with its label, definition and place among the others."""
    t, store = reader.t, reader.store
    prefix = store.names.term("").value
    terms = sorted(
        {
            triple.subject.value
            for triple in store.graph(store.names.graph("ontology"))
            if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(prefix)
        }
    )
    classes: list[Term] = []
    properties: list[Term] = []
    wanted = {reader.term(name) for name in _CLASSES}
    for value in terms:
        node = NamedNode(value)
        is_class = not wanted.isdisjoint(reader.values(node, "rdf:type"))
        (classes if is_class else properties).append(_term(reader, node, prefix))
    return OntologyPage(
        frame=site.frame(
            reader, Words(t("ontology.title")), Spot("/def", data="/def"), t("ontology.lead")
        ),
        lead=t("ontology.lead"),
        parts=(
            (t("ontology.classes"), tuple(classes)),
            (t("ontology.properties"), tuple(properties)),
        ),
    )


def _term(reader: Reader, node: NamedNode, prefix: str) -> Term:
    triples = reader.store.about(node)
    definition = record.in_words(reader, triples, "skos:definition")
    return Term(
        anchor=node.value.removeprefix(prefix),
        name=reader.short(node),
        label=reader.name(node),
        definition=definition or record.in_words(reader, triples, "rdfs:comment") or Words(""),
        facts=record.facts_of(reader, node, _FACTS),
    )


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
