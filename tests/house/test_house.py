"""The rules of the house that no linter holds."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from beleidsgraaf import queries
from beleidsgraaf.settings import table
from beleidsgraaf.vocab import DEFAULT_BASE

LONG_MODULES = {
    "src/beleidsgraaf/model.py": 400,  # records and what they mean; there is no code to divide
}
"""Modules that may have more than 250 lines, and how many."""
SPARQL = re.compile(
    r"\b(?:SELECT\s+(?:DISTINCT\b|REDUCED\b|[?$*(])|CONSTRUCT\s*(?:\{|WHERE\b)|DESCRIBE\s+[?<]"
    r"|ASK\s*(?:WHERE\s*)?\{\s*[?<]|INSERT\s+(?:DATA\s*)?\{|DELETE\s+(?:DATA\s*)?\{"
    r"|PREFIX\s+[\w-]*:\s*<|OPTIONAL\s*\{|FILTER\s*(?:NOT\s+EXISTS|\()|WHERE\s*\{)"
)
OF_THIS_MACHINE = re.compile(
    r"(?:^|[\s\"'(=])/(?:work|tmp|root|home|Users)/|pypi\.org|pythonhosted|registry\.npmjs"
    r"|https?://[^\s\"']*/simple\b|--(?:extra-)?index-url|--find-links|--trusted-host"
)
"""Paths of somebody's machine, and where packages come from: that is for whoever installs."""


def tracked(project: Path, *patterns: str) -> list[str]:
    """The files of the repository that match, by git or, in an unpacked archive, by name."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "-z", "--", *patterns],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return sorted(n for n in listed.stdout.split("\0") if n and (project / n).is_file())
    found = (path.relative_to(project) for path in project.rglob("*") if path.is_file())
    names = (path.as_posix() for path in found if not path.as_posix().startswith("."))
    return sorted(n for n in names if any(fnmatchcase(n, pattern) for pattern in patterns))


def modules(project: Path) -> list[str]:
    """Every module, ours and the tests'."""
    found = tracked(project, "*.py")
    assert len(found) > 100
    return found


def own_lines(function: ast.AST) -> int:
    """The lines of a function without those of the functions inside it."""
    inner = [
        node
        for node in ast.walk(function)
        if node is not function and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    lines = set(range(function.lineno, (function.end_lineno or 0) + 1))
    for node in inner:
        lines -= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return len(lines)


def test_no_module_is_longer_than_it_may_be(project: Path) -> None:
    """250 lines for the program; tests may be long lists, but no more than 400."""
    for name in modules(project):
        count = len((project / name).read_text("utf-8").splitlines())
        most = 400 if name.startswith("tests/") else LONG_MODULES.get(name, 250)
        assert count <= most, f"{name} has {count} lines"


def test_no_exception_is_made_in_vain(project: Path) -> None:
    """A module that became short is no exception any more."""
    for name in LONG_MODULES:
        assert len((project / name).read_text("utf-8").splitlines()) > 250, name


def test_no_function_of_the_program_is_longer_than_a_screen(project: Path) -> None:
    """35 lines, those of functions inside it apart."""
    for name in modules(project):
        if name.startswith("tests/"):
            continue
        for node in ast.walk(ast.parse((project / name).read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                count = own_lines(node)
                assert count <= 35, f"{name}:{node.lineno} {node.name} has {count} lines"


def strings(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a module that are no docstrings, with their lines."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_query_stands_in_a_module_or_a_page(project: Path) -> None:
    """Queries are files with a head."""
    for name in tracked(project, "src/**/*.py", "src/*.py"):
        for line, text in strings((project / name).read_text("utf-8")):
            assert not SPARQL.search(text), f"{name}:{line}: {text!r}"
    pages = tracked(project, "src/**/*.html")
    assert pages
    for name in pages:
        assert not SPARQL.search((project / name).read_text("utf-8")), name


@pytest.mark.parametrize("text", ["SELECT ?s", "ASK { ?s ?p ?o }", "PREFIX bg: <x>", "WHERE {"])
def test_the_rule_against_queries_would_see_one(text: str) -> None:
    """Else the test above could not fail."""
    assert SPARQL.search(text)


def test_every_query_has_a_head(project: Path) -> None:
    """Wherever it stands in the repository."""
    names = tracked(project, "*.rq")
    assert len(names) > 40
    for name in names:
        query = queries.parse(Path(name).stem, (project / name).read_text("utf-8"), DEFAULT_BASE)
        assert query.summary_nl != query.summary_en, name


def test_both_languages_say_the_same_things(project: Path) -> None:
    """The same keys in the same order."""
    folder = project / "src/beleidsgraaf/serve/translations"
    dutch, english = (json.loads((folder / f"{x}.json").read_text("utf-8")) for x in ("nl", "en"))
    assert list(dutch) == list(english)
    assert len(dutch) > 50


def test_nothing_names_this_machine_or_a_registry(project: Path) -> None:
    """Neither code, nor locks, nor docs; the documents of others are as received."""
    for name in tracked(project, "*"):
        # A test may name what must not be there, and the Makefile what locks leave out.
        if name.startswith(("data/source/", "tests/")) or name == "Makefile":
            continue
        try:
            text = (project / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        assert [found[0] for found in OF_THIS_MACHINE.finditer(text)] == [], name


def test_every_lock_carries_hashes_and_no_address(project: Path) -> None:
    """So that what is installed is what was tested, wherever it is taken from."""
    locks = tracked(project, "requirements/*.txt")
    assert {Path(name).name for name in locks} >= {"build.txt", "dev.txt", "run.txt"}
    for name in locks:
        text = (project / name).read_text("utf-8")
        assert "://" not in text, name
        pinned = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert pinned, name
        for package in pinned:
            assert re.match(r"[a-z0-9][\w.-]*==\S+ ", package), f"{name}: {package[:40]}"
            assert "--hash=sha256:" in package, f"{name}: {package[:40]}"


def test_the_layers_hold(project: Path) -> None:
    """Two rooms and a door: import-linter's own command says so."""
    command = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [command, "--no-cache"], cwd=project, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout


def test_every_setting_is_documented(project: Path) -> None:
    """The table in the docs is the table of the program."""
    text = (project / "docs/settings.md").read_text("utf-8")
    _, found, rest = text.partition("<!-- settings -->\n")
    shown, closed, _ = rest.partition("<!-- /settings -->")
    assert found
    assert closed
    assert shown == table()


def errors(project: Path) -> list[str]:
    """Every class of error that a user can meet: those under BeleidsgraafError."""
    bases: dict[str, set[str]] = {}
    for name in tracked(project, "src/**/*.py", "src/*.py"):
        for node in ast.walk(ast.parse((project / name).read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {b.id for b in node.bases if isinstance(b, ast.Name)}
    known = {"BeleidsgraafError"}
    while more := {name for name, of in bases.items() if of & known} - known:
        known |= more
    return sorted(known - {"BeleidsgraafError"})


def test_every_error_is_documented_under_a_heading_of_its_own(project: Path) -> None:
    """And no heading is left of an error that is no more."""
    text = (project / "docs/errors.md").read_text("utf-8")
    headings = re.findall(r"^#+ (\w+Error)$", text, re.MULTILINE)
    assert sorted(headings) == errors(project)
    for heading in headings:
        body = text.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
        assert re.search(r"\bExit 3\.|\bHTTP \d", body), heading
