"""What every page asks of the graph: names and addresses of things, in one language."""

from functools import lru_cache
from urllib.parse import quote as percent

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.serve.render.parts import Counted, Link, Words
from beleidsgraaf.serve.store import GraphStore, Row
from beleidsgraaf.serve.texts import LANGUAGES, Texts
from beleidsgraaf.slug import Thing
from beleidsgraaf.vocab import PREFIXES, curie

_NAMED_AFTER = {
    "involvement": ("bg:actor", "bg:role"),
    "statement": ("rdf:subject", "rdf:predicate", "rdf:object"),
    "catalogue-record": ("foaf:primaryTopic",),
}
"""The properties whose values give a thing its name, by its type."""

_PLACES = ("def", "graph/", "shapes", ".well-known/void")
"""Where our IRIs are that name no thing: they are the addresses of documents."""

_SHORT = 60
"""Characters of a text that serves as the name of something nameless."""
_REMEMBERED = 20_000


class Reader:
    """The graph as a reader of one language sees it; names are asked for once and remembered."""

    def __init__(self, store: GraphStore, t: Texts) -> None:
        self.store = store
        self.t = t
        self.name = lru_cache(_REMEMBERED)(self._name)
        self.href = lru_cache(_REMEMBERED)(self._href)
        self.link = lru_cache(_REMEMBERED)(self._link)
        self.short = lru_cache(_REMEMBERED)(self._short)
        self.thing = lru_cache(_REMEMBERED)(self._thing)

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.t.lang

    def address(self, path: str) -> str:
        """A path of this site in the reader's language."""
        return path if self.lang == LANGUAGES[0] else f"/{self.lang}{path}".rstrip("/")

    def _thing(self, node: NamedNode) -> Thing | None:
        """The type and slug in an IRI of ours; None for any other IRI."""
        path = node.value.removeprefix(f"{self.store.names.base}id/").partition("#")[0]
        try:
            return None if path == node.value else Thing.parse(path)
        except ValueError:
            return None

    def kind(self, node: NamedNode) -> str:
        """The type segment of an IRI of ours, or nothing."""
        thing = self.thing(node)
        return thing.type if thing else ""

    def _href(self, node: NamedNode) -> str:
        """Where the IRI leads: to our own page where it is ours; empty if nowhere safe."""
        base = self.store.names.base
        if node.value.startswith(f"{base}id/"):
            path = node.value.removeprefix(f"{base}id/")
            return self.address("/doc/" + percent(path, safe="/#-"))
        if node.value.startswith(tuple(f"{base}{place}" for place in _PLACES)):
            return self.address("/" + percent(node.value.removeprefix(base), safe="/#-"))
        return node.value if node.value.startswith(("https://", "http://")) else ""

    def _link(self, node: NamedNode) -> Link:
        """The thing's name, leading to its page."""
        name = self.name(node)
        return Link(self.href(node), name.text, name.lang)

    def counted(self, node: NamedNode, n: int) -> Counted:
        """The thing with a number of measures."""
        return Counted(self.link(node), n, self.t("measures", n=n))

    def words(self, literal: Literal | None) -> Words | None:
        """A literal as words, with its language where that is not the reader's."""
        if literal is None:
            return None
        language = literal.language or ""
        return Words(literal.value, "" if language == self.lang else language)

    def literal(self, row: Row, name: str) -> Words:
        """A literal of a query's solution as words."""
        return self.words(row.literal(name)) or Words("")

    def _name(self, node: NamedNode) -> Words:
        """What to call a thing; what has no name of its own is called after its parts."""
        label = self.words(self.store.label(node, self.lang))
        return label or self._made_name(node) or Words(self.short(node))

    def _short(self, node: NamedNode) -> str:
        """The IRI with a prefix where we have one for it."""
        prefixes = PREFIXES | {"bg": f"{self.store.names.base}def#"}
        for prefix, namespace in prefixes.items():
            if node.value.startswith(namespace) and len(node.value) > len(namespace):
                return f"{prefix}:{node.value.removeprefix(namespace)}"
        return node.value

    def text(self, node: NamedNode, predicate: str) -> str:
        """The characters of the first value of a property, or nothing."""
        found = self.store.one(node, self.term(predicate))
        return found.value if isinstance(found, Literal | NamedNode) else ""

    def related(self, node: NamedNode, predicate: str) -> NamedNode | None:
        """The thing that a property leads to, where there is one."""
        found = self.store.one(node, self.term(predicate))
        return found if isinstance(found, NamedNode) else None

    def values(self, node: NamedNode, predicate: str) -> list[NamedNode]:
        """All things that a property leads to."""
        wanted = self.term(predicate)
        found = (t.object for t in self.store.about(node) if t.predicate == wanted)
        return [o for o in found if isinstance(o, NamedNode)]

    def term(self, name: str) -> NamedNode:
        """The IRI of ``bg:name``, or of a term with any prefix we know."""
        own = name.removeprefix("bg:")
        return curie(name) if own == name else self.store.names.term(own)

    def _made_name(self, node: NamedNode) -> Words | None:
        found: Words | None = None
        match self.kind(node):
            case "row":
                found = Words(self.t("row.name", number=self.text(node, "bg:rowNumber")))
            case "involvement" | "statement" | "catalogue-record":
                found = Words(self._names_of(node, *_NAMED_AFTER[self.kind(node)]))
            case "identifier":
                found = Words(self.text(node, "skos:notation"))
            case "event":
                found = self._first_words(node, "dct:description")
            case "correction":
                found = Words(self.t("correction.name", printed=self.text(node, "bg:printed")))
            case "evidence":
                found = self._passage_name(node)
        return found

    def _names_of(self, node: NamedNode, *predicates: str) -> str:
        related = (self.related(node, predicate) for predicate in predicates)
        return " – ".join(self.name(other).text for other in related if other)

    def _first_words(self, node: NamedNode, predicate: str) -> Words | None:
        values = [
            t.object
            for t in self.store.about(node)
            if t.predicate == self.term(predicate) and isinstance(t.object, Literal)
        ]
        return self.words(min(values, key=lambda v: v.language != self.lang, default=None))

    def _passage_name(self, node: NamedNode) -> Words | None:
        selectors = self.values(node, "oa:hasSelector")
        exact = next((e for s in selectors if (e := self.text(s, "oa:exact"))), "")
        if not exact:
            return None
        words = " ".join(exact.split())
        short = words if len(words) <= _SHORT else words[:_SHORT].rpartition(" ")[0] + " …"
        return Words(f"‘{short}’", "" if self.lang == LANGUAGES[0] else LANGUAGES[0])
