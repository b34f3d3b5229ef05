"""The first steps in SPARQL, and the addresses at which programs get the data."""

from beleidsgraaf.serve.engine import told
from beleidsgraaf.serve.pages.questions import summary
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import FORMS, Site, Spot
from beleidsgraaf.serve.pages.sparql import behind
from beleidsgraaf.serve.render.guide import GuidePage, Step
from beleidsgraaf.serve.render.parts import Link, Words

_LESSONS = (
    ("help_things", "help.things.text"),
    ("help_roles", "help.roles.text"),
    ("help_counts", "help.counts.text"),
)
_EXAMPLE = "/doc/organisation/movisie"


def help_(site: Site, reader: Reader) -> GuidePage:
    """What a question in SPARQL looks like, in three that can be asked and changed."""
    t = reader.t
    ways = (
        Link(reader.address("/questions"), t("questions.title")),
        Link(reader.address("/def"), t("ontology.title")),
        Link(reader.address("/api"), t("api.title")),
    )
    return GuidePage(
        frame=site.frame(reader, Words(t("help.title")), Spot("/help"), t("help.lead")),
        lead=t("help.lead"),
        steps=(
            Step(t("help.graph"), t("help.graph.text")),
            *(_lesson(reader, name, key) for name, key in _LESSONS),
            Step(t("help.further"), t("help.further.text"), links=ways),
        ),
    )


def _lesson(reader: Reader, name: str, key: str) -> Step:
    query = reader.store.queries[name]
    text = "".join(
        line for line in query.text.splitlines(keepends=True) if not line.startswith("#+")
    )
    ask = Link(behind(reader, text).workbench, reader.t("shown.run"))
    return Step(summary(reader, query), reader.t(key), text, (ask,))


def api(site: Site, reader: Reader) -> GuidePage:
    """Which address gives what, in which forms and within which limits."""
    t, s = reader.t, site.settings
    address = s.public_url.rstrip("/") or f"http://{s.host}:{s.port}"
    media = ", ".join(f"{kind} (.{suffix})" for suffix, (kind, _) in FORMS.items())
    limits = " ".join((*told.limits(s, t), t("api.limits.more")))
    lists = f"{address}/measures.csv?ministry=vws\n{address}/organisations.json\n"
    return GuidePage(
        frame=site.frame(reader, Words(t("api.title")), Spot("/api"), t("api.lead")),
        lead=t("api.lead"),
        steps=(
            Step(t("api.things"), t("api.things.text", forms=media), _things(address)),
            Step(t("api.sparql"), t("api.sparql.text"), _sparql(address)),
            Step(t("api.limits"), limits),
            Step(t("api.exact"), t("api.exact.text")),
            Step(t("api.files"), t("api.files.text"), lists, _files(reader)),
        ),
    )


def _things(address: str) -> str:
    return (
        f"curl {address}{_EXAMPLE}.ttl\n"
        f"curl -H 'Accept: application/ld+json' {address}{_EXAMPLE}\n"
        f"curl -L -H 'Accept: text/turtle' {address}/id/organisation/movisie\n"
    )


def _sparql(address: str) -> str:
    asked = "--data-urlencode query@question.rq"
    return f"curl -H 'Accept: text/csv' {asked} {address}/sparql\n"


def _files(reader: Reader) -> tuple[Link, ...]:
    t = reader.t
    return (
        Link(reader.address("/downloads"), t("downloads.title")),
        Link(reader.address("/catalogue"), t("catalogue.title")),
        Link(reader.address("/shapes"), t("shapes.title")),
    )
