"""The files of versions that are out: noted once, so that later catalogues still list them."""

import csv
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence

from beleidsgraaf.errors import CurationError, Problem
from beleidsgraaf.make.catalogue.records import Release, Version
from beleidsgraaf.model import Distribution, Text

COLUMNS = (
    *("version", "modified", "name", "title_nl", "title_en", "description_nl", "description_en"),
    *("media_type", "file_type", "compressed", "bytes", "sha256"),
)


def earlier(versions: Sequence[Version], text: str, file: str) -> list[Release]:
    """The release of each version but the last; CurationError where the table lacks one."""
    rows = list(_rows(text, file))
    releases: list[Release] = []
    problems: list[Problem] = []
    for version in versions[:-1]:
        own = [row for row in rows if row["version"] == version.number]
        try:
            files = tuple(_file(row) for row in own)
            days = [datetime.date.fromisoformat(row["modified"]) for row in own]
            releases.append(Release(version, max(days), files))
        except ValueError:  # a number or date that is none, or no row at all
            what = f"does not have the files of version {version.number}."
            remedy = "Check out that version and run 'beleidsgraaf build --record' there."
            problems.append(Problem(file, 0, what, remedy))
    if problems:
        raise CurationError(problems)
    return releases


def altered(release: Release, text: str, file: str) -> list[Problem]:
    """A problem where the table has this version with other files: what is out must not change."""
    number = release.version.number
    noted = {row["name"]: row["sha256"] for row in _rows(text, file) if row["version"] == number}
    if not noted or noted == {made.name: made.sha256 for made in release.files}:
        return []
    what = f"has version {number} with other files than those that were made now."
    remedy = "Add a part [[versions]] to the settings, or 'build --record' if nobody has it yet."
    return [Problem(file, 0, what, remedy)]


def record(release: Release, text: str, file: str) -> str:
    """The table with the files of this release, in the place of what it said of that version."""
    number = release.version.number
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in _rows(text, file) if row["version"] != number)
    writer.writerows(_row(release, file) for file in release.files)
    return out.getvalue()


def _rows(text: str, file: str) -> Iterable[Mapping[str, str]]:
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        what = f"has other columns than {', '.join(COLUMNS)}."
        raise CurationError([Problem(file, 1, what, "Put that line back at the top.")])
    for row in reader:
        if None in row or None in row.values():
            what = f"does not have {len(COLUMNS)} cells."
            raise CurationError([Problem(file, reader.line_num, what, "Take it from the history.")])
        yield row


def _file(row: Mapping[str, str]) -> Distribution:
    return Distribution(
        name=row["name"],
        title=Text(row["title_nl"], row["title_en"]),
        description=Text(row["description_nl"], row["description_en"]),
        media_type=row["media_type"],
        file_type=row["file_type"],
        compressed=row["compressed"] == "yes",
        bytes=int(row["bytes"]),
        sha256=row["sha256"],
    )


def _row(release: Release, file: Distribution) -> dict[str, str]:
    return {
        "version": release.version.number,
        "modified": release.modified.isoformat(),
        "name": file.name,
        "title_nl": file.title.nl,
        "title_en": file.title.en,
        "description_nl": file.description.nl,
        "description_en": file.description.en,
        "media_type": file.media_type,
        "file_type": file.file_type,
        "compressed": "yes" if file.compressed else "no",
        "bytes": str(file.bytes),
        "sha256": file.sha256,
    }
