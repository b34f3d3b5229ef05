"""The part of a text in which what was looked for stands, with the words marked."""

from collections.abc import Sequence

from beleidsgraaf.serve.render.parts import Piece
from beleidsgraaf.serve.search.documents import BODY, NAME, Document, Field
from beleidsgraaf.serve.search.words import Token, fits, tokens

_AROUND = 90
"""Characters that a passage shows before and after the words found, about."""


def marked(text: str, stems: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text with the words marked."""
    return _pieces(text, 0, len(text), _hits(text, stems))


def passage(
    document: Document, shown: str, stems: Sequence[str]
) -> tuple[Field, tuple[Piece, ...]] | None:
    """The text, besides the name that is shown, that holds the most of the words; None if none."""
    best: tuple[int, Field, list[Token]] | None = None
    for field in document.fields:
        if field.part == NAME and field.text == shown:
            continue
        hits = _hits(field.text, stems)
        kinds = len({stem for stem in stems for hit in hits if fits(hit, stem)})
        if hits and (best is None or kinds > best[0]):
            best = (kinds, field, hits)
    if best is None:
        field_ = next((f for f in document.fields if f.part == BODY), None)
        return (field_, _cut(field_.text, [], stems)) if field_ else None
    return best[1], _cut(best[1].text, best[2], stems)


def _hits(text: str, stems: Sequence[str]) -> list[Token]:
    return [token for token in tokens(text) if any(fits(token, stem) for stem in stems)]


def _cut(text: str, hits: Sequence[Token], stems: Sequence[str]) -> tuple[Piece, ...]:
    """The stretch of text with the most different words in it."""
    if len(text) <= 3 * _AROUND:
        return _pieces(text, 0, len(text), hits)
    first = max(hits, key=lambda hit: _value(hit, hits, stems), default=None)
    at = first.start if first else 0
    start = _blank(text, max(0, at - _AROUND), forward=True) if at > _AROUND else 0
    end = _blank(text, min(len(text), at + 2 * _AROUND), forward=False)
    pieces = _pieces(text, start, end, hits)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _value(hit: Token, hits: Sequence[Token], stems: Sequence[str]) -> tuple[int, int]:
    near = [other for other in hits if hit.start <= other.start <= hit.start + 2 * _AROUND]
    return len({s for s in stems for other in near if fits(other, s)}), -hit.start


def _blank(text: str, at: int, *, forward: bool) -> int:
    """The nearest end of a word, so that none is cut."""
    if at in (0, len(text)):
        return at
    found = text.find(" ", at) + 1 if forward else text.rfind(" ", 0, at)
    return found if found > 0 else at


def _pieces(text: str, start: int, end: int, hits: Sequence[Token]) -> tuple[Piece, ...]:
    cut: list[Piece] = []
    at = start
    for hit in hits:
        if hit.start < at or hit.end > end:
            continue
        cut += [Piece(text[at : hit.start]), Piece(text[hit.start : hit.end], marked=True)]
        at = hit.end
    cut.append(Piece(text[at:end]))
    return tuple(piece for piece in cut if piece.text)
