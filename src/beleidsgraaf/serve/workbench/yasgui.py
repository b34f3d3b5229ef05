"""The page of Yasgui, for those who are used to it; the workbench is our own."""

from beleidsgraaf.serve import asking, assets
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.pages.sparql import ENDPOINT
from beleidsgraaf.serve.policy import policy
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.workbench import YasguiPage
from beleidsgraaf.serve.workbench.page import PATH as WORKBENCH
from beleidsgraaf.serve.workbench.page import TERMS

PATH = "/yasgui"
_GRIPS = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
"""The style element that Yasgui makes for the grips between columns; another version may change it,
and then the test that no policy is broken says so, with the hash that is needed."""
POLICY = policy(
    style_src=f"'self' {_GRIPS}", style_src_attr="'unsafe-inline'", img_src="'self' data:"
)
"""Yasgui writes styles into elements and has its icons in its style sheet (decision 15)."""


def yasgui(site: Site, reader: Reader) -> YasguiPage:
    """Yasgui in a page of ours, or a word on why it is not here."""
    t = reader.t
    title = Words("Yasgui", "en" if reader.lang != "en" else "")
    first = next(iter(site.questions.values()), None)
    return YasguiPage(
        frame=site.frame(
            reader, title, Spot(PATH, section=WORKBENCH, script=assets.YASGUI), t("yasgui.lead")
        ),
        lead=t("yasgui.lead"),
        is_here=assets.YASGUI in site.assets,
        style=site.assets.get(assets.YASGUI_STYLE, ""),
        endpoint=ENDPOINT,
        terms=reader.address(TERMS),
        sparql=asking.chosen(first, {}) if first else "",
        workbench=Link(reader.address(WORKBENCH), t("workbench.title")),
    )
