"""The values of other people's lists that we use, each with the place where it was seen."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from beleidsgraaf.errors import CurationError, Problem
from beleidsgraaf.make.catalogue.records import Value
from beleidsgraaf.model import Text

COLUMNS = ("list", "code", "iri", "label_nl", "label_en", "seen")

Values = Mapping[tuple[str, str], Value]
"""Name of a list and code in it -> the value."""


def read(text: str, file: str) -> Values:
    """Every value of the table; CurationError with every line that is not as it should be."""
    reader = csv.reader(io.StringIO(text))
    if tuple(next(reader, ())) != COLUMNS:
        what = f"has other columns than {', '.join(COLUMNS)}."
        raise CurationError([Problem(file, 1, what, "Put that line back at the top.")])
    values: dict[tuple[str, str], Value] = {}
    problems: list[Problem] = []
    for cells in reader:
        wrong = list(_wrong(cells, values))
        if wrong:
            problems += [Problem(file, reader.line_num, what, remedy) for what, remedy in wrong]
        else:
            name, code, iri, dutch, english, seen = cells
            values[name, code] = Value(name, code, iri, Text(dutch, english), seen)
    if problems:
        raise CurationError(problems)
    return values


def is_web(address: str) -> bool:
    """True for an address on the web that RDF can hold as an IRI."""
    try:
        parts = urlsplit(NamedNode(address).value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _wrong(cells: Sequence[str], before: Values) -> Iterator[tuple[str, str]]:
    if len(cells) != len(COLUMNS):
        yield f"has {len(cells)} cells.", f"Give {len(COLUMNS)}: {', '.join(COLUMNS)}."
        return
    told = dict(zip(COLUMNS, cells, strict=True))
    for column in COLUMNS:
        if not told[column] and column != "label_en":
            yield f"has no {column}.", "Fill it in; seen is where the value was found."
    if not is_web(told["iri"]):
        yield f"has the iri {told['iri']!r}.", "Give the address as the list spells it."
    if (told["list"], told["code"]) in before:
        yield f"gives {told['code']!r} of {told['list']!r} twice.", "Keep the first line."
