"""Every sentence that promises what happens on bad input, with the real command and project."""

import re
from pathlib import Path

import pytest

from beleidsgraaf.snapshot import Snapshot, open_snapshot
from unit.cli.commands import Commands

DOCUMENT = "data/curated/seksueel-geweld-2021"
Change = tuple[str, str, str]
"""File, a pattern that stands in it, what to put for its first occurrence."""

HEADER: Change = ("data/curated/names.csv", r"seen$", "seen,colour")
VALUE: Change = ("data/curated/organisations.csv", r"^movisie,[^,]+,", "movisie,,")
UNKNOWN: Change = (f"{DOCUMENT}/involvements.csv", r"organisation/movisie", "organisation/movizie")
QUOTE: Change = (f"{DOCUMENT}/relations.csv", r"(explanation|activity),(\"?)", r"\1,\2Nergens ")
TWICE: Change = ("data/curated/references.csv", r"(\n[^\n]+)", r"\1\1")
LOST: Change = ("data/registry/ids.csv", r"^organisation,movisie,.*\n", "")
CORRECTION: Change = (f"{DOCUMENT}/corrections.csv", r"^(\d+),[0-9a-f]{12},", r"\1,000000000000,")
ONTOLOGY: Change = ("ontology/beleidsgraaf.ttl", r"rdfs:label", "rdfs:label ,")
SHAPES: Change = ("shapes/measure.ttl", r"sh:path", "sh:path ;")
OTHER_SHAPES: Change = ("shapes/event.ttl", r"sh:path", "nope:path")
NO_SHACL: Change = ("shapes/measure.ttl", r"sh:minCount", "sh:minCuont")
TERM: Change = ("ontology/beleidsgraaf.ttl", r"^bg:Measure\b", "bg:Meazure")
QUESTION: Change = ("ontology/questions/cq01-measures-of-a-theme.rq", r"summary-en", "sumary")
BOUNDS: Change = ("data/expected.toml", r"^ministry =", "ministry ==")

DAMAGE = (
    (HEADER, r"names\.csv:1: has unknown column 'colour'\."),
    (VALUE, r"organisations\.csv:\d+: has no value for 'kind'\. Fill it in\."),
    (UNKNOWN, r"involvements\.csv:\d+: names 'organisation/movizie', which no table knows\."),
    (QUOTE, r"relations\.csv:\d+: the quote 'Nergens .* does not stand in the cell"),
    (TWICE, r"references\.csv:3: uses 'reference/[a-z-]+' twice\."),
    (LOST, r"ids\.csv: has lost 'organisation/movisie', which is published\."),
    (CORRECTION, r"corrections\.csv:2: corrects row \d+ by the fingerprint '0{12}'"),
    (CORRECTION, r"rows\.json: row \d+ \(fingerprint [0-9a-f]{12}, line \d+ .* is flagged"),
    (ONTOLOGY, r"ontology/beleidsgraaf\.ttl:\d+: is no Turtle: "),
    (SHAPES, r"shapes/measure\.ttl:\d+: is no Turtle: "),
    (OTHER_SHAPES, r"shapes/event\.ttl:\d+: is no Turtle: "),
    (QUESTION, r"cq01-measures-of-a-theme\.rq:1: has no summary-en\."),
    (QUESTION, r"cq01-measures-of-a-theme\.rq:2: is no head line\."),
    (BOUNDS, r"data/expected\.toml:\d+: is no TOML: "),
)


def damage(folder: Path, change: Change) -> None:
    """Change the first occurrence in a file, as an editor would."""
    name, pattern, instead = change
    text = (folder / name).read_text("utf-8")
    changed, times = re.subn(pattern, instead, text, count=1, flags=re.MULTILINE)
    assert times == 1, change
    (folder / name).write_text(changed, "utf-8")


def the_problems(message: str) -> list[str]:
    """The lines of the one message, without the line that counts them."""
    first, *problems = message.rstrip("\n").split("\n")
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    assert first == f"{count} found:"
    return problems


def test_all_that_is_wrong_is_told_in_one_message(
    command: Commands, copy: Path, snapshot: Snapshot
) -> None:
    """Tables, registry, ontology, shapes, questions and bounds: none hides another."""
    for change in {change: None for change, _ in DAMAGE}:
        damage(copy, change)
    root = snapshot.folder.parent
    problems = the_problems(
        command.refused("build", "--project", str(copy), "--snapshots", str(root))
    )
    for _, expected in DAMAGE:
        assert [p for p in problems if re.search(expected, p)], (expected, problems)
    assert len(problems) == len(DAMAGE), "\n".join(problems)
    assert open_snapshot(root) == snapshot


@pytest.mark.parametrize("change", [HEADER, LOST, ONTOLOGY, SHAPES], ids=lambda c: c[0])
def test_one_thing_that_is_wrong_is_told_in_one_line(
    command: Commands, copy: Path, snapshot: Snapshot, change: Change
) -> None:
    """What follows from it is not told; the published snapshot stays."""
    damage(copy, change)
    root = snapshot.folder.parent
    (problem,) = the_problems(
        command.refused("check", "--project", str(copy), "--snapshots", str(root))
    )
    (expected,) = [expected for other, expected in DAMAGE if other == change]
    assert re.search(expected, problem)
    assert open_snapshot(root) == snapshot


def test_a_source_that_is_not_as_received_stops_every_command_that_reads_it(
    command: Commands, copy: Path, tmp_path: Path
) -> None:
    """Build, check and extract name the file and both hashes, and write nothing."""
    (source,) = copy.glob("data/source/*/*.txt")
    source.write_bytes(source.read_bytes().replace(b"Movisie", b"Movizie", 1))
    root = tmp_path / "snapshots"
    for words in (["build", "--snapshots", str(root)], ["extract"], ["extract", "--write"]):
        message = command.refused(*words, "--project", str(copy))
        assert message.count("\n") == 1
        assert str(source) in message
        assert "2963f4a7a33ea3df60136977c20ce3108541b0adfcaba349c93c979f83a54ed1" in message
        assert "put the file back as received" in message
    assert not root.exists()


def test_a_graph_that_does_not_conform_is_not_published(
    command: Commands, copy: Path, snapshot: Snapshot
) -> None:
    """A wrong answer to a question is a verdict: exit 1, a report, and the old snapshot stays."""
    answers = sorted((copy / "ontology/questions/expected").glob("*.csv"))
    lines = answers[0].read_text("utf-8").splitlines(keepends=True)
    answers[0].write_text("".join(lines[:-1]), "utf-8")
    root = snapshot.folder.parent
    ended = command.run("build", "--project", str(copy), "--snapshots", str(root))
    assert ended.returncode == 1, ended
    assert answers[0].stem in ended.stdout
    assert "Nothing was published." in ended.stderr
    assert open_snapshot(root) == snapshot


def test_a_folder_that_is_no_project_is_told_what_to_do(command: Commands) -> None:
    """Build and check in an empty folder."""
    assert "name it with --project" in command.refused("build")
    assert "name it with --project" in command.refused("check")


@pytest.mark.parametrize("place", ["mine", "mine/snapshots"])
def test_a_folder_that_cannot_be_written_is_told_before_the_work_is_done(
    command: Commands, project: Path, place: str
) -> None:
    """A file in the way, as the folder or above it."""
    (command.folder / "mine").write_text("mine")
    message = command.refused("build", "--project", str(project), "--snapshots", place)
    assert message.count("\n") == 1
    assert "the published snapshot is unchanged. Choose another folder with --snaps" in message
    assert (command.folder / "mine").read_text() == "mine"


@pytest.mark.parametrize("words", [["query", "ASK {}"], ["serve", "--port", "0"]])
def test_without_a_snapshot_and_a_project_there_is_one_line(
    command: Commands, words: list[str]
) -> None:
    """It says to build one."""
    message = command.refused(*words)
    assert message == "snapshots: holds no snapshot; run 'beleidsgraaf build'.\n"


def test_a_damaged_snapshot_is_neither_served_nor_queried(
    command: Commands, snapshot: Snapshot
) -> None:
    """The message names the file that is not whole."""
    root = command.folder / "snapshots"
    root.mkdir()
    (root / "current").mkdir()
    (root / "current" / "manifest.json").write_bytes(
        snapshot.folder.joinpath("manifest.json").read_bytes()
    )
    for words in (["query", "ASK {}"], ["serve", "--port", "0"]):
        message = command.refused(*words)
        assert message.count("\n") == 1
        assert "build" in message


def test_an_unknown_variable_of_ours_is_a_known_error(command: Commands) -> None:
    """A typing error in a setting does not go unnoticed."""
    message = command.refused("settings", BELEIDSGRAAF_PROT="80")
    assert message == "BELEIDSGRAAF_PROT: no setting has this name; see docs/settings.md.\n"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (NO_SHACL, r"shapes/measure\.ttl:\d+: says sh:minCuont, which SHACL does not have\."),
        (TERM, r"ontology/beleidsgraaf\.ttl: lacks bg:Measure, which the data use\."),
    ],
    ids=["shapes", "ontology"],
)
def test_turtle_that_says_the_wrong_thing_is_not_published(
    command: Commands, copy: Path, snapshot: Snapshot, change: Change, told: str
) -> None:
    """A shape that checks nothing and a term nobody defined stop the build, though well-formed."""
    damage(copy, change)
    root = snapshot.folder.parent
    problems = the_problems(
        command.refused("build", "--project", str(copy), "--snapshots", str(root))
    )
    assert len(problems) == 1
    assert re.search(told, problems[0])
    assert open_snapshot(root) == snapshot
