"""What the site says stands in its translations, all of it, in both languages."""

import re
import string
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from beleidsgraaf import queries
from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.html import template_of
from beleidsgraaf.serve.texts import Texts
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import DEFAULT_BASE, PREFIXES

SERVE = Path(str(resources.files("beleidsgraaf.serve")))
TEMPLATES = sorted((SERVE / "templates").rglob("*.html"))
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
TAG = re.compile(r'<[^>]*>| [a-z-]+=""')
SPOKEN = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')


def forms(message: object) -> Iterator[str]:
    """The forms of a text: one, or one for each number."""
    if isinstance(message, str):
        yield message
    else:
        assert isinstance(message, dict)
        assert set(message) == {"one", "other"}
        yield from message.values()


def blanks(text: str) -> set[str]:
    """The names that are filled in, in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts(words: dict[str, Texts]) -> None:
    """No text is missing in a language, and each has the same blanks to fill in."""
    dutch, english = words["nl"].messages, words["en"].messages
    assert set(dutch) == set(english)
    assert len(dutch) > 100
    for key in dutch:
        one = set().union(*(blanks(form) for form in forms(dutch[key])))
        assert one == set().union(*(blanks(form) for form in forms(english[key]))), key


def test_every_text_is_used(words: dict[str, Texts], snapshot: Snapshot, project: Path) -> None:
    """Each key stands in a template, a module or a script, or names a term of the data."""
    used = "".join(path.read_text("utf-8") for path in [*TEMPLATES, *SERVE.rglob("*.py")])
    scripts = "".join(path.read_text("utf-8") for path in (project / "frontend/src").rglob("*.ts"))
    iris = {
        term.value
        for quad in parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS)
        for term in (quad.predicate, quad.object)
        if hasattr(term, "value")
    }
    unused = []
    for key in words["nl"].messages:
        kind, _, term = key.partition(":")
        if kind == "term":
            prefix, _, local = term.partition(":")
            found = PREFIXES[prefix] + local in iris
        else:
            group, _, name = key.partition(".")
            found = f'"{key}"' in used or f"'{key}'" in used
            found |= f'.some("{group}")' in used and f'"{name}"' in scripts
        if not found:
            unused.append(key)
    assert unused == []


def test_numbers_are_told_as_each_language_does(words: dict[str, Texts]) -> None:
    """One is told as one, thousands have a point in Dutch and a comma in English."""
    assert words["nl"]("measures", n=1) == "1\u00a0maatregel"
    assert words["en"]("measures", n=0) == "0\u00a0measures"
    assert words["nl"].number(1234567) == "1.234.567"
    assert words["en"].number(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_parts_are_enumerated_as_in_a_sentence(
    words: dict[str, Texts], parts: list[str], expected: str
) -> None:
    """The last of several parts follows the word for and."""
    assert words["nl"].enumerate(parts) == expected


def test_a_missing_text_is_an_error(words: dict[str, Texts]) -> None:
    """A page never shows a key."""
    with pytest.raises(KeyError):
        words["nl"]("no.such.key")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    """All words come from the translations or from the data."""
    text = JINJA.sub("", template.read_text("utf-8"))
    spoken = "".join(SPOKEN.findall(text))
    assert not re.search(r"[^\W\d_]", TAG.sub("", text) + spoken)


@pytest.mark.usefixtures("site")  # with the application come the records of all its pages
def test_every_page_has_a_template_and_every_template_a_page() -> None:
    """The name of the record names the template; a part of one is used by another."""
    folder = SERVE / "templates"
    written = {t.relative_to(folder).as_posix(): t.read_text("utf-8") for t in TEMPLATES}
    pages = {template_of(kind) for kind in Page.__subclasses__()}
    assert pages <= set(written)
    parts = set(written) - pages
    assert {name for name in parts if "/" not in name} == {"base.html", "parts.html"}
    assert [p for p in parts if not any(f'"{p}"' in text for text in written.values())] == []


def test_every_query_of_a_page_is_used_and_orders_its_rows() -> None:
    """No query lies idle, and every SELECT has one order."""
    folders = (SERVE / "queries", SERVE.parent / "aggregates")
    found = {n: q for f in folders for n, q in queries.load(f, DEFAULT_BASE).items()}
    modules = "".join(path.read_text("utf-8") for path in SERVE.rglob("*.py"))
    assert len(found) > 15
    for name, query in found.items():
        assert f'"{name}"' in modules, name
        assert "CONSTRUCT" in query.text or "ORDER BY" in query.text, name
