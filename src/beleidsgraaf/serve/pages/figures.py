"""The pages of the figures."""

from pyoxigraph import Literal

from beleidsgraaf.serve import asking
from beleidsgraaf.serve.figures.drawing import NARROW, WIDE
from beleidsgraaf.serve.pages.figure_kinds import KINDS, Kind
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.pages.sparql import behind
from beleidsgraaf.serve.render.figures import FigurePage, FiguresPage
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.tables import Figure

PATH = "/figures"
_MOST = 20_000
"""Rows that a figure is made of; far above what can be drawn."""


def figures(site: Site, reader: Reader) -> FiguresPage:
    """All figures, each with what it shows."""
    t = reader.t
    return FiguresPage(
        frame=site.frame(reader, Words(t("figures.title")), Spot(PATH), t("figures.lead")),
        lead=t("figures.lead"),
        figures=tuple(
            (Link(reader.address(f"{PATH}/{kind.name}"), t(kind.title)), t(kind.lead))
            for kind in KINDS.values()
        ),
    )


def figure(site: Site, reader: Reader, kind: Kind) -> FigurePage:
    """One figure with its table and its SPARQL."""
    t = reader.t
    query = site.store.queries[kind.query]
    choices = {p.name: Literal(reader.lang) for p in asking.parameters(query)}
    text = asking.chosen(query, choices)
    made = kind.make(reader, kind, site.store.ask(text, _MOST).rows)
    above = (Link(reader.address(PATH), t("figures.title")),)
    spot = Spot(f"{PATH}/{kind.name}", crumbs=above)
    return FigurePage(
        frame=site.frame(reader, Words(t(kind.title)), spot, t(kind.lead)),
        lead=t(kind.lead),
        figure=Figure(made.draw(WIDE, "figure-wide"), made.draw(NARROW, "figure-narrow")),
        legend=made.legend,
        table=made.table,
        sparql=behind(reader, text),
    )
