"""A TOML file that people edit: read key by key, what is wrong noted with its line."""

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from beleidsgraaf.errors import CurationError, Problem
from beleidsgraaf.model import Text

T = TypeVar("T")

_TABLE = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[\w.-]+)\s*\]")
_KEY = re.compile(r"\s*(?P<key>[\w-]+)\s*=")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
"""What XML, and so RDF/XML, has no way to write, and nobody reads."""
_IN_WORDS = {str: "a text between quotes", datetime.date: "a date as 2021-02-04", list: "a list"}


def parse(text: str, file: str) -> dict[str, Any]:
    """The content of the file; CurationError names the line where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 0
        problem = Problem(file, line, f"is no TOML: {error}.", "Mend what stands there.")
        raise CurationError([problem]) from None


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is neither a table nor a list, with the dotted path to it."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from leaves(inner, f"{path}.{key}" if path else key)
        case list():
            for number, inner in enumerate(value, 1):
                yield from leaves(inner, f"{path}.{number}")
        case _:
            yield path, value


class Lines:
    """Knows the line of every key, as far as each key has a line of its own."""

    def __init__(self, text: str) -> None:
        self._lines: dict[str, int] = {}
        table, seen = "", dict[str, int]()
        for number, line in enumerate(text.splitlines(), 1):
            if found := _TABLE.match(line):
                table = found["name"]
                if found["open"] == "[[":
                    seen[table] = seen.get(table, 0) + 1
                    table = f"{table}.{seen[table]}"
                self._lines.setdefault(table, number)
            elif found := _KEY.match(line):
                path = f"{table}.{found['key']}" if table else found["key"]
                self._lines.setdefault(path, number)

    def of(self, path: str) -> int:
        """The line of the path, or of what it is part of; 0 where nothing of it is there."""
        while path and path not in self._lines:
            path = path.rpartition(".")[0]
        return self._lines.get(path, 0)


class Table:
    """Gives the values of one table; notes what is missing, unknown or of another kind."""

    def __init__(
        self,
        content: Mapping[str, Any],
        path: str,
        lines: Lines,
        problems: list[Problem],
        file: str,
    ) -> None:
        self._content, self._path = content, path
        self._lines, self._problems, self._file = lines, problems, file
        self._asked: set[str] = set()

    def note(self, key: str, what: str, remedy: str) -> None:
        """Note a problem with the value of a key."""
        path = self.path(key)
        self._problems.append(Problem(self._file, self._lines.of(path), f"{path} {what}", remedy))

    def path(self, key: str) -> str:
        """The dotted path of a key of this table."""
        return f"{self._path}.{key}" if self._path else key

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._one(key, str, "")
        if not value.strip() and isinstance(self._content.get(key), str):
            self.note(key, "is empty.", "Fill it in.")
        if _CONTROL.search(value):
            self.note(key, f"has {value!r}, in which a character is no text.", "Take it out.")
        return value

    def texts(self, key: str) -> list[str]:
        """A list of texts, at least one."""
        values = self._one(key, list, [])
        good = [v for v in values if isinstance(v, str) and v.strip() and not _CONTROL.search(v)]
        whole = isinstance(self._content.get(key), list)
        if whole and (not good or len(good) < len(values)):
            self.note(key, "must be a list of one or more texts.", 'Write it as ["one", "two"].')
        return good

    def date(self, key: str) -> datetime.date:
        """A date."""
        return self._one(key, datetime.date, datetime.date.min)

    def both(self, key: str) -> Text:
        """A text in Dutch and in English."""
        table = self.table(key)
        text = Text(table.text("nl"), table.text("en"))
        table.finish()
        return text

    def table(self, key: str) -> "Table":
        """A table inside this one; an empty one where there is none."""
        value = self._content.get(key, {})
        self._asked.add(key)
        if not isinstance(value, dict):
            self.note(key, "must be a table.", "See the file as it came with the program.")
            value = {}
        return Table(value, self.path(key), self._lines, self._problems, self._file)

    def tables(self, key: str) -> list["Table"]:
        """The tables of a list of tables, at least one."""
        self._asked.add(key)
        value = self._content.get(key, [])
        if not value or not all(isinstance(v, dict) for v in value):
            self.note(key, "must be there at least once.", f"Add a part [[{key}]].")
            return []
        return [
            Table(v, f"{self.path(key)}.{n}", self._lines, self._problems, self._file)
            for n, v in enumerate(value, 1)
        ]

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._content:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.note(key, "is no key of this file.", f"Take it out, or use one of: {known}.")

    def _one(self, key: str, kind: type[T], default: T) -> T:
        self._asked.add(key)
        if key not in self._content:
            self.note(key, "is missing.", f"Add it: {_IN_WORDS[kind]}.")
            return default
        value = self._content[key]
        if not isinstance(value, kind) or isinstance(value, datetime.datetime):
            self.note(key, f"has {value!r}.", f"Write {_IN_WORDS[kind]}.")
            return default
        return value
