"""The graph of one snapshot in memory, asked by our own bounded queries and by nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from beleidsgraaf import queries
from beleidsgraaf.serve import exact
from beleidsgraaf.serve.prepared import Prepared
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names, curie

Term = NamedNode | BlankNode | Literal | Triple
"""Whatever a query may give; ours give IRIs and literals, for the graph has nothing else."""

_LABELS = ("skos:prefLabel", "dct:title", "rdfs:label", "vcard:fn", "foaf:name")
_LANGUAGES = ("nl", "en", "")
_REMEMBERED_LABELS = 20_000


class Row:
    """One solution of a query: its terms by name, each as what the caller takes it for."""

    __slots__ = ("_terms",)

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = terms

    def __contains__(self, name: str) -> bool:
        return name in self._terms

    def node(self, name: str) -> NamedNode:
        """The IRI; KeyError where there is none."""
        term = self._terms[name]
        if not isinstance(term, NamedNode):
            raise KeyError(name)
        return term

    def literal(self, name: str) -> Literal:
        """The literal, with its language; KeyError where there is none."""
        term = self._terms[name]
        if not isinstance(term, Literal):
            raise KeyError(name)
        return term

    def text(self, name: str, default: str = "") -> str:
        """The characters of a literal or an IRI, or the default where there is none."""
        term = self._terms.get(name)
        return term.value if isinstance(term, Literal | NamedNode) else default

    def term(self, name: str) -> Term | None:
        """The term, or nothing."""
        return self._terms.get(name)

    def number(self, name: str, default: int = 0) -> int:
        """A whole number, or the default where there is none."""
        return int(self.text(name) or default)


@dataclass(frozen=True, slots=True)
class Answer:
    """The solutions of a question, with the names of its columns in their order."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    more: int = 0
    """How many solutions there are besides these."""


class GraphStore:
    """A snapshot's quads, loaded; it lives as long as the snapshot is served.

    Answers are lists: what a query gives may only be touched in the thread that asked.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.names = Names(snapshot.base_iri)
        self._store = Store()
        graph = snapshot.read("graph.nq.gz")
        self._store.bulk_load(graph, format=RdfFormat.N_QUADS, lenient=True)  # as in Merged
        self._exact = exact.altered(graph)
        self._prepared = Prepared(snapshot)
        folders = ("beleidsgraaf.serve", "queries"), ("beleidsgraaf", "aggregates")
        self.queries = {
            name: query
            for package, folder in folders
            for name, query in queries.load(
                resources.files(package) / folder, snapshot.base_iri
            ).items()
        }
        self.label = lru_cache(_REMEMBERED_LABELS)(self._label)

    def select(self, name: str, **terms: Term) -> list[Row]:
        """The solutions of one of our queries, its variables bound to these terms."""
        return _rows(self._run(name, terms))

    def solve(self, text: str) -> list[Row]:
        """The solutions of a query that was made of one of ours and of terms."""
        return _rows(self._store.query(text, use_default_graph_as_union=True))

    def ask(self, text: str, most: int) -> "Answer":
        """The answer to a question of ours in which a reader chose terms."""
        found = self._solutions(text)
        if not isinstance(found, QuerySolutions):
            raise TypeError("the question is no SELECT")
        variables = tuple(variable.value for variable in found.variables)
        rows: list[Row] = []
        more = 0
        for solution in found:
            if len(rows) == most:
                more += 1
            else:
                rows.append(Row({v: term for v in variables if (term := solution[v]) is not None}))
        return Answer(variables, tuple(rows), more)

    def construct(self, name: str, **terms: Term) -> list[Triple]:
        """The triples that one of our queries makes, in a stable order."""
        found = self._run(name, terms)
        if not isinstance(found, QueryTriples):
            raise TypeError(f"{name}.rq is no CONSTRUCT")
        return self._exactly(found)

    def _run(
        self, name: str, terms: Mapping[str, Term]
    ) -> QuerySolutions | QueryTriples | QueryBoolean:
        if not terms:
            return self._solutions(self.queries[name].text)
        bound = {Variable(variable): term for variable, term in terms.items()}
        return self._store.query(
            self.queries[name].text, use_default_graph_as_union=True, substitutions=bound
        )

    def _solutions(self, text: str) -> QuerySolutions | QueryTriples | QueryBoolean:
        """What came with the snapshot, or else what the graph answers."""
        if name := self._prepared.name(text):
            return self._prepared.answer(name)
        return self._store.query(text, use_default_graph_as_union=True)

    def about(self, thing: NamedNode) -> list[Triple]:
        """Every triple that the thing is the subject of, each once."""
        return self._exactly(q.triple for q in self._store.quads_for_pattern(thing, None, None))

    def pointing_at(self, thing: NamedNode) -> list[Triple]:
        """Every triple that the thing is the object of, each once."""
        return self._exactly(q.triple for q in self._store.quads_for_pattern(None, None, thing))

    def graph(self, name: NamedNode) -> list[Triple]:
        """Every triple of one named graph."""
        quads = self._store.quads_for_pattern(None, None, None, name)
        return self._exactly(q.triple for q in quads)

    def graph_names(self) -> list[str]:
        """The IRI of every named graph."""
        return sorted(g.value for g in self._store.named_graphs() if isinstance(g, NamedNode))

    def knows(self, thing: NamedNode) -> bool:
        """Whether any triple has the thing as its subject or object."""
        patterns = ((thing, None), (None, thing))
        return any(
            next(iter(self._store.quads_for_pattern(s, None, o)), None) is not None
            for s, o in patterns
        )

    def one(self, thing: NamedNode, predicate: NamedNode) -> Term | None:
        """The first value of a property that has one at most; None without it."""
        quad = next(iter(self._store.quads_for_pattern(thing, predicate, None)), None)
        return quad.object if quad else None

    def _exactly(self, triples: Iterable[Triple]) -> list[Triple]:
        """The triples as the snapshot has them, each once, in a stable order."""
        return sorted({self._exact.get(triple, triple) for triple in triples}, key=str)

    def _label(self, thing: NamedNode, lang: str) -> Literal | None:
        """The name in this language or else in Dutch, English, any; None for the nameless."""
        for predicate in _LABELS:
            quads = self._store.quads_for_pattern(thing, curie(predicate), None)
            labels = sorted(
                (q.object for q in quads if isinstance(q.object, Literal)), key=lambda o: o.value
            )
            if labels:
                wanted = (lang, *_LANGUAGES)
                return min(labels, key=lambda o: _rank(wanted, o.language or ""))
        return None


def _rows(found: QuerySolutions | QueryTriples | QueryBoolean) -> list[Row]:
    if not isinstance(found, QuerySolutions):
        raise TypeError("the query is no SELECT")
    variables = [variable.value for variable in found.variables]
    return [
        Row({v: term for v in variables if (term := solution[v]) is not None}) for solution in found
    ]


def _rank(wanted: tuple[str, ...], language: str) -> int:
    return wanted.index(language) if language in wanted else len(wanted)
