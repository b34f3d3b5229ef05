import gzip

import brotli
import pytest

from beleidsgraaf.serve.coding import IDENTITY, choose, encode


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", IDENTITY),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("GZIP;q=0.001", "gzip"),
        ("br;q=0.5, gzip; q=1.0", "gzip"),
        ("br;q=0, gzip;q=0", IDENTITY),
        ("gzip;q=0.000, *", "br"),
        ("br;q=0, *", "gzip"),
        ("*", "br"),
        ("*;q=0", IDENTITY),
        ("identity", IDENTITY),
        ("identity;q=1, br;q=0.5", IDENTITY),
        ("deflate, zstd", IDENTITY),
        ("gzip;q=much, br;q=", "br"),
    ],
)
def test_the_coding_with_the_highest_weight_is_chosen(header: str, expected: str) -> None:
    """Weights count, a weight of nothing is a no, and among equals the smallest wins."""
    assert choose(header) == expected


def test_what_is_remembered_of_headers_stays_small() -> None:
    """The first 4,096 characters count, so that nobody fills the memory with long ones."""
    assert choose("zstd," * 1000 + "gzip") == IDENTITY
    assert choose("gzip," + "zstd," * 1000) == "gzip"


def test_what_is_encoded_is_read_back_and_always_the_same() -> None:
    """Each coding by its own reader; none leaves the body as it is."""
    body = b"maatregel " * 500
    assert gzip.decompress(encode(body, "gzip")) == body
    assert brotli.decompress(encode(body, "br")) == body
    assert encode(body, "gzip") == encode(body, "gzip")
    assert encode(body, IDENTITY) is body
