import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from beleidsgraaf.errors import BeleidsgraafError, DefinitionError, SourceError
from beleidsgraaf.make.project import read

TEXT = "Doel\n\nIets \N{LEFT SINGLE QUOTATION MARK}anders\N{RIGHT SINGLE QUOTATION MARK}\n"
FILES = {
    "data/source/klein-2020/tekst.txt": TEXT,
    "data/curated/ministries.csv": "ministry\n",
    "data/curated/klein-2020/measures.csv": "row\n",
    "data/registry/ids.csv": "type,slug\n",
    "data/expected.toml": "",
    "data/publication.toml": "",
    "data/publication-values.csv": "",
    "data/releases.csv": "",
    "ontology/beleidsgraaf.ttl": "",
    "ontology/context.jsonld": "{}",
    "ontology/questions/cq01-a.rq": "SELECT",
    "ontology/questions/expected/cq01-a.csv": "a\n",
    "shapes/measure.ttl": "",
}
ABOUT = f"""
file = "tekst.txt"
sha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"
columns = ["A", "B"]
version = "1.0.0"
issued = 2020-01-01
modified = 2020-02-02
[title]
nl = "Titel"
en = "Title"
[probably]
nl = "Waarschijnlijk."
en = "Probably."
"""
DESCRIPTION = "data/source/klein-2020/document.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The smallest folder that is a project."""
    for name, text in (FILES | {DESCRIPTION: ABOUT}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def refused(folder: Path, kind: type[BeleidsgraafError] = SourceError) -> str:
    """What is said when the folder cannot be read."""
    with pytest.raises(kind) as caught:
        read(folder)
    return str(caught.value)


def test_a_project_is_read_whole(folder: Path) -> None:
    """Every file is there under the name that messages use."""
    project = read(folder)
    (document,) = project.documents
    assert document.text == TEXT
    assert (document.slug, document.issued) == ("klein-2020", "2020-01-01")
    assert document.columns == ("A", "B")
    folders = ("data/curated/", "data/registry/")
    assert set(project.tables) == {name for name in FILES if name.startswith(folders)}
    assert set(project.shapes) == {"shapes/measure.ttl"}
    assert project.questions == {"cq01-a.rq": "SELECT"}
    assert project.answers == {"cq01-a": "a\n"}


def test_a_mark_that_says_utf8_is_no_part_of_a_table(folder: Path) -> None:
    """Spreadsheets put one at the start of the file."""
    name = "data/curated/ministries.csv"
    (folder / name).write_text("ministry\n", "utf-8-sig")
    assert read(folder).tables[name] == "ministry\n"


def test_a_source_that_was_edited_is_refused(folder: Path) -> None:
    """One byte is enough; the message names the file, both hashes, and the way out."""
    source = folder / "data/source/klein-2020/tekst.txt"
    source.write_text(TEXT + "\n", "utf-8")
    said = refused(folder)
    assert str(source) in said
    assert hashlib.sha256((TEXT + "\n").encode()).hexdigest() in said
    assert "put the file back as received" in said


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda t: t.replace('version = "1.0.0"', ""), "has no 'version'. Add it."),
        (lambda t: t.replace('en = "Probably."', ""), "has no 'en'. Add it."),
        (lambda t: t.replace("2020-01-01", '"soon"'), "wrong form"),
        (lambda t: t.replace("[title]", "[titel]"), "has no 'title'"),
        (lambda t: t.replace('"1.0.0"', "1.0"), "wrong form"),
        (lambda t: t.replace('nl = "Titel"', "nl = 1"), "wrong form"),
        (lambda t: t.replace('["A", "B"]', '"A"'), "wrong form"),
        (lambda t: t.replace('["A", "B"]', "[1]"), "wrong form"),
        (lambda t: t.replace('"tekst.txt"', "1"), "wrong form"),
        (lambda t: t.replace('"tekst.txt"', '"weg.txt"'), "No such file"),
        (lambda t: t.replace("file =", "file"), "line 2"),
    ],
)
def test_a_description_that_is_not_whole_says_what_is_wrong(
    folder: Path, change: Callable[[str], str], expected: str
) -> None:
    """The message names document.toml and what is missing or odd in it."""
    (folder / DESCRIPTION).write_text(change(ABOUT), "utf-8")
    said = refused(folder)
    assert expected in said
    assert "document.toml" in said


def test_a_description_that_is_no_utf8_or_no_file_is_refused(folder: Path) -> None:
    """Bytes of another encoding, and a folder where the file should be."""
    path = folder / DESCRIPTION
    path.write_bytes(b"\xff")
    assert "document.toml" in refused(folder)
    path.unlink()
    path.mkdir()
    assert "document.toml" in refused(folder)


def test_a_source_in_another_encoding_is_refused(folder: Path) -> None:
    """Its hash may be right, its characters cannot be counted."""
    data = b"caf\xe9"
    (folder / "data/source/klein-2020/tekst.txt").write_bytes(data)
    about = ABOUT.replace(
        hashlib.sha256(TEXT.encode()).hexdigest(), hashlib.sha256(data).hexdigest()
    )
    (folder / DESCRIPTION).write_text(about, "utf-8")
    assert "not UTF-8 at byte 3" in refused(folder)


def test_a_folder_whose_name_is_no_slug_is_refused(folder: Path) -> None:
    """The document's slug is in every IRI of its rows."""
    (folder / "data/source/klein-2020").rename(folder / "data/source/Klein 2020")
    assert "lower-case" in refused(folder)


def test_a_folder_that_is_no_project_says_where_to_go(tmp_path: Path) -> None:
    """There is no source at all."""
    assert "--project" in refused(tmp_path)


def test_all_files_that_are_missing_or_odd_are_told_at_once(folder: Path) -> None:
    """A missing file, one in another encoding, an empty folder."""
    (folder / "ontology/beleidsgraaf.ttl").unlink()
    (folder / "shapes/measure.ttl").unlink()
    (folder / "data/expected.toml").write_bytes(b"\xff")
    said = refused(folder, DefinitionError)
    assert said.startswith("3 problems found:")
    assert "ontology/beleidsgraaf.ttl: No such file" in said
    assert "shapes: holds no *.ttl" in said
    assert "data/expected.toml: is not UTF-8 at byte 0" in said
