"""A question becomes a reply: the whole work of a query process."""

import gzip

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from beleidsgraaf.serve.engine import writers
from beleidsgraaf.serve.engine.wire import Kind, Outcome, Question, Reply
from beleidsgraaf.vocab import Names

_WORTH_COMPRESSING = 1024


class Graph:
    """The quads of a snapshot, and how to ask them."""

    def __init__(self, store: Store, names: Names, *, merged: bool) -> None:
        self._store = store
        self._base = names.base
        self._prefixes = names.prefixes()
        self._merged = merged

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
        results = self._ask(question)
        media = question.graph if isinstance(results, QueryTriples) else question.bindings
        if not media:
            return Reply(Outcome.NO_FORMAT, _kind(results), compressed=False, payload=b"")
        body = writers.write(results, media, limit, self._prefixes)
        compressed = question.compress and len(body) > _WORTH_COMPRESSING
        if compressed:
            body = gzip.compress(body, 5, mtime=0)
        return Reply(Outcome.ANSWERED, _kind(results), compressed, body)

    def _ask(self, question: Question) -> QuerySolutions | QueryBoolean | QueryTriples:
        default, named = question.default_graphs, question.named_graphs
        if default is None and named is None:
            union = question.union and not self._merged
            return self._store.query(
                question.text, base_iri=self._base, use_default_graph_as_union=union
            )
        return self._store.query(
            question.text,
            base_iri=self._base,
            default_graph=[NamedNode(iri) for iri in default or ()],
            named_graphs=[NamedNode(iri) for iri in named or ()],
        )


def _kind(results: object) -> Kind:
    if isinstance(results, QueryTriples):
        return Kind.GRAPH
    return Kind.BOOLEAN if isinstance(results, QueryBoolean) else Kind.BINDINGS


def _refusal(outcome: Outcome, error: BaseException) -> Reply:
    told = str(error)[:4000].encode("utf-8", "replace")
    return Reply(outcome, Kind.NOTHING, compressed=False, payload=told)
