"""The page of a search, and the suggestions while typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.exceptions import BadRequest, NotFound

from beleidsgraaf.serve.pages.places import BY_TYPE
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.search.contexts import Hit, HitGroup, SearchPage
from beleidsgraaf.serve.search.documents import KINDS, Document
from beleidsgraaf.serve.search.index import Found, Index
from beleidsgraaf.serve.search.passages import marked, passage

PATH = "/search"
_FIRST = 5
_PAGE = 20
_MOST_CHARACTERS = 200
_MOST_SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as asked for."""

    q: str
    kind: str = ""
    page: int = 1

    def address(self, kind: str | None = None, page: int = 1) -> str:
        """The address of this search, of one kind or of a page of it."""
        wanted = self.kind if kind is None else kind
        pairs = [("q", self.q)] if self.q else []
        pairs += [("kind", wanted)] if wanted else []
        pairs += [("page", str(page))] if page > 1 else []
        return PATH + (f"?{urlencode(pairs)}" if pairs else "")


def read(q: str, kind: str, page: str) -> Asked:
    """The search in the parameters of an address; BadRequest or NotFound where it is none."""
    text = " ".join("".join(c if c.isprintable() else " " for c in q).split())
    if len(text) > _MOST_CHARACTERS:
        raise BadRequest
    known = not kind or kind in KINDS
    if not (known and (page or "1").isascii() and (page or "1").isdigit() and len(page) < 6):
        raise NotFound
    return Asked(text, kind, int(page or 1))


def search(site: Site, reader: Reader, index: Index, asked: Asked) -> SearchPage:
    """What is found, by kind; or one kind of it, page by page."""
    t = reader.t
    found = index.search(asked.q)
    by_kind: dict[str, list[Document]] = {}
    for document in found.documents:
        by_kind.setdefault(document.kind, []).append(document)
    shown = by_kind if not asked.kind else {asked.kind: by_kind.get(asked.kind, [])}
    pages = max(1, -(-len(shown.get(asked.kind, ())) // _PAGE))
    if not 1 <= asked.page <= pages:
        raise NotFound
    lead = t("search.found", n=len(found.documents), q=asked.q) if asked.q else t("search.lead")
    title = t("search.title-of", q=asked.q) if asked.q else t("search.title")
    return SearchPage(
        frame=site.frame(reader, Words(title), Spot(asked.address(page=asked.page)), lead),
        action=reader.address(PATH),
        q=asked.q,
        kind=asked.kind,
        lead=lead,
        notes=_notes(reader, found),
        kinds=_kinds(reader, asked, by_kind),
        groups=tuple(
            _group(reader, asked, found, kind, same) for kind, same in shown.items() if same
        ),
        previous=_page(reader, asked, asked.page - 1, "page.previous", pages),
        following=_page(reader, asked, asked.page + 1, "page.next", pages),
        see_also=tuple(Link(reader.address(kind.path), t(kind.title)) for kind in BY_TYPE.values()),
    )


def suggestions(reader: Reader, index: Index, text: str) -> list[dict[str, str]]:
    """A few things whose names begin as typed, for a program that shows them."""
    if len(text) > _MOST_CHARACTERS:
        raise BadRequest
    return [
        {
            "name": name.text,
            "lang": name.lang or reader.lang,
            "kind": reader.t(BY_TYPE[document.kind].title),
            "href": reader.href(document.node),
        }
        for document in index.suggest(text, _MOST_SUGGESTIONS)
        for name in (reader.name(document.node),)
    ]


def _notes(reader: Reader, found: Found) -> tuple[Words, ...]:
    t = reader.t
    if found.read_as:
        return (Words(t("search.read-as", words=found.read_as)),)
    return (Words(t("search.partly")),) if found.partly else ()


def _kinds(reader: Reader, asked: Asked, by_kind: dict[str, list[Document]]) -> tuple[Link, ...]:
    """The kinds in which something was found, to see one of them alone."""
    if len(by_kind) < 2:
        return ()
    t = reader.t
    links = [Link(reader.address(asked.address("")), t("search.all"), current=not asked.kind)]
    for kind, same in by_kind.items():
        words = f"{t(BY_TYPE[kind].title)} ({t.number(len(same))})"
        links.append(Link(reader.address(asked.address(kind)), words, current=kind == asked.kind))
    return tuple(links)


def _group(
    reader: Reader, asked: Asked, found: Found, kind: str, same: Sequence[Document]
) -> HitGroup:
    t = reader.t
    start = (asked.page - 1) * _PAGE
    shown = same[start : start + _PAGE] if asked.kind else same[:_FIRST]
    more = not asked.kind and len(same) > _FIRST
    return HitGroup(
        anchor=f"kind-{kind}",
        heading=t(BY_TYPE[kind].title),
        n=t.number(len(same)),
        hits=tuple(_hit(reader, document, found.stems) for document in shown),
        more=Link(reader.address(asked.address(kind)), t("search.more", n=len(same)))
        if more
        else None,
    )


def _hit(reader: Reader, document: Document, stems: Sequence[str]) -> Hit:
    name = reader.name(document.node)
    told = passage(document, name.text, stems)
    lang = told[0].lang if told else ""
    return Hit(
        href=reader.href(document.node),
        name=marked(name.text, stems),
        lang=name.lang,
        field=reader.t(told[0].key) if told else "",
        passage=told[1] if told else (),
        passage_lang="" if lang == reader.lang else lang,
    )


def _page(reader: Reader, asked: Asked, page: int, key: str, pages: int) -> Link | None:
    if not asked.kind or not 1 <= page <= pages:
        return None
    return Link(reader.address(asked.address(page=page)), reader.t(key))
