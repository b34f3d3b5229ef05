"""The first page."""

from beleidsgraaf.serve.pages import record
from beleidsgraaf.serve.pages.document import document_link
from beleidsgraaf.serve.pages.lists import counted_things, most
from beleidsgraaf.serve.pages.places import BY_TYPE, dataset
from beleidsgraaf.serve.pages.questions import by_section
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.shown import shown
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import HomePage
from beleidsgraaf.serve.render.parts import Counted, Link, Words

_TOP = 12
_COUNTED = (
    ("bg:Measure", "count.measures", "/measures"),
    ("org:Organization", "count.organisations", "/organisations"),
    ("bg:Involvement", "count.involvements", "/roles"),
    ("oa:SpecificResource", "count.evidence", "/about"),
)


def home(site: Site, reader: Reader) -> HomePage:
    """What this is, how much there is, and the ways in."""
    store, t = reader.store, reader.t
    organisations = counted_things(reader, BY_TYPE["organisation"])
    editions = [
        r.node("thing") for r in store.select("things", **{"class": reader.term("bg:Edition")})
    ]
    notes = [record.in_words(reader, store.about(e), "dct:description") for e in editions]
    return HomePage(
        frame=site.frame(reader, Words(t("home.title")), Spot("/", about=dataset(reader))),
        counts=_counts(reader, len(organisations)),
        themes=most(reader, counted_things(reader, BY_TYPE["theme"])),
        ministries=most(reader, counted_things(reader, BY_TYPE["ministry"])),
        organisations=most(reader, organisations)[:_TOP],
        all_organisations=Link(
            reader.address("/organisations"), t("home.all-organisations", n=len(organisations))
        ),
        editions=tuple(document_link(reader, edition) for edition in editions),
        edition_note=next((note for note in notes if note), Words("")),
        questions=tuple(links[0] for _, links in by_section(site, reader)),
        shown=shown(reader, "shown_home"),
    )


def _counts(reader: Reader, organisations: int) -> tuple[Counted, ...]:
    found = {r.node("class"): r.number("things") for r in reader.store.select("counts")}
    # A ministry is an organisation too, but has a list of its own.
    found[reader.term("org:Organization")] = organisations
    counts = []
    for name, key, path in _COUNTED:
        n = found.get(reader.term(name), 0)
        words = reader.t(key, n=n)
        counts.append(Counted(Link(reader.address(path), words), n, reader.t.number(n)))
    return tuple(counts)
