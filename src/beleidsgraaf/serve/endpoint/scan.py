"""What can be told of a query before any engine sees it, in time linear in its length.

The words are found as the grammar finds them, so that ``"SERVICE"`` in a text, ``ex:service`` and
``?service`` are no SERVICE. Where a query is ill-formed the engine says so, not we.
"""

import re
from typing import NamedTuple

from beleidsgraaf.errors import QueryError, QueryForbiddenError
from beleidsgraaf.serve.endpoint.callees import Callees
from beleidsgraaf.serve.engine.limits import MAX_DEPTH

_UPDATES = frozenset(
    ("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with")
)
_PROLOGUE = frozenset(("base", "prefix", "version"))
_QUERY = re.compile(
    r"\s*+(?:(?:prefix\s++[\w.-]*+:|base)\s*+<[^<>\s\\]*+>\s*+)*+(?:select|construct|describe|ask)\b"
)
"""How most texts begin, once in small letters: after such a beginning no update can come."""
_CHANGING = re.compile(r"\b(?:now|rand|uuid|struuid)\s*\(")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# Whatever opens and is never closed runs to the end of its line or of the text: to try again from
# the next character would take quadratic time. Hence also the possessive quantifiers.
_TOKEN = re.compile(
    r"""
      \#[^\n\r]*+
    | <[^\x00-\x20<>"{}|^`]*+>
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\"|\Z|\\\Z)
    | '''(?:[^'\\]|\\.|'(?!''))*+(?:'''|\Z|\\\Z)
    | "(?:[^"\\\n\r]|\\.)*+"?
    | '(?:[^'\\\n\r]|\\.)*+'?
    | [?$]\w++
    | @[A-Za-z][A-Za-z0-9-]*+
    | (?P<bracket>[{}()\[\]])
    | (?P<word>[^\W\d][\w.-]*+)?+(?P<local>:(?:(?:[\w:%]|\\.)(?:[\w.:%-]|\\.)*+)?+)?+
    """,
    re.VERBOSE | re.DOTALL,
)
_PIECE = re.compile(r"[.-]")
_DECLARED = re.compile(r"\bprefix\s+([\w.-]*):", re.IGNORECASE)


class Findings(NamedTuple):
    """What a query's words say about it."""

    names_graphs: bool
    """It has a FROM: then the default graph is what it says, not the union."""
    changing: bool
    """Two answers to it may differ though the data do not."""
    calls: bool = False
    """It has a SERVICE, that is allowed."""


_NONE = Callees()
_PLAIN = Findings(names_graphs=False, changing=False)
"""What is found of most."""


def scan(text: str, callees: Callees = _NONE) -> Findings:
    """What the text says about itself.

    Raises QueryForbiddenError for an update or a SERVICE that is not listed, QueryError for too
    deep nesting.
    """
    own = callees.taken_out(text) if callees.addresses else text
    low = own.lower()
    is_plain = (
        own.count("{") + own.count("(") + own.count("[") <= MAX_DEPTH
        and not ("service" in low or "from" in low or "\\u" in low)
        and _QUERY.match(low)
    )
    may_change = ("now" in low or "rand" in low or "uuid" in low) and _CHANGING.search(low)
    if is_plain and not may_change and own == text:
        return _PLAIN
    calls = own != text
    names_graphs = not is_plain and _look(_unescaped(own), callees)
    return Findings(names_graphs, changing=calls or bool(may_change), calls=calls)


def _unescaped(text: str) -> str:
    """The text with its code point escapes resolved, as the grammar has it resolve them first."""

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        return chr(number) if number < 0x110000 else " "

    return _ESCAPE.sub(character, text) if "\\u" in text or "\\U" in text else text


def _look(text: str, callees: Callees) -> bool:
    """Whether there is a FROM; raises for what is refused."""
    depth = 0
    first = names_graphs = False
    for token in _TOKEN.finditer(text):
        bracket, word = token["bracket"], token["word"]
        if bracket:
            depth = _deeper(depth, bracket)
        elif word and not token["local"]:
            for piece in _PIECE.split(word.lower()):
                if not first and piece not in _PROLOGUE:
                    first = True
                    _refuse_update(piece)
                if piece == "service":
                    raise callees.refusal()
                names_graphs = names_graphs or piece == "from"
    return names_graphs


def _deeper(depth: int, bracket: str) -> int:
    depth += 1 if bracket in "{([" else -1
    if depth > MAX_DEPTH:
        raise QueryError(f"The query nests brackets deeper than {MAX_DEPTH}.")
    return depth


def _refuse_update(word: str) -> None:
    if word in _UPDATES:
        raise QueryForbiddenError(
            f"{word.upper()} is an update. This endpoint only reads: the data change when a new "
            "snapshot is published, and in no other way."
        )


def undeclared(text: str) -> list[str]:
    """The prefixes that a query uses and does not declare, for a better message."""
    declared = set(_DECLARED.findall(text))
    used = {token["word"] or "" for token in _TOKEN.finditer(text) if token["local"]}
    return sorted(used - declared - {"_"})
