"""The lists of things that nobody would narrow."""

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import record
from beleidsgraaf.serve.pages.places import KINDS, ListKind
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.shown import shown
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import ThingsPage
from beleidsgraaf.serve.render.listed import Item, Listing
from beleidsgraaf.serve.render.parts import Counted, Frame, Link, Words
from beleidsgraaf.serve.store import Row


def things(site: Site, reader: Reader, kind: ListKind) -> ThingsPage:
    """All things of a type, under the kinds they have, or as one list."""
    rows = counted_things(reader, kind)
    lead = reader.t(kind.lead, n=len(rows))
    return ThingsPage(
        frame=_frame(site, reader, kind, lead),
        lead=lead,
        listings=_listings(reader, rows),
        shown=shown(reader, "shown_things", reader.term(kind.class_)),
        see_also=tuple(
            Link(reader.address(other.path), reader.t(other.title), current=other is kind)
            for other in KINDS
        ),
    )


def counted_things(reader: Reader, kind: ListKind) -> list[Row]:
    """Things of a type with their measures: ?thing ?measures ?kind ?whole."""
    rows = reader.store.select("things", **{"class": reader.term(kind.class_)})
    # A ministry is an organisation too; its IRI tells that it has a list of its own.
    return [row for row in rows if reader.kind(row.node("thing")) == kind.type]


def most(reader: Reader, rows: Sequence[Row]) -> tuple[Counted, ...]:
    """The things, those with the most measures first."""
    ordered = sorted(rows, key=lambda r: (-r.number("measures"), r.text("thing")))
    return tuple(reader.counted(r.node("thing"), r.number("measures")) for r in ordered)


def _frame(site: Site, reader: Reader, kind: ListKind, lead: str) -> Frame:
    title = Words(reader.t(kind.title))
    return site.frame(reader, title, Spot(kind.path, section=kind.path), lead)


def _listings(reader: Reader, rows: Sequence[Row]) -> tuple[Listing, ...]:
    """Things by kind, each followed by its parts, whatever kind those are."""
    kinds: dict[NamedNode | None, list[Row]] = {}
    parts: dict[NamedNode, list[Row]] = {}
    for row in rows:
        if "whole" in row:
            parts.setdefault(row.node("whole"), []).append(row)
        else:
            kinds.setdefault(row.node("kind") if "kind" in row else None, []).append(row)
    listings = [
        Listing(reader.link(kind) if kind else None, _items(reader, same, parts))
        for kind, same in kinds.items()
    ]
    return tuple(sorted(listings, key=lambda a: a.heading.text if a.heading else ""))


def _items(
    reader: Reader, rows: Sequence[Row], parts: Mapping[NamedNode, Sequence[Row]]
) -> tuple[Item, ...]:
    items = []
    for whole in sorted(rows, key=lambda row: _order(reader, row)):
        items.append(_item(reader, whole, indented=False))
        below = sorted(parts.get(whole.node("thing"), ()), key=lambda row: _order(reader, row))
        items += [_item(reader, part, indented=True) for part in below]
    return tuple(items)


def _item(reader: Reader, row: Row, *, indented: bool) -> Item:
    thing = row.node("thing")
    return Item(
        counted=reader.counted(thing, row.number("measures")),
        definition=record.in_words(reader, reader.store.about(thing), "skos:definition"),
        indented=indented,
    )


def _order(reader: Reader, row: Row) -> str:
    return reader.name(row.node("thing")).text.casefold()
