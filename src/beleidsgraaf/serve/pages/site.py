"""What is served, and the frame around every page of it."""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from pyoxigraph import NamedNode

from beleidsgraaf import queries
from beleidsgraaf.queries import Query
from beleidsgraaf.serve import assets, texts
from beleidsgraaf.serve.cache import Cache, SharedCache
from beleidsgraaf.serve.pages import open_graph, schema_org
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.html import Renderer
from beleidsgraaf.serve.render.parts import Frame, Link, Suggest, Words
from beleidsgraaf.serve.store import GraphStore
from beleidsgraaf.serve.texts import LANGUAGES
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot

FORMS = {
    "ttl": ("text/turtle", "Turtle"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "nt": ("application/n-triples", "N-Triples"),
    "rdf": ("application/rdf+xml", "RDF/XML"),
}
"""The forms besides HTML in which anything can be had: suffix, media type, name."""


_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Site:
    """One snapshot with everything that shows it."""

    snapshot: Snapshot
    settings: Settings
    store: GraphStore
    texts: Mapping[str, texts.Texts]
    readers: Mapping[str, Reader]
    renderer: Renderer
    kept: Cache[bytes]
    """Bodies of answers, by their address and form."""
    questions: Mapping[str, Query]
    withdrawn: Mapping[str, str]
    """Path of each withdrawn thing, with the path of its successor or nothing."""
    assets: Mapping[str, str]
    """Address of each file in static, with a mark that changes when the file does."""
    stamp: str
    """Changes when the snapshot does, and when this program does."""

    def reader(self, lang: str) -> Reader:
        """The graph for a reader of this language."""
        return self.readers[lang]

    def once(self, address: str, media: str, make: Callable[[], str | bytes]) -> bytes:
        """The body of an answer that is always the same; made at the first visit."""
        key = (address, media)
        body = self.kept.get(key)
        if body is None:
            made = make()
            body = made.encode() if isinstance(made, str) else made
            self.kept.put(key, body, len(body))
        return body

    def frame(self, reader: Reader, title: Words, spot: "Spot", description: str = "") -> Frame:
        """The frame of the page at a spot."""
        t = reader.t
        description = description or t("site.description")
        other = next(lang for lang in LANGUAGES if lang != reader.lang)
        host, address = self.settings.public_url.rstrip("/"), reader.address(spot.path)
        crumbs = (Link(reader.address("/"), t("home.short")), *spot.crumbs)
        return Frame(
            lang=reader.lang,
            title=title,
            description=description,
            crumbs=crumbs,
            navigation=_links(reader, _NAVIGATION, spot.section),
            footer=_links(reader, _FOOTER),
            home=reader.address("/"),
            search=reader.address("/search"),
            suggest=Suggest(reader.address("/suggest"), t.some("suggest")),
            other_language=Link(self._in(other, spot), t("language.other"), other),
            canonical=host + address,
            languages=tuple(Link(host + self._in(lang, spot), lang) for lang in LANGUAGES),
            open_graph=(
                *open_graph.properties(
                    t, title.text, description, self._lasting + address, thing=bool(spot.data)
                ),
                *open_graph.picture(t, self._lasting + self.assets[open_graph.PICTURE]),
            ),
            alternates=_forms(spot.data) if spot.data else (),
            stylesheet=self.assets["site.css"],
            icon=self.assets["icon.svg"],
            scripts=self._scripts(spot),
            version=self.version,
            cite=self._cite(reader, title, spot),
            structured=schema_org.script(reader, spot.about, host + address) if spot.about else "",
            trail=schema_org.trail(self._lasting, (*crumbs, Link(address, title.text))),
        )

    def _scripts(self, spot: "Spot") -> tuple[str, ...]:
        """What enhances the page, of what npm built."""
        return tuple(
            self.assets[name] for name in (assets.SEARCH, spot.script) if name in self.assets
        )

    def _in(self, lang: str, spot: "Spot") -> str:
        """The path of a spot in a language."""
        return self.reader(lang).address(spot.path)

    @property
    def _lasting(self) -> str:
        """What stands before a path of ours in an address that is of use elsewhere."""
        return (self.settings.public_url or self.snapshot.base_iri).rstrip("/")

    def _cite(self, reader: Reader, title: Words, spot: "Spot") -> str:
        ended = title.text if title.text.endswith(("?", "!", ".")) else f"{title.text}."
        return reader.t("cite", title=ended, version=self.version, iri=self._iri(reader, spot))

    @property
    def version(self) -> str:
        """What to call the data: the number of the version, and the start of its hash."""
        number = str(self.snapshot.manifest.get("version", ""))
        return f"{number} ({self.snapshot.id[:16]})".strip()

    def _iri(self, reader: Reader, spot: "Spot") -> str:
        """What to cite: the thing where the page is one's own, or else the address that stays."""
        if spot.about and spot.data.startswith("/doc/"):
            return spot.about.value
        return self.snapshot.base_iri.rstrip("/") + reader.address(spot.path)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page stands."""

    path: str
    """Its address without language and host."""
    section: str = ""
    """The entry of the navigation it belongs to."""
    crumbs: tuple[Link, ...] = ()
    """The pages above it, besides home."""
    data: str = ""
    """The address to which the suffix of another form can be added; empty where it has none."""
    about: NamedNode | None = None
    """The thing that the page is about, where it is about one."""
    script: str = ""
    """The file in static that enhances this page alone."""


_NAVIGATION = (
    ("/measures", "list.measures"),
    ("/organisations", "list.organisations"),
    ("/ministries", "list.ministries"),
    ("/themes", "list.themes"),
    ("/questions", "questions.title"),
    ("/workbench", "workbench.short"),
)
_FOOTER = (
    ("/figures", "figures.title"),
    ("/quality", "quality.title"),
    ("/about", "about.title"),
    ("/help", "help.title"),
    ("/api", "api.title"),
    ("/licence", "licence.title"),
    ("/def", "ontology.title"),
    ("/shapes", "shapes.title"),
    ("/catalogue", "catalogue.title"),
    ("/downloads", "downloads.title"),
    ("/toegankelijkheid", "accessibility.title"),
    ("/privacy", "privacy.title"),
)


def _forms(data: str) -> tuple[Link, ...]:
    return tuple(
        Link(f"{data}.{suffix}", name, media=media) for suffix, (media, name) in FORMS.items()
    )


def _links(
    reader: Reader, entries: Sequence[tuple[str, str]], section: str = ""
) -> tuple[Link, ...]:
    return tuple(
        Link(reader.address(path), reader.t(key), current=path == section) for path, key in entries
    )


def open_site(snapshot: Snapshot, settings: Settings) -> Site:
    """Everything that shows a snapshot, read and ready."""
    words = texts.load()
    store = GraphStore(snapshot)
    return Site(
        snapshot=snapshot,
        settings=settings,
        store=store,
        texts=words,
        readers={lang: Reader(store, words[lang]) for lang in LANGUAGES},
        kept=SharedCache(settings.cache_size * _MIB * 3 // 8),
        renderer=Renderer(words),
        questions=_questions(snapshot),
        withdrawn=_withdrawn(snapshot),
        assets=assets.addresses(),
        stamp=_stamp(snapshot),
    )


def _questions(snapshot: Snapshot) -> dict[str, Query]:
    files = [name for name in snapshot.names("questions") if name.endswith(".rq")]
    found = {}
    for file in files:
        stem = file.rpartition("/")[2].removesuffix(".rq")
        found[stem] = queries.parse(stem, snapshot.read(file).decode(), snapshot.base_iri, file)
    return found


def _withdrawn(snapshot: Snapshot) -> dict[str, str]:
    lines = csv.DictReader(io.StringIO(snapshot.read("ids.csv").decode()))
    return {
        f"{line['type']}/{line['slug']}": line["successor"]
        for line in lines
        if line["status"] == "withdrawn"
    }


def _stamp(snapshot: Snapshot) -> str:
    digest = hashlib.sha256(snapshot.id.encode())
    with resources.as_file(resources.files("beleidsgraaf.serve")) as folder:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            if "__pycache__" not in file.parts:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
