import gzip
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.packing import packed

KNOWN = "".join(f"<https://x.example/{n}> <p> <o> .\n" for n in range(1000)).encode()


@given(st.binary())
def test_what_is_packed_can_be_unpacked(data: bytes) -> None:
    """Python's own gzip reads back what was given, be it nothing."""
    assert gzip.decompress(packed(data)) == data


def test_a_file_says_no_time_and_no_name() -> None:
    """Neither the hour of a build nor a path is in the head of the file."""
    assert packed(KNOWN)[:10] == bytes.fromhex("1f8b08000000000002ff")


def test_an_upgrade_that_changes_bytes_is_seen() -> None:
    """The catalogue states checksums, so other bytes are a decision and no accident."""
    assert hashlib.sha256(packed(KNOWN)).hexdigest() == (
        "43b7d8a3abcab25f975531ab6a577a46e91ea6cea1ee7af520b3fd3809069bf0"
    )
