import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from csvw import CSVW
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from beleidsgraaf.make.dumps import Dumps, dumps
from beleidsgraaf.make.dumps.columns import INVOLVEMENTS, MEASURES, SEPARATOR, TABLES, Form
from beleidsgraaf.make.triples import canonical
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names, curie

LISTS = (Form.SLUGS, Form.LABELS)
FIRST_KEY = b"kerndoelen-seksualiteit-en-seksuele-diversiteit-ocw-cooperates,"
SECOND_KEY = b"stimuleringsprogramma-seksuele-en-relationele-vorming-ocw-cooperates,"


def lines(made: Dumps, name: str) -> list[dict[str, str]]:
    """The lines of a table by their headers."""
    text = made.files[f"{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture(scope="session")
def folder(made: Dumps, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables and their description, as a visitor would download them."""
    folder = tmp_path_factory.mktemp("tables")
    for name in ("measures.csv", "involvements.csv", "csv-metadata.json"):
        (folder / name).write_bytes(made.files[name])
    return folder


def test_each_thing_has_one_line(made: Dumps, quads: list[Quad], names: Names) -> None:
    """Every measure and every involvement of the graph is there, once."""
    for table, term in ((MEASURES, "Measure"), (INVOLVEMENTS, "Involvement")):
        there = [
            str(quad.subject.value)
            for quad in quads
            if (quad.predicate, quad.object) == (curie("rdf:type"), names.term(term))
            and isinstance(quad.subject, NamedNode)
        ]
        assert sorted(line[f"{table.key}_iri"] for line in lines(made, table.name)) == sorted(there)
        assert there


def test_the_lines_follow_the_document(made: Dumps) -> None:
    """Measures stand in the order of the rows, from row 1."""
    measures = lines(made, "measures")
    assert [int(line["row"]) for line in measures] == list(range(1, len(measures) + 1))


def test_a_quote_is_what_the_source_says_there(made: Dumps, snapshot: Snapshot) -> None:
    """The characters from start to end are the quote, and so for the name in it."""
    found = lines(made, "involvements")
    for line in found:
        source = snapshot.read(f"source/{line['document']}.txt").decode()
        for text, start, end in (("quote", "start", "end"), *_mention(line)):
            passage = source[int(line[start]) : int(line[end])]
            assert " ".join(passage.split()) == line[text]
        assert source.count("\n", 0, int(line["start"])) + 1 == int(line["first_line"])
    assert any(_mention(line) for line in found)


def _mention(line: dict[str, str]) -> list[tuple[str, str, str]]:
    return [("mention", "mention_start", "mention_end")] if line["mention"] else []


def test_a_list_names_as_many_things_as_the_graph(
    made: Dumps, quads: list[Quad], names: Names
) -> None:
    """Nothing that a measure is linked to is left out of the lists, and nothing is added."""
    store = Store()
    store.extend(quads)
    linked: Counter[str] = Counter()
    for column, relation in (
        ("ministries", "cooperatingMinistry"),
        ("instrument_types", "instrumentType"),
        ("target_groups", "targetGroup"),
        ("programmes", "inProgramme"),
        ("references", "refersTo"),
        ("channels", "channel"),
    ):
        linked[column] = len(
            {q.triple for q in store.quads_for_pattern(None, names.term(relation), None)}
        )
    involved = {q.triple for q in store.quads_for_pattern(None, names.term("involves"), None)}
    for triple in involved:
        kind = str(triple.object).removeprefix(f"<{names.base}id/").split("/")[0]
        if kind != "ministry":
            linked[{"organisation": "organisations", "actor-group": "actor_groups"}[kind]] += 1
    listed: Counter[str] = Counter()
    for line in lines(made, "measures"):
        for column in linked:
            slugs, labels = line[column], line[f"{column}_nl"]
            assert slugs.count(SEPARATOR) == labels.count(SEPARATOR)
            listed[column] += len(slugs.split(SEPARATOR)) if slugs else 0
    assert listed == linked


def test_a_spreadsheet_reads_the_tables(made: Dumps) -> None:
    """UTF-8, lines end in CR LF, every line has as many cells as the header."""
    for table in TABLES:
        data = made.files[f"{table.name}.csv"].decode()
        found = list(csv.reader(io.StringIO(data, newline=""), strict=True))
        assert {len(line) for line in found} == {len(table.columns)}
        assert data.endswith("\r\n")
        assert not any("\n" in cell for line in found for cell in line)


def test_the_description_is_valid_and_the_tables_are_as_it_says(folder: Path, made: Dumps) -> None:
    """A CSVW reader finds the types, the keys and the reference between the tables in order."""
    found = CSVW(str(folder / "csv-metadata.json"), validate=True)
    assert found.is_valid
    assert found.warnings == []
    assert [len(list(table)) for table in found.tables] == [
        len(lines(made, table.name)) for table in TABLES
    ]


def conforms(folder: Path) -> bool:
    """What the CSVW reader says of the tables in a folder; some faults it raises."""
    try:
        return bool(CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid)
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        pytest.param("measures.csv", b",1,", b",one,", id="a number that is none"),
        pytest.param("measures.csv", b"measure,measure_iri", b"maatregel,iri", id="other headers"),
        pytest.param("measures.csv", b"\r\nkerndoelen-seksualiteit", b"\r\nx", id="a lost measure"),
        pytest.param("involvements.csv", SECOND_KEY, FIRST_KEY, id="a key twice"),
    ],
)
@pytest.mark.filterwarnings("always::UserWarning")  # how csvw says what it found
def test_the_check_sees_damage(
    folder: Path, tmp_path: Path, table: str, old: bytes, new: bytes
) -> None:
    """The same reader refuses tables that are not as described."""
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    damaged = (tmp_path / table).read_bytes()
    assert old in damaged
    (tmp_path / table).write_bytes(damaged.replace(old, new))
    assert not conforms(tmp_path)


def test_every_column_is_explained_in_both_languages(made: Dumps) -> None:
    """The description tells what each column means, in Dutch and in English."""
    described = json.loads(made.files["csv-metadata.json"])
    for table in described["tables"]:
        for column in table["tableSchema"]["columns"]:
            texts = {text["@language"]: text["@value"] for text in column["dc:description"]}
            assert texts.keys() == {"nl", "en"}
            assert all(texts.values())


def test_a_column_that_is_required_is_never_empty_and_others_sometimes_are(made: Dumps) -> None:
    """What the description promises holds, and it promises all it can."""
    for table in TABLES:
        found = lines(made, table.name)
        for column in table.columns:
            if column.form not in LISTS:
                assert column.required == all(line[column.name] for line in found), column.name


def test_no_label_has_the_separator_in_it(quads: list[Quad]) -> None:
    """So a list can be cut where it stands."""
    labels = [q.object for q in quads if q.predicate == curie("skos:prefLabel")]
    assert not [
        label for label in labels if isinstance(label, Literal) and SEPARATOR in label.value
    ]


def test_a_graph_under_another_base_gives_tables_under_it(quads: list[Quad], names: Names) -> None:
    """The queries follow the base of the build."""
    elsewhere = Names("https://x.example/")
    written = canonical(quads).decode().replace(f"<{names.base}", f"<{elsewhere.base}")
    moved = dumps(parse(written, format=RdfFormat.N_QUADS), elsewhere)
    table = moved.files["measures.csv"].decode()
    assert table.count(f"{elsewhere.base}id/measure/") == len(lines(moved, "measures")) > 0
    assert names.base not in table
