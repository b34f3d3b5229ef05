"""The other commands, their help, their output and their exit codes."""

import csv
import io
import json
import socket
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot
from unit.cli.commands import Commands

COMMANDS = ("extract", "build", "check", "serve", "query", "settings")
MINISTRIES = """
SELECT ?code (COUNT(DISTINCT ?measure) AS ?measures) WHERE {
  ?measure bg:cooperatingMinistry ?ministry .
  ?ministry tooiont:afkorting ?code .
} GROUP BY ?code ORDER BY DESC(?measures)
"""


@pytest.fixture
def asked(command: Commands, snapshot: Snapshot) -> Commands:
    """The command, with the real project's snapshot set for it."""
    (command.folder / "snapshots").symlink_to(snapshot.folder.parent)
    return command


def test_every_command_has_help(command: Commands) -> None:
    """On stdout, with exit 0; the whole command's help names them all."""
    whole = command.run("--help")
    assert (whole.returncode, whole.stderr) == (0, "")
    for name in COMMANDS:
        assert f"    {name} " in whole.stdout
        helped = command.run(name, "--help")
        assert (helped.returncode, helped.stderr) == (0, "")
        assert helped.stdout.startswith(f"usage: beleidsgraaf {name}")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["query"],
        ["query", "ASK {}", "--format", "xml"],
        ["build", "--project", "/nowhere/at/all"],
        ["extract", "--write", "--mentions"],
        ["serve", "--snapshots"],
    ],
)
def test_wrong_use_is_exit_2_with_the_usage(command: Commands, arguments: list[str]) -> None:
    """On stderr; stdout stays empty."""
    ended = command.run(*arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("usage: beleidsgraaf")


def test_the_settings_are_shown_as_they_are_in_force(command: Commands) -> None:
    """One line each, in the form in which they can be set."""
    shown = command.run("settings", BELEIDSGRAAF_PORT="81").stdout.splitlines()
    assert [line.partition("=")[0] for line in shown] == [
        f"BELEIDSGRAAF_{field.name.upper()}" for field in fields(Settings)
    ]
    assert "BELEIDSGRAAF_PORT=81" in shown


def test_a_query_gives_a_table(asked: Commands) -> None:
    """The ministries of the document with their measures, as counted by hand."""
    ended = asked.run("query", MINISTRIES)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == [
        "code  measures",
        "----  --------",
        "JenV  32",
        "VWS   29",
        "OCW   12",
        "SZW   5",
        "BZ    2",
        "EZK   1",
    ]


def test_a_query_gives_csv_and_json(asked: Commands) -> None:
    """The same answer in forms for programs; JSON keeps languages and datatypes."""
    table = asked.run("query", MINISTRIES, "--format", "csv").stdout
    assert list(csv.reader(io.StringIO(table)))[:2] == [["code", "measures"], ["JenV", "32"]]
    first = json.loads(asked.run("query", MINISTRIES, "--format", "json").stdout)["results"]
    assert first["bindings"][0]["measures"]["datatype"].endswith("#integer")


def test_a_query_may_come_from_stdin(asked: Commands) -> None:
    """A minus sign stands for it."""
    words = [sys.executable, "-m", "beleidsgraaf", "query", "-"]
    for text, code, said in (
        (b"ASK { ?s a bg:Measure }", 0, b"yes\n"),
        (b"ASK { ?s a bg:Mea\xff", 3, b""),
    ):
        ended = subprocess.run(
            words,
            input=text,
            cwd=asked.folder,
            env=asked.environment({"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8:strict"}),
            capture_output=True,
            check=False,
        )
        assert (ended.returncode, ended.stdout) == (code, said), ended
        assert b"Traceback" not in ended.stderr


def test_a_syntax_error_is_one_line_with_line_and_column(asked: Commands) -> None:
    """Exit 3, and nothing on stdout."""
    message = asked.refused("query", "SELECT ?s WHERE {\n  ?s a bg:Measure .\n  nonsense }")
    assert message.startswith("the query is ill-formed: line 3, column 11: ")
    assert message.count("\n") == 1


def test_a_reader_that_stops_reading_is_no_error(asked: Commands) -> None:
    """As in `beleidsgraaf query ... | head -1`."""
    process = asked.start("query", "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == ("", 0)
    process.stderr.close()


def test_an_output_that_cannot_be_written_is_a_known_error(asked: Commands) -> None:
    """A full disk behind stdout."""
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "beleidsgraaf", "query", "ASK {}"],
            cwd=asked.folder,
            env=asked.environment({}),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (
        3,
        "beleidsgraaf: output: No space left on device.\n",
    )


def test_words_of_any_language_are_printed_whatever_the_locale(asked: Commands) -> None:
    """Quotes and accents come out as UTF-8."""
    query = 'SELECT ?x WHERE { BIND("‘Financiën’" AS ?x) }'
    assert "‘Financiën’" in asked.run("query", query, LC_ALL="C").stdout


@pytest.mark.server
def test_an_occupied_port_is_one_line(asked: Commands) -> None:
    """It names the address and how to choose another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        message = asked.refused("serve", "--port", port)
    assert message.count("\n") == 1
    assert f"127.0.0.1 port {port}: Address already in use; choose another with --port" in message


@pytest.mark.server
@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.1", ""])
def test_an_address_that_is_not_ours_is_one_line(asked: Commands, host: str) -> None:
    """A name nobody knows, an address of another machine."""
    if not host:
        message = asked.refused("serve", "--port", "99999")
        assert message == "port: 99999 is over 65535.\n"
        return
    message = asked.refused("serve", "--host", host, "--port", "0")
    assert message.count("\n") == 1
    assert f"{host} port 0" in message


def test_extract_prints_the_rows_as_they_are_committed(command: Commands, project: Path) -> None:
    """What stands in data/extracted is what the rules read today."""
    (committed,) = project.glob("data/extracted/*/rows.json")
    ended = command.run("extract", "--project", str(project))
    assert ended.returncode == 0, ended
    assert committed.read_text("utf-8") == ended.stdout


def test_extract_writes_the_rows_and_a_disk_that_is_full_leaves_them(
    command: Commands, copy: Path
) -> None:
    """What cannot be written is as it was."""
    (rows,) = copy.glob("data/extracted/*/rows.json")
    before = rows.read_text("utf-8")
    rows.write_text("{}", "utf-8")
    words = [sys.executable, "-m", "beleidsgraaf", "extract", "--write", "--project", str(copy)]
    full = subprocess.run(
        ["bash", "-c", 'ulimit -f 4; exec "$@"', "bash", *words],
        cwd=command.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert full.returncode == 3, full
    assert "rows.json: File too large; it is as it was." in full.stderr
    assert rows.read_text("utf-8") == "{}"
    assert command.run(*words[3:]).returncode == 0
    assert rows.read_text("utf-8") == before
    assert {path.name for path in rows.parent.iterdir()} == {"rows.json"}
