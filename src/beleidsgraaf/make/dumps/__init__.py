"""The graph as files that people take along: every RDF format, flat tables, and a VoID description.

The catalogue is not in them: it states their sizes and checksums.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad

from beleidsgraaf.make.dumps import csvw
from beleidsgraaf.make.dumps.columns import TABLES
from beleidsgraaf.make.dumps.formats import FORMATS, Format, written
from beleidsgraaf.make.dumps.tables import tables
from beleidsgraaf.make.dumps.void import Access, void
from beleidsgraaf.model import Distribution, Text
from beleidsgraaf.packing import packed
from beleidsgraaf.vocab import Names

__all__ = ["FOLDER", "Access", "Dumps", "dumps", "names_with_data", "void"]

FOLDER = "downloads"
"""Where the files stand in a snapshot, and where they are served."""

CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Dumps:
    """The files below ``downloads/``, and what the catalogue says about those with data."""

    files: Mapping[str, bytes]
    """Content by name; that of a name that ends in .gz is not yet compressed."""
    distributions: tuple[Distribution, ...]


def dumps(quads: Iterable[Quad], names: Names) -> Dumps:
    """The quads in every format, the tables with their description, and the checksums of all."""
    given = list(quads)
    graphs = written(given, names.prefixes())
    flat = tables(given, names.base)
    files = {
        **{_name(form): data for form, data in graphs.items()},
        **flat,
        csvw.NAME: csvw.metadata(names.base),
    }
    stored = {n: packed(data) if n.endswith(".gz") else data for n, data in files.items()}
    distributions = (
        *(_of_graph(form, stored[_name(form)]) for form in graphs),
        *(_of_table(name, stored[name]) for name in flat),
    )
    sums = "".join(f"{_digest(stored[name])}  {name}\n" for name in sorted(stored))
    return Dumps({**files, CHECKSUMS: sums.encode()}, distributions)


def names_with_data() -> list[str]:
    """The names of the files that the catalogue describes, whatever the data."""
    return [*(_name(form) for form in FORMATS), *(f"{table.name}.csv" for table in TABLES)]


def _name(form: Format) -> str:
    return f"beleidsgraaf.{form.extension}.gz"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _of_graph(form: Format, stored: bytes) -> Distribution:
    if form.graphs:
        nl, en = "in graven: de bron van elke uitspraak blijft zichtbaar", "in named graphs"
    else:
        nl, en = "in één graaf", "in one graph"
    return Distribution(
        name=_name(form),
        title=Text(f"De hele graaf als {form.title}", f"The whole graph as {form.title}"),
        description=Text(
            f"Alle uitspraken van deze versie, {nl}; ingepakt met gzip.",
            f"All statements of this version, {en}; packed with gzip.",
        ),
        media_type=form.media_type,
        file_type=form.file_type,
        compressed=True,
        bytes=len(stored),
        sha256=_digest(stored),
    )


def _of_table(name: str, stored: bytes) -> Distribution:
    table = next(t for t in TABLES if name == f"{t.name}.csv")
    return Distribution(
        name=name,
        title=Text(f"{table.title.nl} als tabel", f"{table.title.en} as a table"),
        description=Text(
            f"{table.description.nl} De kolommen staan beschreven in {csvw.NAME}.",
            f"{table.description.en} The columns are described in {csvw.NAME}.",
        ),
        media_type="text/csv",
        file_type="CSV",
        compressed=False,
        bytes=len(stored),
        sha256=_digest(stored),
    )
