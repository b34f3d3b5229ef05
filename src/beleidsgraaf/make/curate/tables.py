"""Which tables there are and what stands in them (docs/reference/curated-tables.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beleidsgraaf.make.curate.csvs import Problems, Record, Table, read

FOLDER = "data/curated"
REGISTRY = "data/registry/ids.csv"


def _table(columns: str, optional: str = "") -> Table:
    return Table(tuple(columns.split()), frozenset(optional.split()))


SHARED: Mapping[str, Table] = {
    "ministries": _table("ministry code name_nl name_en note", "note"),
    "organisations": _table(
        "organisation kind abbreviation name_nl name_en note", "abbreviation name_en note"
    ),
    "names": _table("actor name kind valid_from valid_until seen", "valid_from valid_until"),
    "identifiers": _table(
        "subject scheme value match valid_from valid_until seen", "valid_from valid_until"
    ),
    "events": _table("event date actor name_before name_after seen"),
    "programmes": _table("programme kind name_nl name_en part_of note", "name_en part_of note"),
    "references": _table("reference kind name_nl name_en note", "name_en note"),
    "channels": _table(
        "channel kind name_nl name_en url provider seen", "name_en url provider seen"
    ),
    "vocabulary/schemes": _table("scheme title_nl title_en definition_nl definition_en"),
}
OF_DOCUMENT: Mapping[str, Table] = {
    "measures": _table("row fingerprint measure theme goal"),
    "goals": _table("goal label note", "note"),
    "involvements": _table("row measure actor role basis cell quote mention note", "mention note"),
    "links": _table("row measure target basis cell quote note", "note"),
    "relations": _table("row subject relation object basis cell quote note", "note"),
    "corrections": _table("row fingerprint cell was now why source"),
    "spellings": _table("row measure cell printed mended why"),
    "names-explained": _table("name why"),
}
CONCEPTS = _table("slug label_nl label_en definition_nl definition_en broader note", "broader note")
IDS = _table("type slug status successor note", "successor note")

SCHEMES = (
    "theme",
    "role",
    "basis",
    "instrument-type",
    "target-group",
    "actor-group",
    "organisation-kind",
    "programme-kind",
    "reference-kind",
    "channel-kind",
    "identifier-kind",
    "correction-kind",
)
"""The schemes whose concepts stand in a table of their own; goals stand with their document."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, read: shared ones by name, those of a document by document and name."""

    shared: Mapping[str, Sequence[Record]]
    concepts: Mapping[str, Sequence[Record]]
    of_document: Mapping[str, Mapping[str, Sequence[Record]]]
    registry: Sequence[Record]
    unread: frozenset[str]
    """Files of which nothing could be read: what they declare is not known, nor unknown."""


def read_all(files: Mapping[str, str], documents: Sequence[str], problems: Problems) -> Tables:
    """Every table of these documents; a file in the folder that is no table is a problem too."""
    used = {f"{FOLDER}/{name}.csv": table for name, table in SHARED.items()}
    used |= {f"{FOLDER}/vocabulary/{scheme}.csv": CONCEPTS for scheme in SCHEMES}
    used |= {f"{FOLDER}/{d}/{n}.csv": t for d in documents for n, t in OF_DOCUMENT.items()}
    used |= {REGISTRY: IDS}
    for file in sorted(set(files) - set(used)):
        problems.add_file(file, "is no table that is known.", "Rename or remove it.")
    found = {file: read(files, file, table, problems) for file, table in used.items()}
    records: Mapping[str, Sequence[Record]] = {file: r or () for file, r in found.items()}
    return Tables(
        shared={name: records[f"{FOLDER}/{name}.csv"] for name in SHARED},
        concepts={s: records[f"{FOLDER}/vocabulary/{s}.csv"] for s in SCHEMES},
        of_document={
            d: {n: records[f"{FOLDER}/{d}/{n}.csv"] for n in OF_DOCUMENT} for d in documents
        },
        registry=records[REGISTRY],
        unread=frozenset(file for file, read_ in found.items() if read_ is None),
    )
