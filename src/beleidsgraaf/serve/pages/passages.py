"""Quotes from the source with what they say, each quote once."""

import re
from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Claim, Link, Passage, Piece, Quote
from beleidsgraaf.serve.store import Row

_LINE_BREAK = re.compile(r"[\r\n]+")
_BLANKS = re.compile(r"\s+")
_SLUG = re.compile(r"(?P<document>.+)-(?P<start>\d+)-(?P<end>\d+)")
"""The slug of evidence: its document and its first and last character."""


def _alone(_row: Row) -> tuple[str, str]:
    return "", ""


def passages(
    reader: Reader,
    rows: Iterable[Row],
    claim: Callable[[Reader, Row], Claim],
    around: Callable[[Row], tuple[str, str]] = _alone,
) -> tuple[Passage, ...]:
    """The passages of these rows in the order of the rows, each with its claims.

    ``around`` says what is shown before and after the passage of a row.

    A row has ?evidence ?exact ?start ?firstLine ?lastLine, ?row and ?number where they are known,
    and ?nameStart ?nameEnd where a name in it is to be marked.
    """
    by_evidence: dict[NamedNode, list[Row]] = {}
    for row in rows:
        by_evidence.setdefault(row.node("evidence"), []).append(row)
    return tuple(
        Passage(
            quote_of(reader, same, around), tuple(dict.fromkeys(claim(reader, row) for row in same))
        )
        for same in by_evidence.values()
    )


def quote_of(
    reader: Reader,
    rows: Sequence[Row],
    around: Callable[[Row], tuple[str, str]],
) -> Quote:
    """The quote that all these rows have, with every name marked that one of them marks."""
    first = rows[0]
    start = first.number("start")
    marks = {
        (row.number("nameStart") - start, row.number("nameEnd") - start)
        for row in rows
        if "nameStart" in row
    }
    before, after = around(first)
    return Quote(
        pieces=pieces(first.text("exact"), marks),
        place=place(reader, first),
        address=reader.href(first.node("evidence")),
        before=before,
        after=after,
    )


def place(reader: Reader, row: Row) -> Link:
    """The row and lines of a passage, leading to it in the document as printed."""
    words = lines(reader, row.number("firstLine"), row.number("lastLine"))
    if "number" in row:
        words = reader.t("place", number=row.number("number"), lines=words)
    evidence = row.node("evidence")
    return Link(in_document(reader, evidence) or reader.href(evidence), words)


def in_document(reader: Reader, evidence: NamedNode) -> str:
    """The address of a passage in the document as printed, where it is marked."""
    thing = reader.thing(evidence)
    found = _SLUG.fullmatch(thing.slug) if thing else None
    if found is None:
        return ""
    at = f"{found['start']}-{found['end']}"
    return reader.address(f"/document/{found['document']}") + f"?passage={at}#e-{at}"


def lines(reader: Reader, first: int, last: int) -> str:
    """The line numbers in words."""
    if first == last:
        return reader.t("line", first=first)
    return reader.t("lines", first=first, last=last)


def pieces(exact: str, marks: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text cut at the marks, its line breaks deleted and its blanks folded."""
    cut: list[Piece] = []
    at = 0
    for start, end in sorted(marks):
        if not at <= start < end <= len(exact):
            continue  # inside another mark, or of another passage
        cut += [Piece(exact[at:start]), Piece(exact[start:end], marked=True)]
        at = end
    cut.append(Piece(exact[at:]))
    return _folded(cut)


def _folded(cut: Sequence[Piece]) -> tuple[Piece, ...]:
    texts = folded([piece.text for piece in cut])
    kept = [Piece(text, piece.marked) for piece, text in zip(cut, texts, strict=True) if text]
    if kept:
        kept[-1] = Piece(kept[-1].text.rstrip(), kept[-1].marked)
    return tuple(kept)


def folded(texts: Iterable[str]) -> list[str]:
    """Texts that follow each other, line breaks deleted and blanks folded, also between them."""
    found: list[str] = []
    blank = True
    for raw in texts:
        text = _BLANKS.sub(" ", _LINE_BREAK.sub("", raw))
        text = text.removeprefix(" ") if blank else text
        blank = text.endswith(" ") if text else blank
        found.append(text)
    return found


def as_read(exact: str) -> str:
    """A passage as it is read: line breaks deleted, blanks folded."""
    return "".join(piece.text for piece in pieces(exact, ()))


def involvement_claim(reader: Reader, row: Row) -> Claim:
    """The claim of a row with ?involvement ?role ?basis ?note, and ?actor where it is told."""
    return Claim(
        subject=reader.link(row.node("actor")) if "actor" in row else None,
        relation=reader.link(row.node("role")),
        value=None,
        basis=reader.link(row.node("basis")),
        note=reader.literal(row, "note") if "note" in row else None,
        address=reader.href(row.node("involvement")),
    )


def any_claim(reader: Reader, row: Row) -> Claim:
    """The claim of a row that has either an ?involvement or a ?statement."""
    claim = involvement_claim if "involvement" in row else statement_claim
    return claim(reader, row)


def statement_claim(reader: Reader, row: Row) -> Claim:
    """The claim of a row with ?statement ?predicate ?basis ?note, and ?object where it is told."""
    return Claim(
        subject=None,
        relation=reader.link(row.node("predicate")),
        value=reader.link(row.node("object")) if "object" in row else None,
        basis=reader.link(row.node("basis")),
        note=reader.literal(row, "note") if "note" in row else None,
        address=reader.href(row.node("statement")),
    )
