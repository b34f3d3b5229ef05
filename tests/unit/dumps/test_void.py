from collections.abc import Iterator

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from beleidsgraaf.make.dumps import Access, Dumps, void
from beleidsgraaf.vocab import Names, curie

ADDRESS = "https://beleidsgraaf.test/"
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
COUNTS = {
    VOID.triples: "COUNT(*)",
    VOID.distinctSubjects: "COUNT(DISTINCT ?s)",
    VOID.distinctObjects: "COUNT(DISTINCT ?o)",
    VOID.properties: "COUNT(DISTINCT ?p)",
}


@pytest.fixture(scope="session")
def access(made: Dumps, names: Names) -> Access:
    """The dataset as the catalogue names it."""
    return Access(names.thing("dataset", "beleidsgraaf"), ADDRESS, made.distributions)


@pytest.fixture(scope="session")
def description(everything: list[Quad], names: Names, access: Access) -> bytes:
    """The description of the real graph."""
    return void(everything, names, access)


@pytest.fixture(scope="session")
def graph(description: bytes) -> rdflib.Graph:
    """The description as rdflib reads it."""
    return rdflib.Graph().parse(data=description, format="turtle")


@pytest.fixture(scope="session")
def store(everything: list[Quad]) -> Store:
    """The real graph, to be asked."""
    store = Store()
    store.extend(everything)
    return store


def count(store: Store, what: str, pattern: str, graph: str) -> int:
    """The one number that a query gives, of the union or of one graph."""
    where = f"GRAPH <{graph}> {{ {pattern} }}" if graph else pattern
    found = store.query(f"SELECT ({what} AS ?n) {{ {where} }}", use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return int(next(found)["n"].value)


def parts(graph: rdflib.Graph, dataset: rdflib.URIRef) -> Iterator[tuple[rdflib.URIRef, str]]:
    """The dataset as a whole and each of its named graphs, with the graph's IRI."""
    yield dataset, ""
    for subset in graph.objects(dataset, VOID.subset):
        assert isinstance(subset, rdflib.URIRef)
        yield subset, str(subset)


def numbers(graph: rdflib.Graph, part: rdflib.term.Node) -> dict[rdflib.term.Node, int]:
    """What the description counts of a part."""
    return {
        predicate: int(str(value))
        for predicate, value in graph.predicate_objects(part)
        if isinstance(value, rdflib.Literal) and value.datatype == rdflib.XSD.integer
    }


def test_no_statement_stands_in_two_graphs(everything: list[Quad]) -> None:
    """A store that takes the union of its graphs would count it twice; others once."""
    assert len({quad.triple for quad in everything}) == len(set(everything))


def test_every_number_is_what_the_store_counts(
    graph: rdflib.Graph, store: Store, access: Access, names: Names
) -> None:
    """Of the whole and of each named graph, the numbers are those of a SPARQL query."""
    found = list(parts(graph, rdflib.URIRef(access.dataset.value)))
    assert len(found) == 1 + len(list(store.named_graphs()))
    for part, name in found:
        told = numbers(graph, part)
        asked = {term: count(store, what, "?s ?p ?o", name) for term, what in COUNTS.items()}
        asked[VOID.classes] = count(store, "COUNT(DISTINCT ?o)", "?s a ?o", name)
        ours = f'?s ?p ?o FILTER (STRSTARTS(STR(?s), "{names.base}"))'
        asked[VOID.entities] = count(store, "COUNT(DISTINCT ?s)", ours, name)
        assert told == asked


def test_every_class_is_there_with_the_number_of_its_members(
    graph: rdflib.Graph, store: Store, access: Access
) -> None:
    """A class partition for each class in use, of the whole and of each graph; none besides."""
    for part, name in parts(graph, rdflib.URIRef(access.dataset.value)):
        partitions = list(graph.objects(part, VOID.classPartition))
        for partition in partitions:
            term = graph.value(partition, VOID["class"])
            assert numbers(graph, partition) == {
                VOID.entities: count(store, "COUNT(DISTINCT ?s)", f"?s a <{term}>", name)
            }
        assert len(partitions) == numbers(graph, part)[VOID.classes]


def test_every_property_is_there_with_its_numbers(
    graph: rdflib.Graph, store: Store, access: Access
) -> None:
    """A property partition for each property in use, with triples, subjects and objects."""
    whole = rdflib.URIRef(access.dataset.value)
    for part, name in parts(graph, whole):
        partitions = list(graph.objects(part, VOID.propertyPartition))
        for partition in partitions:
            term = graph.value(partition, VOID.property)
            assert numbers(graph, partition) == {
                key: count(store, COUNTS[key], f"?s <{term}> ?o", name)
                for key in (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
            }
        assert len(partitions) == numbers(graph, part)[VOID.properties]


def test_nothing_in_it_is_nameless(graph: rdflib.Graph, names: Names) -> None:
    """There are no blank nodes, and every partition is a part of the description's own address."""
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    for kind in (VOID.classPartition, VOID.propertyPartition):
        for partition in graph.objects(None, kind):
            assert str(partition).startswith(f"{names.base}.well-known/void#")


def test_no_two_partitions_share_a_name(graph: rdflib.Graph) -> None:
    """Each partition is about one class or one property."""
    for kind in (VOID["class"], VOID.property):
        subjects = list(graph.subjects(kind, None))
        assert len(subjects) == len(set(subjects))


def test_it_says_where_the_data_is(graph: rdflib.Graph, access: Access, made: Dumps) -> None:
    """The endpoint, every RDF dump and no table, and the home page."""
    dataset = rdflib.URIRef(access.dataset.value)
    assert set(graph.objects(dataset, VOID.dataDump)) == {
        rdflib.URIRef(f"{ADDRESS}downloads/{file.name}")
        for file in made.distributions
        if file.compressed
    }
    assert list(graph.objects(dataset, VOID.sparqlEndpoint)) == [rdflib.URIRef(f"{ADDRESS}sparql")]


def test_it_names_the_vocabularies_in_use(graph: rdflib.Graph, access: Access) -> None:
    """Ours and those of others, but none that no term is from."""
    found = {str(v) for v in graph.objects(rdflib.URIRef(access.dataset.value), VOID.vocabulary)}
    assert {"http://www.w3.org/ns/org#", "http://www.w3.org/ns/oa#"} <= found
    assert "http://www.w3.org/ns/shacl#" not in found


def test_it_repeats_what_the_catalogue_says_of_the_dataset(names: Names, access: Access) -> None:
    """Title and licence stand in the description as well, word for word."""
    licence = NamedNode("http://creativecommons.org/publicdomain/zero/1.0/deed.nl")
    said = Quad(access.dataset, curie("dct:license"), licence, names.graph("catalogue"))
    found = {q.triple for q in parse(void([said], names, access), format=RdfFormat.TURTLE)}
    assert said.triple in found


def test_it_is_the_same_whatever_the_order(
    everything: list[Quad], description: bytes, names: Names, access: Access
) -> None:
    """Quads in another order give the same bytes."""
    assert void(reversed(everything), names, access) == description
