"""A question becomes a reply: the whole work of a query process."""

import re

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from beleidsgraaf.merged import Merged
from beleidsgraaf.serve.coding import IDENTITY
from beleidsgraaf.serve.engine import writers
from beleidsgraaf.serve.engine.wire import Kind, Outcome, Question, Reply
from beleidsgraaf.vocab import Names

_NAMESPACE = re.compile(r"<([^<>\s]+[#/])>")


class Graph:
    """The quads of a snapshot, and how to ask them."""

    def __init__(self, quads: Merged, names: Names) -> None:
        self._quads = quads
        self._nothing = Store()
        """Where a query is read that is not to be answered: an ASK would be, at once."""
        self._base = names.base
        self._usual = names.usual_prefixes()
        self._known = {iri: prefix for prefix, iri in names.prefixes().items()}

    def reply(self, question: Question, limit: int) -> Reply:
        """The answer in at most so many bytes, or why not; never raises for a query's fault."""
        try:
            return self._reply(question, limit)
        except SyntaxError as error:
            return _refusal(Outcome.SYNTAX, error)
        except writers.UnsayableError as error:
            return _refusal(Outcome.NO_FORMAT, error)
        except writers.TooLargeError as error:
            return _refusal(Outcome.TOO_LARGE, error)
        except (MemoryError, RecursionError) as error:
            return _refusal(Outcome.OUT_OF_MEMORY, error)
        except (OSError, RuntimeError, ValueError) as error:
            return _refusal(Outcome.FAILED, error)

    def _reply(self, question: Question, limit: int) -> Reply:
        if question.wanted.is_read_only:
            self._nothing.query(question.text, base_iri=self._base)
            return Reply((Outcome.ANSWERED, Kind.NOTHING, IDENTITY), b"")
        results = self._ask(question)
        wanted = question.wanted
        is_graph = isinstance(results, QueryTriples)
        media = wanted.graph if is_graph else wanted.bindings
        if not media:
            return Reply((Outcome.NO_FORMAT, _kind(results), IDENTITY), b"")
        prefixes = self._prefixes(question.text) if is_graph else {}
        body = writers.write(results, media, limit, prefixes)
        body, coding = writers.packed(body, wanted.coding)
        return Reply((Outcome.ANSWERED, _kind(results), coding), body)

    def _ask(self, question: Question) -> QuerySolutions | QueryBoolean | QueryTriples:
        default, named = question.wanted.default_graphs, question.wanted.named_graphs
        if default is None and named is None:
            return self._quads.query(question.text, self._base, union=question.wanted.union)
        return self._quads.store.query(
            question.text,
            base_iri=self._base,
            default_graph=[NamedNode(iri) for iri in default or ()],
            named_graphs=[NamedNode(iri) for iri in named or ()],
        )

    def _prefixes(self, text: str) -> dict[str, str]:
        """Those that readers of a graph have use for: the usual, and what the query names besides.

        Each costs a small answer a hundredth of its time, and its readers a line.
        """
        named = _NAMESPACE.findall(text)
        return self._usual | {self._known[iri]: iri for iri in named if iri in self._known}


def _kind(results: object) -> Kind:
    if isinstance(results, QueryTriples):
        return Kind.GRAPH
    return Kind.BOOLEAN if isinstance(results, QueryBoolean) else Kind.BINDINGS


def _refusal(outcome: Outcome, error: BaseException) -> Reply:
    told = str(error)[:4000].encode("utf-8", "replace")
    return Reply((outcome, Kind.NOTHING, IDENTITY), told)
