"""Every way in which beleidsgraaf can say no.

    BeleidsgraafError                exit 3
    ├── SettingsError                a setting is unknown or has a value of the wrong form
    ├── SourceError                  a source document is not what document.toml says, or unreadable
    ├── ProblemsError                a list of problems in files that people edit
    │   ├── CurationError            in data/curated, data/registry or data/expected.toml
    │   └── DefinitionError          in ontology, shapes or questions
    ├── WriteError                   a file of the project cannot be written
    ├── SnapshotError                a snapshot is missing, damaged, or cannot be written
    ├── HandOverError                the dataset's record cannot be handed over to a catalogue
    ├── AddressError                 the server cannot take the address it was given
    └── QueryError                   HTTP 400: a question is malformed
        ├── QuerySyntaxError         HTTP 400: it does not follow the grammar
        ├── QueryForbiddenError      HTTP 403: it asks for what this endpoint never does
        ├── QueryTooLongError        HTTP 413
        ├── QueryResourceError       HTTP 422: it ran out of memory or depth
        ├── TooManyQueriesError      HTTP 429
        ├── QueryTimeoutError        HTTP 503
        └── QueryCallError           HTTP 502: an endpoint that it calls failed

A broken graph is an answer (a verdict, exit 1), an outage is an error (exit 3).
Each error says what, where and what to do; nobody but a developer sees a traceback.
"""

from collections.abc import Sequence
from typing import NamedTuple

_NEAR = 40
"""Characters that are told of what stands at the place of a mistake."""


class BeleidsgraafError(Exception):
    """Something a user can understand and mend went wrong."""

    exit_code = 3
    http_status = 500


class SettingsError(BeleidsgraafError):
    """A setting is unknown, or its value has the wrong form."""


class SourceError(BeleidsgraafError):
    """A source document is not what its document.toml says it is, or cannot be read."""


class Problem(NamedTuple):
    """One thing that is wrong in one place of a file, and how to mend it."""

    file: str
    line: int
    """Counted from 1; 0 where the whole file is meant."""
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what} {self.remedy}"


class ProblemsError(BeleidsgraafError):
    """All problems that were found in files that people edit, not the first alone."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        super().__init__("\n".join([f"{count} found:", *(f"  {p}" for p in self.problems)]))


class CurationError(ProblemsError):
    """The decisions in data/ contradict the source, each other, or the registry."""


class DefinitionError(ProblemsError):
    """The ontology, a shape or a question is ill-formed."""


class WriteError(BeleidsgraafError):
    """A file of the project cannot be written; it is as it was."""


class SnapshotError(BeleidsgraafError):
    """A snapshot is missing, damaged, or cannot be written."""


class HandOverError(BeleidsgraafError):
    """The dataset's record cannot be handed over: there is none, or the catalogue refuses it."""


class AddressError(BeleidsgraafError):
    """The server cannot take the address it was given."""


class QueryError(BeleidsgraafError):
    """A question is malformed; the message names line and column where the engine does."""

    http_status = 400


class QuerySyntaxError(QueryError):
    """A question does not follow the grammar, at this line and column, both from 1."""

    def __init__(self, text: str, line: int, column: int, reason: str) -> None:
        lines = text.split("\n")
        near = lines[line - 1][column - 1 :][:_NEAR].strip() if line <= len(lines) else ""
        where = f"before {near!r}" if near else "at the end of the line"
        super().__init__(f"Syntax error at line {line}, column {column}, {where}: {reason}.")
        self.line, self.column = line, column


class QueryForbiddenError(QueryError):
    """A question asks for what this endpoint never does: update, call other services."""

    http_status = 403


class QueryTooLongError(QueryError):
    """A question, or its answer, has more bytes than this endpoint takes."""

    http_status = 413


class QueryResourceError(QueryError):
    """A question ran out of the memory or depth it is given."""

    http_status = 422


class TooManyQueriesError(QueryError):
    """A client has spent its share; ``retry_after`` seconds later it has some again."""

    http_status = 429

    def __init__(self, message: str, retry_after: int = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class QueryCallError(QueryError):
    """An endpoint of others that a question calls, with leave, did not answer."""

    http_status = 502


class QueryTimeoutError(TooManyQueriesError):
    """A question took longer than it may."""

    http_status = 503
