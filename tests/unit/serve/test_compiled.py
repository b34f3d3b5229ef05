"""Which modules may be compiled, and when what was compiled is used."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from beleidsgraaf.serve import compiled

PLAIN = {"ABC", "Exception", "Generic", "IntEnum", "NamedTuple", "ValueError"}
"""What a compiled class may inherit from besides a compiled one."""
WITHOUT_FIELDS = {"asyncio.Protocol"}


def classes() -> Iterator[ast.ClassDef]:
    """Those of the modules that are compiled."""
    for module in compiled.MODULES:
        for node in ast.walk(ast.parse(compiled.source(module).read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node


def name(base: ast.expr) -> str:
    """What a class inherits from, without its parameters."""
    return ast.unparse(base.value if isinstance(base, ast.Subscript) else base)


def test_nothing_compiled_inherits_what_is_not() -> None:
    """A compiled class on top of a dictionary ends the process when garbage is searched for."""
    ours = {each.name for each in classes()}
    for each in classes():
        bases = {name(base) for base in each.bases}
        assert "Protocol" in bases or bases <= ours | PLAIN | WITHOUT_FIELDS, each.name


def told(folder: Path, was: str = "", now: str = "") -> Path:
    """The folder, as if all had been compiled in it from this very source; or another."""
    (folder / compiled.MADE_FROM).write_text(compiled.made_from().replace(was, now), "utf-8")
    return folder


def test_where_nothing_is_compiled_nothing_happens(tmp_path: Path) -> None:
    """No word is said of it either: the server does without."""
    before = list(sys.meta_path)
    assert not compiled.use(tmp_path)
    assert sys.meta_path == before


@pytest.mark.parametrize("was", [sys.version, compiled.made_from()[-20:]])
def test_what_was_compiled_from_another_source_is_not_used(
    tmp_path: Path, was: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Or for another Python, or half of which was written; the log says what to do."""
    before = list(sys.meta_path)
    assert not compiled.use(told(tmp_path, was))
    assert "`make native`" in caplog.text
    assert sys.meta_path == before


def test_the_two_are_never_in_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error says so, before there are classes of both."""
    monkeypatch.setitem(sys.modules, compiled.MODULES[0], sys)
    with pytest.raises(RuntimeError, match=compiled.MODULES[0]):
        compiled.use(told(tmp_path))


def test_a_change_of_any_source_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of one that is not compiled itself: others were compiled by what it says."""
    serve = tmp_path / "beleidsgraaf" / "serve"
    serve.mkdir(parents=True)
    monkeypatch.setattr(compiled, "_SERVE", serve)
    seen = []
    for file, text in (("errors.py", "1"), ("errors.py", "2"), ("serve/new.py", "")):
        (serve.parent / file).write_text(text)
        seen.append(compiled.made_from())
    assert len(set(seen)) == 3
