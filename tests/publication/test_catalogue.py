"""The catalogue as a graph, and as it stands in the snapshot."""

import datetime
import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse
from rdflib import DCTERMS, FOAF, RDF, Literal, URIRef

from beleidsgraaf.cli import main
from beleidsgraaf.errors import CurationError
from beleidsgraaf.make import catalogue as stage
from beleidsgraaf.make.catalogue import Publication, Release, catalogue, paths
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import DEFAULT_BASE, Names
from publication.official import to_rdflib

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


def test_it_is_one_graph_without_blank_nodes(quads: list[Quad]) -> None:
    """All quads are in the graph of the catalogue, sorted, and everything has a name."""
    assert {quad.graph_name for quad in quads} == {Names().graph("catalogue")}
    assert quads == sorted(set(quads), key=str)
    assert not any(isinstance(term, BlankNode) for quad in quads for term in quad)


def test_every_iri_that_it_mints_is_told_to_the_registry(
    quads: list[Quad], releases: list[Release]
) -> None:
    """The list of paths is that of the things of ours in the graph, no more and no less."""
    start = f"{DEFAULT_BASE}id/"
    terms = {term for quad in quads for term in (quad.subject, quad.object)}
    iris = {term.value for term in terms if isinstance(term, NamedNode)}
    there = {iri.removeprefix(start).partition("#")[0] for iri in iris if iri.startswith(start)}
    numbers = [release.version.number for release in releases]
    told = list(paths(numbers, [file.name for file in releases[0].files]))
    assert there == set(told)
    assert len(told) == len(set(told))
    assert {path.partition("/")[0] for path in told} == set(stage.TYPES)


def test_versions_are_linked(graph: rdflib.Graph) -> None:
    """The dataset has two versions; the second follows the first."""
    dataset = URIRef(f"{DEFAULT_BASE}id/dataset/beleidsgraaf")
    first, second = (URIRef(f"{dataset}-{number}") for number in ("1-0-0", "1-1-0"))
    assert set(graph.objects(dataset, DCAT.hasVersion)) == {first, second}
    assert graph.value(second, DCAT.previousVersion) == first
    assert graph.value(first, DCAT.previousVersion) is None
    assert graph.value(dataset, DCAT.version) == Literal("1.1.0")


def test_a_version_keeps_its_addresses(publication: Publication, graph: rdflib.Graph) -> None:
    """The files of a version are at addresses with its number, those of the latest without."""
    start = f"{publication.address}downloads/"
    addresses = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
    name = "beleidsgraaf.ttl.gz"
    assert {f"{start}{name}", f"{start}1.0.0/{name}", f"{start}1.1.0/{name}"} <= addresses


def test_a_base_of_ones_own_is_everywhere(
    publication: Publication, releases: list[Release]
) -> None:
    """Under another base no IRI of the default one is left."""
    names = Names("https://data.test/b/")
    assert not any(DEFAULT_BASE in str(quad) for quad in catalogue(publication, releases, names))


def test_the_last_change_is_the_latest_date_there_is(publication: Publication) -> None:
    """A version was changed on the last date of its documents, or when it was issued."""
    issued = publication.versions[-1].issued
    before, after = "2020-01-01", "2030-01-01"
    assert stage.latest(publication, [before], []).modified == issued
    assert stage.latest(publication, [before, after], []).modified == datetime.date(2030, 1, 1)


def test_what_is_out_is_noted_and_read_back(releases: list[Release]) -> None:
    """The table gives back the release that was noted in it; noting it again changes nothing."""
    empty = ",".join(stage.releases.COLUMNS) + "\n"
    noted = stage.record(releases[0], empty, "releases.csv")
    assert stage.record(releases[0], noted, "releases.csv") == noted
    versions = [release.version for release in releases]
    assert stage.earlier(versions, noted, "releases.csv") == releases[:1]
    assert stage.earlier(versions[:1], empty, "releases.csv") == []


def test_a_version_that_nobody_noted_is_a_problem(releases: list[Release]) -> None:
    """The message names the version and the command that notes it."""
    versions = [release.version for release in releases]
    noted = stage.record(releases[0], ",".join(stage.releases.COLUMNS) + "\n", "r")
    for table in (noted.splitlines()[0] + "\n", noted.replace("4096", "4 kB")):
        with pytest.raises(CurationError, match=r"version 1\.0\.0.*build --record"):
            stage.earlier(versions, table, "releases.csv")
    with pytest.raises(CurationError, match="other columns"):
        stage.earlier(versions, "a,b\n", "releases.csv")
    with pytest.raises(CurationError, match="12 cells"):
        stage.record(replace(releases[1]), f"{noted}1.0.0,too,few\n", "releases.csv")


def test_what_is_out_may_not_change_under_its_number(releases: list[Release]) -> None:
    """Other bytes under a number that is noted are a problem; under a new number they are none."""
    first, second = releases
    noted = stage.record(first, ",".join(stage.releases.COLUMNS) + "\n", "r")
    other = replace(first.files[0], sha256="0" * 64)
    assert stage.altered(first, noted, "r") == stage.altered(second, noted, "r") == []
    for files in ((other, *first.files[1:]), first.files[1:]):
        (problem,) = stage.altered(replace(first, files=files), noted, "r")
        assert "version 1.0.0 with other files" in problem.what


@pytest.fixture(scope="module")
def published(snapshot: Snapshot) -> rdflib.Graph:
    """The catalogue as it stands in the snapshot of the real project."""
    said = parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS)
    return to_rdflib([q for q in said if q.graph_name == Names().graph("catalogue")])


def test_sizes_and_checksums_are_those_of_the_files(
    snapshot: Snapshot, published: rdflib.Graph
) -> None:
    """Every file that the catalogue offers is in the snapshot, byte for byte as it says."""
    checked = 0
    for distribution, url in published.subject_objects(DCAT.downloadURL):
        stored = snapshot.path(f"downloads/{str(url).rpartition('/')[2]}").read_bytes()
        checksum = published.value(distribution, SPDX.checksum)
        size = published.value(distribution, DCAT.byteSize)
        digest = published.value(checksum, SPDX.checksumValue)
        assert (str(size), str(digest)) == (str(len(stored)), hashlib.sha256(stored).hexdigest())
        checked += 1
    assert checked >= 16


def test_the_service_is_found_three_ways(published: rdflib.Graph) -> None:
    """By the catalogue, by a distribution and by itself: the endpoint serves the dataset."""
    dataset = URIRef(f"{DEFAULT_BASE}id/dataset/beleidsgraaf")
    service = published.value(None, RDF.type, DCAT.DataService)
    assert published.value(None, DCAT.service, service) is not None
    distribution = published.value(None, DCAT.accessService, service)
    assert published.value(None, DCAT.distribution, distribution) == dataset
    assert published.value(service, DCAT.servesDataset) == dataset
    assert published.value(None, FOAF.primaryTopic, service) is not None
    assert published.value(dataset, DCTERMS.identifier) == Literal(str(dataset))


@pytest.fixture
def copy(tmp_path: Path, project: Path) -> Path:
    """A copy of what a build reads, to be changed at will; of the shapes the catalogue's alone."""
    folder = tmp_path / "project"
    for name in ("data", "ontology"):
        shutil.copytree(project / name, folder / name)
    (folder / "shapes").mkdir()
    shutil.copy(project / "shapes/publication.ttl", folder / "shapes")
    return folder


def test_check_refuses_to_call_the_example_ready(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With placeholders `check --publication` ends with 1, and names each."""
    where = ("--project", str(copy), "--snapshots", str(tmp_path / "snapshots"))
    assert main(["check", "--publication", *where]) == 1
    said = capsys.readouterr().out
    assert "The graph conforms." in said
    assert "The catalogue is NOT ready to be handed over." in said
    for path in ("address", "publisher", "creator", "contact.email", "contact.telephone"):
        assert f": {path} is still the example" in said


def test_check_calls_a_catalogue_ready_that_is(
    copy: Path, tmp_path: Path, filled_in: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Filled in by an owner the catalogue is ready, and the report says what is left to look at."""
    (copy / "data/publication.toml").write_text(filled_in, "utf-8")
    where = ("--project", str(copy), "--snapshots", str(tmp_path / "snapshots"))
    assert main(["build", "--record", *where]) == 0
    capsys.readouterr()
    assert main(["check", "--publication", *where]) == 0
    said = capsys.readouterr().out
    assert "The catalogue is ready to be handed over." in said
    assert "0 warnings" in said
    assert "https://beleidsgraaf.test/" in said


def test_bad_settings_publish_nothing(
    copy: Path, tmp_path: Path, filled_in: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A settings file with a mistake stops the build with exit 3; there is no snapshot."""
    (copy / "data/publication.toml").write_text(filled_in.replace("mnre1034", "mnre9"), "utf-8")
    root = tmp_path / "snapshots"
    assert main(["build", "--project", str(copy), "--snapshots", str(root)]) == 3
    said = capsys.readouterr().err
    assert "data/publication.toml:10: publisher has" in said
    assert "data/publication.toml:11: creator has" in said
    assert not (root / "current").exists()
