import csv
import hashlib
import io

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, serialize

from beleidsgraaf.make.dumps import Access, Dumps, void
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import PREFIXES, Names

SPDX = rdflib.Namespace(PREFIXES["spdx"])
VOID = rdflib.Namespace(PREFIXES["void"])


@pytest.fixture(scope="session")
def catalogue(everything: list[Quad], names: Names) -> rdflib.Graph:
    """The catalogue in the published graph."""
    graph = names.graph("catalogue")
    triples = [quad.triple for quad in everything if quad.graph_name == graph]
    return rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def test_the_files_are_those_that_the_graph_gives(snapshot: Snapshot, made: Dumps) -> None:
    """Made again from the published graph, every file is the same, byte for byte."""
    there = {name.removeprefix("downloads/") for name in snapshot.names("downloads")}
    assert there == made.files.keys()
    for name, data in made.files.items():
        assert snapshot.read(f"downloads/{name}") == data


def test_the_catalogue_states_size_and_checksum_of_what_is_served(
    snapshot: Snapshot, catalogue: rdflib.Graph
) -> None:
    """For each download, the bytes in the snapshot are as many and hash as the catalogue says."""
    found = 0
    for distribution, address in catalogue.subject_objects(rdflib.DCAT.downloadURL):
        stored = snapshot.path(f"downloads/{str(address).split('/')[-1]}").read_bytes()
        checksum = catalogue.value(distribution, SPDX.checksum)
        value = catalogue.value(checksum, SPDX.checksumValue)
        assert str(value) == hashlib.sha256(stored).hexdigest()
        assert str(catalogue.value(distribution, rdflib.DCAT.byteSize)) == str(len(stored))
        found += 1
    assert found == 16  # eight files, of the latest version and of the version by its number


def test_the_checksum_file_is_what_sha256sum_reads(snapshot: Snapshot) -> None:
    """Each line is a digest, two blanks and a name; every other file has one."""
    lines = snapshot.read("downloads/SHA256SUMS").decode().splitlines()
    for line in lines:
        digest, name = line.split("  ")
        stored = snapshot.path(f"downloads/{name}").read_bytes()
        assert hashlib.sha256(stored).hexdigest() == digest
    assert len(lines) == len(snapshot.names("downloads")) - 1


def test_the_numbers_are_those_of_the_published_graph(
    snapshot: Snapshot, everything: list[Quad], made: Dumps, names: Names
) -> None:
    """void.ttl counts what the store of the site holds, the catalogue included."""
    described = rdflib.Graph().parse(data=snapshot.read("void.ttl"), format="turtle")
    dataset = names.thing("dataset", "beleidsgraaf")
    [endpoint] = described.objects(rdflib.URIRef(dataset.value), VOID.sparqlEndpoint)
    address = str(endpoint).removesuffix("sparql")
    assert void(everything, names, Access(dataset, address, made.distributions)) == snapshot.read(
        "void.ttl"
    )
    assert described.value(rdflib.URIRef(dataset.value), VOID.triples) == rdflib.Literal(
        snapshot.manifest["quads"]
    )


def test_the_description_names_the_dumps_that_the_catalogue_names(
    snapshot: Snapshot, catalogue: rdflib.Graph
) -> None:
    """Every dump in void.ttl is a download of the catalogue, at the same address."""
    described = rdflib.Graph().parse(data=snapshot.read("void.ttl"), format="turtle")
    dumps = set(described.objects(None, VOID.dataDump))
    assert len(dumps) == 6
    assert dumps <= set(catalogue.objects(None, rdflib.DCAT.downloadURL))


def test_no_cell_of_a_table_is_run_as_a_formula(snapshot: Snapshot) -> None:
    """A spreadsheet takes a cell that begins so for a formula; the text of a document is none."""
    for name in ("measures.csv", "involvements.csv"):
        text = snapshot.read(f"downloads/{name}").decode()
        for line in csv.reader(io.StringIO(text, newline="")):
            assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]
