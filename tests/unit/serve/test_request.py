"""Parameters as they come in an address, taken apart as fast as can be, and right."""

from urllib.parse import quote_plus, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.errors import QueryError
from beleidsgraaf.serve.endpoint.request import _fields


@given(st.text())
def test_what_is_encoded_is_decoded(text: str) -> None:
    """Any text comes out as it went in, alone or beside another parameter."""
    encoded = quote_plus(text.encode("utf-8", "replace")).encode()
    expected = text.encode("utf-8", "replace").decode()
    assert _fields(b"query=" + encoded) == [("query", expected)]
    assert _fields(b"a=b&query=" + encoded) == [("a", "b"), ("query", expected)]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_as_the_standard_library_reads_them(data: bytes) -> None:
    """Or refused, when what they stand for is no UTF-8; a stray % stands for itself."""
    if b"&" in data:
        return
    try:
        expected = unquote_to_bytes(data.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        with pytest.raises(QueryError):
            _fields(b"query=" + data)
    else:
        assert _fields(b"query=" + data) == [("query", expected)]
