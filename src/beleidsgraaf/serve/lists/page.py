"""The page of a narrowed list."""

from dataclasses import replace
from urllib.parse import urlencode

from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from beleidsgraaf.serve.lists import boxes
from beleidsgraaf.serve.lists.choice import PAGE_SIZE, Choice, node, terms
from beleidsgraaf.serve.lists.contexts import Chosen, Item, ListPage, Pager, Shown, Wider
from beleidsgraaf.serve.lists.files import FILES
from beleidsgraaf.serve.lists.kinds import COLUMNS, MEASURES, Facet
from beleidsgraaf.serve.lists.listing import Line, Listing
from beleidsgraaf.serve.lists.sparql import Terms, filled
from beleidsgraaf.serve.pages.cards import code
from beleidsgraaf.serve.pages.places import KINDS
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.parts import Link, Words

_SHOWN_WITH_ITEM = {
    "measure": ("theme", "ministries", "organisations"),
    "organisation": ("kind",),
}


def page(site: Site, listing: Listing, choice: Choice) -> ListPage:
    """The list as asked for; NotFound for a page after the last."""
    reader, of = listing.reader, listing.of
    n = listing.index.count(choice)
    pages = max(1, -(-n // PAGE_SIZE))
    if choice.page > pages:
        raise NotFound
    lead = _lead(listing, choice, n)
    spot = Spot(choice.address(), section=of.path)
    whole = _way(listing, Choice(of, {}, sort=choice.sort), reader.t("widen.all"))
    return ListPage(
        frame=site.frame(reader, Words(reader.t(of.title)), spot, lead),
        lead=lead,
        form=boxes.form(listing, choice),
        chosen=_chosen(listing, choice),
        clear=whole.link.href if choice.narrowed else "",
        notes=_notes(listing, choice),
        items=tuple(_item(listing, found) for found in listing.page(choice)),
        widen=() if n else _wider(listing, choice),
        whole=whole,
        pager=_pager(listing, choice, n) if pages > 1 else None,
        downloads=tuple(
            Link(reader.address(choice.address(f".{suffix}")), name, media=media)
            for suffix, (media, name, _) in FILES.items()
        ),
        shown=_shown(listing, choice, paged=pages > 1),
        see_also=tuple(
            Link(reader.address(kind.path), reader.t(kind.title), current=kind.path == of.path)
            for kind in KINDS
        ),
    )


def _lead(listing: Listing, choice: Choice, n: int) -> str:
    t, of = listing.reader.t, listing.of
    if not n:
        return t("found.none")
    if choice.narrowed:
        return t(of.found, n=n)
    usual = choice.sort == of.sorts[0][0]
    return t(of.lead, n=n) if usual else t("found.all", counted=t(of.counted, n=n))


def sparql(listing: Listing, choice: Choice, *, paged: bool) -> str:
    """The query that gives what the page shows, or else the whole list."""
    store = listing.reader.store
    asked: Terms = terms(choice, store.names, listing.reader.lang)
    if paged:
        offset = (choice.page - 1) * PAGE_SIZE
        asked = {**asked, "page": (), "limit": (PAGE_SIZE,), "offset": (offset,)}
    return filled(store.queries[listing.of.query].text, asked)


def _shown(listing: Listing, choice: Choice, *, paged: bool) -> Shown:
    text = sparql(listing, choice, paged=paged)
    workbench = listing.reader.address("/workbench")
    return Shown(text, f"{workbench}?{urlencode({'query': text})}")


def _name(listing: Listing, facet: Facet, value: str) -> tuple[Words, bool]:
    """What a value is called, and whether the graph knows it."""
    store = listing.reader.store
    made: NamedNode | None = node(store.names, facet.type, value)
    if made is None or not store.knows(made):
        return Words(value), False
    return boxes.called(listing, facet, made), True


def _chosen(listing: Listing, choice: Choice) -> tuple[Chosen, ...]:
    reader = listing.reader
    found = [
        Chosen(
            facet=reader.t(facet.legend),
            name=_name(listing, facet, value)[0],
            drop=reader.address(choice.without(facet.name, value).address()),
        )
        for facet in listing.of.facets
        for value in choice.values.get(facet.name, ())
    ]
    for word in choice.words:
        rest = replace(choice, words=tuple(w for w in choice.words if w != word), page=1)
        found.append(Chosen(reader.t("facet.q"), Words(word), reader.address(rest.address())))
    return tuple(found)


def _notes(listing: Listing, choice: Choice) -> tuple[str, ...]:
    t = listing.reader.t
    ignored = [t("facet.unknown-parameter", name=name) for name in choice.unknown]
    unknown = [
        t("facet.unknown-value", facet=t(facet.legend), value=value)
        for facet in listing.of.facets
        for value in choice.values.get(facet.name, ())
        if not _name(listing, facet, value)[1]
    ]
    return (*ignored, *unknown)


def _wider(listing: Listing, choice: Choice) -> tuple[Wider, ...]:
    """Each respect the choice could do without; where one is not enough, each respect alone."""
    t = listing.reader.t
    asked = [facet for facet in listing.of.facets if facet.name in choice.values]
    less = [(t("widen.facet", facet=t(f.legend)), choice.without(f.name)) for f in asked]
    alone = [(t("widen.alone", facet=t(f.legend)), choice.only(f.name)) for f in asked]
    if choice.words:
        words = " ".join(choice.words)
        less.append((t("widen.q", words=words), choice.wordless()))
        alone.append((t("widen.q-alone", words=words), choice.only("")))
    for ways in (less, alone):
        found = [_way(listing, rest, words) for words, rest in ways if rest.narrowed]
        if any(way.n for way in found):
            return tuple(way for way in found if way.n)
    return ()


def _way(listing: Listing, rest: Choice, words: str) -> Wider:
    reader = listing.reader
    n = listing.index.count(rest)
    link = Link(reader.address(rest.address()), words)
    return Wider(link, n, reader.t(listing.of.counted, n=n))


def _item(listing: Listing, found: NamedNode) -> Item:
    reader = listing.reader
    line = listing.line(found)
    facts = tuple(
        (reader.t(COLUMNS[column]), _links(listing, line, column))
        for column in _SHOWN_WITH_ITEM[listing.of.subject]
        if line.related[column]
    )
    return Item(reader.link(found), _place(listing, line), facts)


def _links(listing: Listing, line: Line, column: str) -> tuple[Link, ...]:
    reader = listing.reader
    if column == "ministries":
        return tuple(code(reader, ministry) for ministry in line.related[column])
    return tuple(reader.link(other) for other in line.related[column])


def _place(listing: Listing, line: Line) -> str:
    t = listing.reader.t
    if listing.of is MEASURES:
        return t("row.name", number=line.number)
    return t("measures", n=line.number)


def _pager(listing: Listing, choice: Choice, n: int) -> Pager:
    reader = listing.reader
    last = -(-n // PAGE_SIZE)

    def to(number: int, key: str) -> Link | None:
        if not 1 <= number <= last or number == choice.page:
            return None
        return Link(reader.address(replace(choice, page=number).address()), reader.t(key))

    return Pager(
        words=reader.t("page.of", page=choice.page, last=last),
        first=to(1, "page.first") if choice.page > 2 else None,
        previous=to(choice.page - 1, "page.previous"),
        following=to(choice.page + 1, "page.next"),
        last=to(last, "page.last") if choice.page < last - 1 else None,
    )
