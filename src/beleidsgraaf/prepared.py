"""Answers that come with a snapshot: which there are, and how a query for one is known again.

    prepared/queries.json      the text of each query, as ``normal`` has it, and its name
    prepared/<name>.srj.gz     the answer, in SPARQL's JSON

A query that says the same with other comments or white space gets the same answer, and no other.
"""

import json
import re
from collections.abc import Mapping

from beleidsgraaf.lexical import TEXT

FOLDER = "prepared"
QUERIES = f"{FOLDER}/queries.json"
MOST = 1 << 20
"""Bytes of an answer; what is larger is not kept."""

# White space and comments, where the grammar has them: not in a text, an IRI or after a backslash.
# What opens and is not closed runs on, and is kept as it is.
_PIECE = re.compile(
    rf"""
      (?P<gap>(?:[ \t\r\n]|\#[^\r\n]*)+)
    | <[^\x00-\x20<>"{{}}|^`\\]*>
    | {TEXT}
    | \\.?
    | [^ \t\r\n\#<"'\\]+
    | <
    """,
    re.VERBOSE | re.DOTALL,
)


def normal(text: str) -> str:
    """The text with a space for each stretch of white space and comments, and none at its ends."""
    pieces = (" " if found["gap"] else found[0] for found in _PIECE.finditer(text))
    return "".join(pieces).strip(" ")


def words(text: str) -> list[str]:
    """Pieces of a text: of two that are the same when ``normal``, one has all that the other has.

    But for what comments say. This takes a tenth of the time.
    """
    return text.replace("#", " ").split()


def file(name: str) -> str:
    """Where the answer to a query stands in the snapshot."""
    return f"{FOLDER}/{name}.srj.gz"


def listing(texts: Mapping[str, str]) -> bytes:
    """The file that says of each text, by name, that its answer is there."""
    found = {normal(text): name for name, text in texts.items()}
    return json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"
