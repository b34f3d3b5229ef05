"""The files that people take along: whole, in part, of every version that is at hand."""

import base64
import hashlib
import json
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest

from beleidsgraaf import snapshot as door
from beleidsgraaf.serve.publication.ranges import Unsatisfiable, wanted
from beleidsgraaf.snapshot import Snapshot, open_snapshot
from site_client import SiteClient

TURTLE = "beleidsgraaf.ttl.gz"
MEDIA = {
    "beleidsgraaf.nq.gz": "application/gzip",
    TURTLE: "application/gzip",
    "measures.csv": "text/csv",
    "csv-metadata.json": "application/csvm+json",
    "SHA256SUMS": "text/plain",
}


@pytest.fixture(scope="module")
def names(snapshot: Snapshot) -> list[str]:
    """The names of all files of the snapshot that can be taken along."""
    return [name.removeprefix("downloads/") for name in snapshot.names("downloads")]


@pytest.fixture(scope="module")
def stored(snapshot: Snapshot) -> bytes:
    """The bytes of the Turtle, as they stand in the snapshot."""
    return snapshot.path(f"downloads/{TURTLE}").read_bytes()


def test_every_file_comes_byte_for_byte(
    site: SiteClient, snapshot: Snapshot, names: list[str]
) -> None:
    """Length, bytes, digest and type are those of the file, at every address that it has."""
    assert len(names) >= 10
    for name in names:
        entry = snapshot.manifest["files"][f"downloads/{name}"]
        for address in (f"/downloads/{name}", f"/downloads/{snapshot.id}/{name}"):
            response = site.raw(address)
            assert response.status_code == 200
            assert int(response.headers["Content-Length"]) == entry["bytes"] == len(response.data)
            assert hashlib.sha256(response.data).hexdigest() == entry["sha256"]
            digest = base64.b64encode(bytes.fromhex(entry["sha256"])).decode()
            assert response.headers["Repr-Digest"] == f"sha-256=:{digest}:"
            assert response.mimetype == MEDIA.get(name, response.mimetype)
            assert "Content-Encoding" not in response.headers
            assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_checksums_are_those_of_the_files(site: SiteClient) -> None:
    """What `sha256sum --check` reads names every other file, with the sum of what is served."""
    lines = site.raw("/downloads/SHA256SUMS").text.splitlines()
    assert len(lines) >= 9
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256(site.raw(f"/downloads/{name}").data).hexdigest() == digest


def test_head_tells_what_get_would_send(site: SiteClient) -> None:
    """HEAD has the headers of GET and no body."""
    path = f"/downloads/{TURTLE}"
    head, get = site.client.head(path), site.client.get(path)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Length", "ETag", "Content-Type", "Accept-Ranges"):
        assert get.headers[name] == head.headers[name]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-7", -7, None)],
)
def test_a_part_is_given_to_whom_asks(
    site: SiteClient, stored: bytes, asked: str, first: int, last: int | None
) -> None:
    """206 with just those bytes, and where in the file they stand."""
    response = site.raw(f"/downloads/{TURTLE}", Range=asked)
    assert (response.status_code, response.data) == (206, stored[first:last])
    begin = first if first >= 0 else len(stored) + first
    end = begin + len(response.data) - 1
    assert response.headers["Content-Range"] == f"bytes {begin}-{end}/{len(stored)}"
    assert int(response.headers["Content-Length"]) == len(response.data)


def test_a_part_that_is_not_there_is_refused(site: SiteClient, stored: bytes) -> None:
    """416 says how long the file is."""
    response = site.raw(f"/downloads/{TURTLE}", Range=f"bytes={len(stored)}-")
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(stored)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=9-3", "bytes=-", ""])
def test_what_is_no_single_range_gives_the_whole(
    site: SiteClient, stored: bytes, asked: str
) -> None:
    """A range that is ill-formed, of another unit, or one of several counts as not sent."""
    response = site.raw(f"/downloads/{TURTLE}", Range=asked)
    assert (response.status_code, response.data) == (200, stored)


def test_a_download_goes_on_only_with_the_same_file(site: SiteClient, stored: bytes) -> None:
    """If-Range with the tag of this file gives the part, with any other the whole."""
    path = f"/downloads/{TURTLE}"
    tag = site.raw(path).headers["ETag"]
    assert not tag.startswith("W/")
    assert site.raw(path, Range="bytes=5-", If_Range=tag).data == stored[5:]
    assert site.raw(path, Range="bytes=5-", If_Range='"other"').data == stored
    date = "Mon, 23 Nov 2026 12:00:00 GMT"
    assert site.raw(path, Range="bytes=5-", If_Range=date).status_code == 200


def test_what_a_client_has_is_not_sent_again(site: SiteClient) -> None:
    """The strong ETag makes the second fetch a 304 without a body."""
    path = f"/downloads/{TURTLE}"
    tag = site.raw(path).headers["ETag"]
    again = site.raw(path, If_None_Match=tag)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)


def test_only_the_address_with_the_id_is_for_ever(site: SiteClient, snapshot: Snapshot) -> None:
    """A cache asks again whether the latest version still is the latest."""
    assert "immutable" in site.raw(f"/downloads/{snapshot.id}/{TURTLE}").headers["Cache-Control"]
    assert site.raw(f"/downloads/{TURTLE}").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("key", ["", "{id}/", "1.0.0/"])
def test_a_table_leads_to_the_description_of_its_columns(
    site: SiteClient, snapshot: Snapshot, key: str
) -> None:
    """The Link header of a CSV names the CSVW metadata that tells of that very address."""
    address = f"/downloads/{key.format(id=snapshot.id)}measures.csv"
    links = site.raw(address).headers["Link"]
    target = links.partition('>; rel="describedby"; type="application/csvm+json"')[0]
    metadata = urljoin(address, target.rpartition("<")[2])
    described = site.raw(metadata)
    assert described.mimetype == "application/csvm+json"
    tables = json.loads(described.data)["tables"]
    assert address in {urljoin(metadata, table["url"]) for table in tables}


@pytest.mark.parametrize(
    "path",
    [
        "/downloads/nothing.ttl",
        "/downloads/../manifest.json",
        "/downloads/%2e%2e/manifest.json",
        "/downloads/current/measures.csv",
        "/downloads/9.9.9/measures.csv",
        f"/downloads/{'0' * 64}/measures.csv",
        "/downloads/graph.nq.gz",
    ],
)
def test_nothing_else_of_a_snapshot_is_given(site: SiteClient, path: str) -> None:
    """No file that is not meant to be taken along can be had, by whatever address."""
    assert site.raw(path).status_code == 404


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, snapshot: Snapshot) -> Path:
    """A folder with the real snapshot and an older one with another table."""
    root = tmp_path_factory.mktemp("versions")
    files = {name: snapshot.read(name) for name in snapshot.manifest["files"]}
    about = {"base_iri": snapshot.base_iri, "version": "0.9.0"}
    door.publish(root, files | {"downloads/measures.csv": b"measure\r\n"}, about, {})
    door.publish(root, files, {"base_iri": snapshot.base_iri, "version": "1.0.0"}, {})
    return root


def test_an_older_version_stays_reachable(serve: object, two: Path) -> None:
    """By its number and its id, as long as its folder is there; the page lists both."""
    assert callable(serve)
    current = open_snapshot(two)
    site: SiteClient = serve(current)
    (older,) = (f for f in two.iterdir() if len(f.name) == 64 and f.name != current.id)
    for key in ("0.9.0", older.name):
        assert site.raw(f"/downloads/{key}/measures.csv").data == b"measure\r\n"
    assert site.raw("/downloads/1.0.0/measures.csv").data != b"measure\r\n"
    page = site.get("/downloads")
    assert "Versie 1.0.0" in page.texts("h2")
    assert page.texts("h2").index("Versie 1.0.0") < page.texts("h2").index("Versie 0.9.0")
    assert f"/downloads/{older.name}/measures.csv" in page.links
    shutil.rmtree(older)
    assert site.raw("/downloads/0.9.0/measures.csv").status_code == 404
    assert "Versie 0.9.0" not in site.get("/downloads").texts("h2")


def test_a_damaged_version_is_not_offered(serve: object, tmp_path: Path, two: Path) -> None:
    """Of a snapshot that is not as its manifest says, nothing is given."""
    assert callable(serve)
    shutil.copytree(two, root := tmp_path / "versions", symlinks=True)
    damaged = root / ("f" * 64)
    shutil.copytree(open_snapshot(root).folder, damaged)
    (damaged / "ids.csv").write_text("")
    site: SiteClient = serve(open_snapshot(root))
    assert site.raw(f"/downloads/{damaged.name}/measures.csv").status_code == 404
    assert damaged.name not in site.get("/downloads").html


@pytest.mark.parametrize("path", ["/downloads", "/en/downloads"])
def test_the_page_says_how_to_see_that_a_file_is_whole(
    site: SiteClient, snapshot: Snapshot, names: list[str], path: str
) -> None:
    """Every file with its size and sum, and the commands that check them."""
    page = site.get(path)
    for name in names:
        assert f"/downloads/{snapshot.id}/{name}" in page.links
        assert snapshot.manifest["files"][f"downloads/{name}"]["sha256"] in page.text
    assert "sha256sum --check SHA256SUMS" in page.text


@pytest.mark.parametrize(
    ("header", "size", "expected"),
    [
        ("bytes=0-0", 1, range(1)),
        ("bytes=0-99", 10, range(10)),
        ("bytes=-99", 10, range(10)),
        ("BYTES=0-1", 10, None),
        ("", 10, None),
    ],
)
def test_a_range_is_cut_to_the_file(header: str, size: int, expected: range | None) -> None:
    """A range that runs past the end stops there."""
    assert wanted(header, size) == expected


@pytest.mark.parametrize(("header", "size"), [("bytes=-0", 10), ("bytes=0-", 0), ("bytes=10-", 10)])
def test_a_range_of_nothing_cannot_be_had(header: str, size: int) -> None:
    """Where not one byte is asked for that is there, it is said."""
    with pytest.raises(Unsatisfiable):
        wanted(header, size)
