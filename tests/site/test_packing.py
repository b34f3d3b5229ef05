"""Pages and data travel compressed to whoever reads that, and are the same for all."""

import gzip

import brotli
import pytest

from site_client import SiteClient

PATHS = (
    "/",
    "/en/doc/ministry/jenv",
    "/doc/organisation/movisie.ttl",
    "/measures.csv?ministry=vws",
    "/measures.json",
)


@pytest.mark.parametrize("accepted", ["br, gzip", "gzip"])
@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_is_compressed_is_the_same_answer(
    site: SiteClient, path: str, accepted: str
) -> None:
    """The same bytes after unpacking, the same tag, and caches are told that there are two."""
    plain = site.raw(path)
    packed = site.raw(path, Accept_Encoding=accepted)
    assert "Content-Encoding" not in plain.headers
    coding, _, _ = accepted.partition(",")
    assert packed.headers["Content-Encoding"] == coding
    unpack = brotli.decompress if coding == "br" else gzip.decompress
    assert unpack(packed.data) == plain.data
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert len(packed.data) < len(plain.data)
    assert packed.headers.get("ETag") == plain.headers.get("ETag")
    assert all("Accept-Encoding" in answer.vary for answer in (plain, packed))


@pytest.mark.parametrize("accepted", ["gzip;q=0", "br;q=0", "identity"])
def test_who_reads_no_coding_gets_none(site: SiteClient, accepted: str) -> None:
    """What a client refuses or does not name is not sent."""
    assert "Content-Encoding" not in site.raw("/about", Accept_Encoding=accepted).headers


def test_what_is_packed_already_is_not_packed_again(site: SiteClient) -> None:
    """A workbook, and a page that is not there, travel as they are."""
    for path in ("/measures.xlsx", "/nothing"):
        assert "Content-Encoding" not in site.raw(path, Accept_Encoding="gzip").headers
