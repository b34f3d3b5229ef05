"""A client of the site that checks every page it fetches, for the tests of pages."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from beleidsgraaf.serve.texts import Texts

_DATA = ("application/ld+json", "application/json")
"""Types of scripts that no browser runs."""
_FIELDS = ("input", "select", "textarea")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came, and as a browser would read it."""

    response: TestResponse
    tree: Element

    @property
    def html(self) -> str:
        """The characters that came."""
        return self.response.text

    @property
    def text(self) -> str:
        """What a reader sees, blanks folded."""
        return " ".join("".join(self.tree.itertext()).split())

    def all(self, tag: str) -> list[Element]:
        """Every element with this tag."""
        return list(self.tree.iter(tag))

    def texts(self, tag: str) -> list[str]:
        """The text of every element with this tag."""
        return [" ".join("".join(element.itertext()).split()) for element in self.all(tag)]

    @property
    def links(self) -> list[str]:
        """Where the page's links lead."""
        return [a.attrib["href"] for a in self.all("a")]


def said(quote: Element) -> str:
    """The passage in a quote, without the rest of its sentence and without any blank."""
    parts = [quote.text or ""]
    for child in quote:
        around = child.attrib.get("class") == "around"
        parts += ["" if around else "".join(child.itertext()), child.tail or ""]
    return "".join("".join(parts).split())


def printed(cell: Element) -> str:
    """The text of a cell of the document, without any blank and without the numbers we put in."""
    for ours in (e for e in cell.iter() if e.tag == "sup" or e.attrib.get("class") == "here"):
        for element in ours.iter():
            element.text = ""
    return "".join("".join(cell.itertext()).split())


class SiteClient:
    """Fetches pages; what is no proper page fails the test that asked for it."""

    def __init__(self, app: Flask, words: Mapping[str, Texts]) -> None:
        self.client = app.test_client()
        self._keys = {key for texts_ in words.values() for key in texts_.messages if "." in key}

    def raw(self, path: str, **headers: str) -> TestResponse:
        """The answer as it came, unchecked."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers=named)

    def get(self, path: str, status: int = 200) -> Fetched:
        """The page at a path, which is strict HTML5 and keeps the rules of the house."""
        response = self.raw(path, Accept="text/html,application/xhtml+xml,*/*;q=0.8")
        assert status == response.status_code, f"{path}: {response.status}"
        assert response.content_type == "text/html; charset=utf-8"
        parser = html5lib.HTMLParser(
            html5lib.treebuilders.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
        )
        page = Fetched(response, parser.parse(response.text))
        english = path == "/en" or path.startswith("/en/")
        assert ("en" if english else "nl") == page.tree.attrib["lang"]
        self._check_structure(page)
        self._check_fields(page)
        self._check_resources(page)
        return page

    def _check_structure(self, page: Fetched) -> None:
        assert len(page.all("h1")) == 1
        assert all(page.texts("h1"))
        assert all(page.texts("title"))
        ids = [e.attrib["id"] for e in page.tree.iter() if "id" in e.attrib]
        assert len(ids) == len(set(ids)), "an id stands twice"
        named = {
            e.attrib[a] for e in page.tree.iter() for a in ("aria-labelledby",) if a in e.attrib
        }
        assert named <= set(ids)
        levels = [int(e.tag[1]) for e in page.tree.iter() if e.tag in ("h1", "h2", "h3", "h4")]
        steps = itertools.pairwise(levels)
        assert all(b - a <= 1 for a, b in steps), f"a heading level is skipped: {levels}"
        shown = {" ".join(text.split()) for text in page.tree.itertext()}
        assert not shown & self._keys, "a key is shown in place of its words"
        empty = [a.attrib["href"] for a in page.all("a") if not "".join(a.itertext()).strip()]
        assert not empty, "a link has no words"

    @staticmethod
    def _check_fields(page: Fetched) -> None:
        labels = {label.attrib.get("for") for label in page.all("label")}
        for tag in _FIELDS:
            for field in page.all(tag):
                if field.attrib.get("type") != "hidden":
                    assert field.attrib["id"] in labels

    @staticmethod
    def _check_resources(page: Fetched) -> None:
        for script in page.all("script"):
            if "src" not in script.attrib:
                assert script.attrib["type"] in _DATA, "a page runs something that stands in it"
        assert not page.all("style")
        assert not [e for e in page.tree.iter() if "style" in e.attrib]
        loaded = [e.attrib["src"] for e in page.tree.iter() if "src" in e.attrib]
        loaded += [
            e.attrib["href"] for e in page.all("link") if e.attrib["rel"] in ("stylesheet", "icon")
        ]
        loaded += [form.attrib["action"] for form in page.all("form")]
        assert all(address.startswith("/") for address in loaded)
