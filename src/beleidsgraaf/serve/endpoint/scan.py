"""What can be told of a query before any engine sees it, in time linear in its length.

The words are found as the grammar finds them, so that ``"SERVICE"`` in a text, ``ex:service`` and
``?service`` are no SERVICE. Where a query is ill-formed the engine says so, not we; but it reads
keywords that are glued to other letters, too, as in ``ASKFROM <x:g> {}``: such it does not get.
"""

import re
from typing import NamedTuple

from beleidsgraaf.errors import QueryError, QueryForbiddenError, QuerySyntaxError
from beleidsgraaf.lexical import TEXT
from beleidsgraaf.serve.endpoint.callees import Callees
from beleidsgraaf.serve.engine.limits import MAX_DEPTH

_UPDATES = frozenset(
    ("insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with")
)
_PROLOGUE = frozenset(("base", "prefix", "version"))
_QUERY = re.compile(
    r"\s*(?:(?:prefix\s+[\w.-]*:|base)\s*<[^<>\s\\]*>\s*)*(?:select|construct|describe|ask)\b"
)
"""How most texts begin, once in small letters: after such a beginning no update can come."""
_CHANGING = re.compile(r"(?:now|rand|uuid)\s*[(#]")
"""A call whose value is another each time. A comment may stand before its bracket, and before it,
for the engine, other letters: ``FILTERRAND()``."""
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_TOKEN = re.compile(
    rf"""
      \#[^\n\r]*
    | <[^\x00-\x20<>"{{}}|^`]*>
    | {TEXT}
    | [?$]\w+
    | @[A-Za-z][A-Za-z0-9-]*
    | (?P<bracket>[{{}}()\[\]])
    | (?P<word>[^\W\d][\w.-]*)?(?P<local>:(?:(?:[\w:%]|\\.)[\w.:%-]*(?:\\.[\w.:%-]*)*)?)?
    """,
    re.VERBOSE | re.DOTALL,
)
_PIECE = re.compile(r"[.-]")
_GLUED = re.compile(r"service|from", re.IGNORECASE)
"""What must be found where it is a keyword; no other word of SPARQL has these letters in it."""
_MAY_BE_GLUED = re.compile(r"\w(?:service|from)|(?:service|from)[\w:]", re.IGNORECASE)
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
    deep nesting, QuerySyntaxError for a FROM or SERVICE that only the engine would read as one.
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
    names_graphs = False
    if not is_plain:
        names_graphs = _look(own, callees)
        _refuse_glued(own)
        if "\\u" in low:
            _look(_unescaped(own), callees)
    return Findings(names_graphs, changing=calls or bool(may_change), calls=calls)


def _unescaped(text: str) -> str:
    """The text with its code point escapes resolved, as the grammar has it resolve them first.

    The engine does so within texts and IRIs only: for it an escaped quote opens and ends no text,
    and a keyword has no escape in it.
    """

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        return chr(number) if number < 0x110000 else " "

    return _ESCAPE.sub(character, text)


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


def _refuse_glued(text: str) -> None:
    """Raises QuerySyntaxError where FROM or SERVICE is glued to letters, before it or behind.

    By the grammar the longest word counts: ``ASKFROM`` is none, ``FROMex:g`` a name, whose prefix
    must be declared. The engine would read FROM here, and FROM ex:g.
    """
    if not _MAY_BE_GLUED.search(text):  # as in most that have a FROM; a closer look takes time
        return
    declared: set[str] = set()
    declares = False
    for token in _TOKEN.finditer(text):
        word, local = token.group("word", "local")
        if not (word or local):
            continue
        if local and declares:
            declared.add(word)
        elif word and _GLUED.search(word):
            if local and word not in declared:
                raise _syntax_error(text, token.start(), f"no PREFIX declares {word}:")
            if not local and not all(map(_is_apart, _PIECE.split(word))):
                raise _syntax_error(text, token.start(), f"{word} is no word of SPARQL")
        declares = not local and word.lower() == "prefix"


def _is_apart(piece: str) -> bool:
    """Whether this is FROM or SERVICE and nothing else, or has neither in it."""
    return not _GLUED.search(piece) or bool(_GLUED.fullmatch(piece))


def _syntax_error(text: str, place: int, reason: str) -> QuerySyntaxError:
    line = text.count("\n", 0, place) + 1
    return QuerySyntaxError(text, line, place - text.rfind("\n", 0, place), reason)


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
