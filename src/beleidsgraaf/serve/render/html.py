"""Turns the record of a page into HTML."""

import re
from collections.abc import Mapping

import jinja2

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.texts import Texts

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def template_of(kind: type[Page]) -> str:
    """The template of a page: ``measure.html`` for ``MeasurePage``."""
    stem = kind.__name__.removesuffix("Page")
    name = f"{_CAPITAL.sub('_', stem).lower()}.html"
    return f"{kind.folder}/{name}" if kind.folder else name


class Renderer:
    """The templates; each sees ``page`` and the texts of the page's language, nothing else."""

    def __init__(self, texts: Mapping[str, Texts]) -> None:
        self._texts = texts
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("beleidsgraaf.serve"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.clear()

    def __call__(self, page: Page) -> str:
        """The page as HTML."""
        template = self._environment.get_template(template_of(type(page)))
        return template.render(page=page, t=self._texts[page.frame.lang])
