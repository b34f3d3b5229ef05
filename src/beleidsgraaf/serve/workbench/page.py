"""The page on which a visitor asks in SPARQL: the form, the examples, the answer."""

from urllib.parse import urlencode

from beleidsgraaf.serve import asking, assets
from beleidsgraaf.serve.pages.questions import by_section
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.workbench import Editor, Refusal, Result, WorkbenchPage
from beleidsgraaf.serve.workbench.answers import FORMATS

PATH = "/workbench"
TERMS = f"{PATH}/terms"
READ = f"{PATH}/read"
"""Where a query is read while somebody writes it."""
HERE = "html"
"""The form of an answer that is a page."""


def address(reader: Reader, sparql: str) -> str:
    """Where a query has its page."""
    return f"{reader.address(PATH)}?{urlencode({'query': sparql})}"


def workbench(
    site: Site, reader: Reader, sparql: str, made: Result | Refusal | None
) -> WorkbenchPage:
    """The form with a query in it, the questions as examples, and what came of the query."""
    t, settings = reader.t, site.settings
    path = f"{PATH}?{urlencode({'query': sparql})}" if sparql else PATH
    first = next(iter(site.questions.values()), None)
    return WorkbenchPage(
        frame=site.frame(
            reader, Words(t("workbench.title")), Spot(path, section=PATH, script=assets.WORKBENCH)
        ),
        sparql=sparql or (asking.chosen(first, {}) if first else ""),
        action=reader.address(PATH),
        yasgui=Link(reader.address("/yasgui"), t("yasgui.other")),
        formats=((HERE, t("workbench.here")), *FORMATS),
        sections=by_section(site, reader),
        limits=t(
            "workbench.limits",
            seconds=f"{settings.query_timeout:g}",
            memory=settings.query_memory,
            size=settings.answer_size,
        ),
        editor=Editor(t.some("editor"), reader.address(TERMS), reader.address(READ))
        if assets.WORKBENCH in site.assets
        else None,
        result=made if isinstance(made, Result) else None,
        refusal=made if isinstance(made, Refusal) else None,
    )
