"""What the service says of itself: SPARQL 1.1 Service Description, with its limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from beleidsgraaf.serve import texts
from beleidsgraaf.serve.engine import told
from beleidsgraaf.serve.engine.writers import BINDINGS, GRAPHS
from beleidsgraaf.settings import Settings
from beleidsgraaf.vocab import PREFIXES, Names, curie

_FORMATS = {
    "application/sparql-results+json": "formats:SPARQL_Results_JSON",
    "application/sparql-results+xml": "formats:SPARQL_Results_XML",
    "text/csv": "formats:SPARQL_Results_CSV",
    "text/tab-separated-values": "formats:SPARQL_Results_TSV",
    "text/turtle": "formats:Turtle",
    "application/n-triples": "formats:N-Triples",
    "application/rdf+xml": "formats:RDF_XML",
    "application/ld+json": "formats:JSON-LD",
    "application/trig": "formats:TriG",
    "application/n-quads": "formats:N-Quads",
}

_COUNTS = {
    curie(f"void:{name}")
    for name in (
        *("triples", "entities", "classes", "properties", "distinctSubjects", "distinctObjects"),
        *("classPartition", "class", "propertyPartition", "property"),
    )
}
"""What VoID counts, and the parts that it counts in."""


@dataclass(frozen=True, slots=True)
class Service:
    """The service, to be described in any RDF format."""

    endpoint: str
    names: Names
    graphs: Mapping[str, int]
    settings: Settings
    numbers: bytes = b""
    """The VoID description of the graph, as Turtle; empty where the snapshot has none."""

    def describe(self, media: str) -> bytes:
        """The description in a format."""
        prefixes = PREFIXES | {"bg": self.names.prefixes()["bg"]}
        return serialize(self._triples(), format=GRAPHS[media], prefixes=prefixes) or b""

    def _triples(self) -> Iterator[Triple]:
        service, default = NamedNode(self.endpoint), NamedNode(f"{self.endpoint}#default")
        dataset = NamedNode(f"{self.endpoint}#dataset")
        a = curie("rdf:type")
        yield Triple(service, a, curie("sd:Service"))
        yield Triple(service, curie("sd:endpoint"), service)
        yield Triple(service, curie("sd:supportedLanguage"), curie("sd:SPARQL11Query"))
        yield Triple(service, curie("sd:feature"), curie("sd:UnionDefaultGraph"))
        if self.settings.service_endpoints:
            yield Triple(service, curie("sd:feature"), curie("sd:BasicFederatedQuery"))
        for media in (*BINDINGS, *GRAPHS):
            if media in _FORMATS:
                yield Triple(service, curie("sd:resultFormat"), curie(_FORMATS[media]))
        for lang, t in texts.load().items():
            for sentence in told.limits(self.settings, t):
                yield Triple(service, curie("rdfs:comment"), Literal(sentence, language=lang))
        yield Triple(service, curie("sd:defaultDataset"), dataset)
        yield Triple(dataset, a, curie("sd:Dataset"))
        yield Triple(dataset, curie("sd:defaultGraph"), default)
        yield Triple(default, a, curie("sd:Graph"))
        if not self.numbers:
            yield Triple(default, curie("void:triples"), Literal(sum(self.graphs.values())))
        yield from self._counted(default)
        for graph, count in sorted(self.graphs.items()):
            yield from self._named(dataset, graph, count)

    def _named(self, dataset: NamedNode, graph: str, count: int) -> Iterator[Triple]:
        node = self._graph_node(graph)
        content = self._content(graph)
        yield Triple(dataset, curie("sd:namedGraph"), node)
        yield Triple(node, curie("rdf:type"), curie("sd:NamedGraph"))
        yield Triple(node, curie("sd:name"), NamedNode(graph))
        yield Triple(node, curie("sd:graph"), content)
        yield Triple(content, curie("rdf:type"), curie("sd:Graph"))
        if not self.numbers:
            yield Triple(content, curie("void:triples"), Literal(count))

    def _graph_node(self, graph: str) -> NamedNode:
        return NamedNode(f"{self.endpoint}#graph-{graph.rstrip('/').rpartition('/')[2]}")

    def _content(self, graph: str) -> NamedNode:
        return NamedNode(f"{self._graph_node(graph).value}-content")

    def _counted(self, default: NamedNode) -> Iterator[Triple]:
        """What VoID counts in the dataset and its graphs, of the service's own graphs."""
        triples = [q.triple for q in parse(self.numbers, format=RdfFormat.TURTLE)]
        own = {NamedNode(graph): self._content(graph) for graph in self.graphs}
        own |= {t.subject: default for t in triples if t.predicate == curie("void:subset")}
        for triple in triples:
            if triple.predicate in _COUNTS:
                yield Triple(
                    own.get(triple.subject, triple.subject), triple.predicate, triple.object
                )
