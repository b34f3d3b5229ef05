"""Expressions that Python reads the same in every version that we run on."""

import re
from pathlib import Path

import pytest

from beleidsgraaf.lexical import TEXT

_POSSESSIVE = re.compile(r"\)[*+?]\+|\(\?>")
_SOURCE = Path(__file__).parents[2] / "src"


@pytest.mark.parametrize(
    "text",
    [
        *("''", '""', "'a'", '"\'"', '"\\""', "'\\\\'", "''''''", '""""""', "'''a'b''c'''"),
        *('"""a\n"b\\""""', "'''\\''''", '"""\\\\"""', "'\\\n'"),
    ],
)
def test_a_literal_ends_where_it_ends(text: str) -> None:
    """Whatever quotes are in it, and whatever stands behind it."""
    literal = re.compile(TEXT, re.VERBOSE | re.DOTALL)
    for behind in ("", " ", "'", '"', "a", "#", "\\", "'''", '"""'):
        if behind[:1] != text[-1] or text[0] * 3 == text[:3]:
            found = literal.match(text + behind)
            assert found
            assert found[0] == text


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5, which Debian 12 has, then finds another end of it."""
    files = [path for path in _SOURCE.rglob("*.py") if path.name != "lexical.py"]
    assert len(files) > 100
    assert [path.name for path in files if _POSSESSIVE.search(path.read_text("utf-8"))] == []
