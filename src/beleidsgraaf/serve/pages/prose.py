"""Pages of our own words: about, licence, access, privacy, and what went wrong."""

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import ErrorPage, ProsePage
from beleidsgraaf.serve.render.parts import Link, Words

_ABOUT = (
    ("about.what", "about.what.text"),
    ("about.source", "about.source.text"),
    ("about.reading", "about.reading.text"),
    ("about.roles", "about.roles.text"),
    ("about.limits", "about.limits.text"),
)
_LICENCE = (
    ("licence.data", "licence.data.text"),
    ("licence.code", "licence.code.text"),
    ("licence.cite", "licence.cite.text"),
)
_ACCESSIBILITY = (
    ("accessibility.state", "accessibility.state.text"),
    ("accessibility.checked", "accessibility.checked.text"),
    ("accessibility.not-checked", "accessibility.not-checked.text"),
    ("accessibility.known", "accessibility.known.text"),
    ("accessibility.report", "accessibility.report.text"),
)
_PRIVACY = (
    ("privacy.nothing", "privacy.nothing.text"),
    ("privacy.memory", "privacy.memory.text"),
    ("privacy.log", "privacy.log.text"),
    ("privacy.operator", "privacy.operator.text"),
    ("privacy.data", "privacy.data.text"),
)
_KNOWN = {
    400: ("error.400", "error.400.text"),
    404: ("error.404", "error.404.text"),
    405: ("error.405", "error.405.text"),
    406: ("error.406", "error.406.text"),
    410: ("error.410", "error.410.text"),
}
_OTHER = ("error.500", "error.500.text")
_REFUSED = ("error.400", "error.400.text")


def about(site: Site, reader: Reader) -> ProsePage:
    """What this is, where it comes from, and what it cannot tell."""
    return _prose(site, reader, "/about", "about.title", _ABOUT)


def licence(site: Site, reader: Reader) -> ProsePage:
    """What may be done with it."""
    return _prose(site, reader, "/licence", "licence.title", _LICENCE)


def accessibility(site: Site, reader: Reader) -> ProsePage:
    """What was done so that everybody can use the site, and what was not."""
    return _prose(site, reader, "/toegankelijkheid", "accessibility.title", _ACCESSIBILITY)


def privacy(site: Site, reader: Reader) -> ProsePage:
    """What is known of a visitor: nothing that lasts."""
    return _prose(site, reader, "/privacy", "privacy.title", _PRIVACY)


def _prose(
    site: Site, reader: Reader, path: str, title: str, parts: tuple[tuple[str, str], ...]
) -> ProsePage:
    t = reader.t
    where = site.settings.issues_url or t("operator")
    return ProsePage(
        frame=site.frame(reader, Words(t(title)), Spot(path)),
        parts=tuple((t(heading), t(text, where=where)) for heading, text in parts),
    )


def error(site: Site, reader: Reader, status: int, ways: tuple[Link, ...] = ()) -> ErrorPage:
    """What went wrong, and where to go from here."""
    title, text = _KNOWN.get(status, _OTHER if status >= 500 else _REFUSED)
    t = reader.t
    lists = (
        Link(reader.address("/"), t("home.short")),
        Link(reader.address("/measures"), t("list.measures")),
        Link(reader.address("/organisations"), t("list.organisations")),
    )
    return ErrorPage(
        frame=site.frame(reader, Words(t(title)), Spot("/")),
        message=t(text),
        ways=(*ways, *lists),
    )
