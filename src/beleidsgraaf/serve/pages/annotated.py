"""The text of a cell with the names in it as links and the passages of the graph marked.

Every place is told in code points of the whole document, as the graph tells it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.passages import folded
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Link, Run, Sentence

_SENTENCE_END = re.compile(r"(?<=[.!?:;])[’”\")]*\s+(?=[^\Wa-z_]|[‘“(])")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of the document, and where it leads."""

    start: int
    end: int
    href: str
    number: int = 0
    """Its place among all passages, by which a reader can tell it from others."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be seen in a text, each kind in the order of its starts."""

    names: Sequence[Span]
    passages: Sequence[Span]
    target: Span | None = None
    """The passage that the reader was sent to."""


def names(reader: Reader, edition: NamedNode) -> tuple[Span, ...]:
    """Every recognised name in a document; of names that overlap the first."""
    spans: list[Span] = []
    for row in reader.store.select("document_names", edition=edition):
        start, end = row.number("start"), row.number("end")
        if not spans or start >= spans[-1].end:
            spans.append(Span(start, end, reader.href(row.node("actor"))))
    return tuple(spans)


def passages(reader: Reader, edition: NamedNode) -> tuple[Span, ...]:
    """Every passage of a document that a statement rests on."""
    rows = reader.store.select("document_passages", edition=edition)
    return tuple(
        Span(row.number("start"), row.number("end"), reader.href(row.node("evidence")), number)
        for number, row in enumerate(rows, 1)
    )


def sentences(exact: str, start: int, marks: Marks) -> tuple[Sentence, ...]:
    """The sentences of a text that begins at ``start``, each with an address of its own."""
    return tuple(
        Sentence(f"s-{start + a}", tuple(_runs(exact[a:b], start + a, marks)))
        for a, b in pairwise(breaks(exact))
    )


def breaks(text: str) -> tuple[int, ...]:
    """Where the sentences of a text begin, and where the last one ends."""
    return (0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text))


def _runs(exact: str, start: int, marks: Marks) -> Iterator[Run]:
    end = start + len(exact)
    names_ = _within(marks.names, start, end)
    shown = [p for p in marks.passages if p.start < end and p.end > start]
    target = [marks.target] if marks.target else []
    cuts = {start, end}
    for span in (*names_, *shown, *target):
        cuts |= {place for place in (span.start, span.end) if start < place < end}
    texts = folded([exact[a - start : b - start] for a, b in pairwise(sorted(cuts))])
    for (a, b), text in zip(pairwise(sorted(cuts)), texts, strict=True):
        name = next((n for n in names_ if n.start <= a and b <= n.end), None)
        is_target = any(t.start <= a and b <= t.end for t in target)
        yield Run(
            text=text,
            href=name.href if name else "",
            marked=is_target or any(p.start <= a and b <= p.end for p in shown),
            anchor=f"e-{a}-{target[0].end}" if is_target and a == target[0].start else "",
            passages=tuple(Link(p.href, str(p.number)) for p in shown if p.end == b),
        )


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans that begin in a range; those of the names lie in one sentence."""
    first = bisect_left(spans, start, key=lambda span: span.start)
    last = bisect_left(spans, end, key=lambda span: span.start)
    return list(spans[first:last])
