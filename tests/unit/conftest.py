"""A document of two rows with everything in it that a document can have."""

import hashlib
from collections.abc import Mapping

import pytest

from beleidsgraaf.cells import cut, fingerprint, line_at
from beleidsgraaf.model import (
    Actor,
    Basis,
    Cell,
    Channel,
    Column,
    Concept,
    Correction,
    Document,
    Event,
    Identifier,
    Involvement,
    Knowledge,
    Link,
    Measure,
    Name,
    Programme,
    Quote,
    Reference,
    Row,
    Scheme,
    Span,
    Text,
)
from beleidsgraaf.slug import Thing

SLUG = "klein-2020"
SOURCE = (
    "Leren en weten \n\n"
    "Weten wat werkt \n\n"
    "Onderzoek Veilig \n\nsporten \n\n"
    "Bureau Kwast onderzoekt voor VWS of de Sportwet werkt; zie \n\nveiligsporten.example. \n\n"
    "VWS \n\nJenV \n\n \n\n \n\n"
    "Verenigingen helpen mee in het Actieplan Sport. \n\n"
    "Weten wat helpt \n\n"
    "Campange Praat erover \n\n"
    "Kwast leidt het Sportverbond, afdeling Praten. \n\n"
    "JenV \n"
)


def _span(text: str, after: int = 0) -> Span:
    start = SOURCE.index(text, after)
    return Span(start, start + len(text))


def _quote(text: str, after: int = 0) -> Quote:
    span = _span(text, after)
    lines = (line_at(SOURCE, span.start), line_at(SOURCE, span.end - 1))
    return Quote(SLUG, span, SOURCE[span.start : span.end], lines)


def _row(number: int, confidence: float, cells: Mapping[Column, Cell]) -> Row:
    spans = sorted(span for cell in cells.values() for span in cell.spans)
    span = Span(spans[0].start, spans[-1].end)
    return Row(
        number=number,
        section="Leren en weten",
        cells=cells,
        pages=(number, 2),
        span=span,
        lines=(line_at(SOURCE, span.start), line_at(SOURCE, span.end - 1)),
        fingerprint=fingerprint(cells.values(), SOURCE),
        confidence=confidence,
        flagged=False,
    )


ROWS = (
    _row(
        1,
        0.8126,
        {
            Column.GOAL: cut(SOURCE, [_span("Weten wat werkt")]),
            Column.ACTIVITY: cut(SOURCE, [_span("Onderzoek Veilig \n\nsporten")]),
            Column.EXPLANATION: cut(
                SOURCE,
                [
                    _span("Bureau Kwast onderzoekt voor VWS of de Sportwet werkt; zie \n\nveilig"),
                    _span("sporten.example."),
                    _span("Verenigingen helpen mee in het Actieplan Sport."),
                ],
            ),
            Column.MINISTRIES: cut(SOURCE, [_span("VWS \n\nJenV")]),
        },
    ),
    _row(
        2,
        1.0,
        {
            Column.GOAL: cut(SOURCE, [_span("Weten wat helpt")]),
            Column.ACTIVITY: cut(SOURCE, [_span("Campange Praat erover")]),
            Column.EXPLANATION: cut(
                SOURCE, [_span("Kwast leidt het Sportverbond, afdeling Praten.")]
            ),
            Column.MINISTRIES: cut(SOURCE, [_span("JenV", after=SOURCE.index("afdeling"))]),
        },
    ),
)

SCHEMES = {
    "theme": ("leren",),
    "goal": ("weten",),
    "role": ("cooperates", "researches", "coordinates"),
    "basis": tuple(Basis),
    "instrument-type": ("research",),
    "target-group": ("young-people", "athletes"),
    "actor-group": ("clubs",),
    "organisation-kind": ("ministry", "bureau", "alliance"),
    "programme-kind": ("programme", "action-line"),
    "reference-kind": ("law",),
    "channel-kind": ("site",),
    "identifier-kind": ("tooi", "kvk", "bwb"),
    "correction-kind": ("spelling",),
}


def _concepts() -> tuple[Concept, ...]:
    goal = Concept("goal", "weten", Text("Weten wat werkt"), Text(""), note="Zelfde bedoeling.")
    others = (
        Concept(
            scheme,
            slug,
            Text(f"{slug} (nl)", f"{slug} (en)"),
            Text(f"Wat {slug} betekent.", f"What {slug} means."),
            broader="young-people" if slug == "athletes" else "",
        )
        for scheme, slugs in SCHEMES.items()
        if scheme != "goal"
        for slug in slugs
    )
    return (goal, *others)


VWS, JENV = Thing("ministry", "vws"), Thing("ministry", "jenv")
KWAST, VERBOND = Thing("organisation", "kwast"), Thing("organisation", "sportverbond")
PRATEN = Thing("organisation", "afdeling-praten")


def _actors() -> tuple[Actor, ...]:
    register = "https://example.org/ministry/"
    tooi = Identifier(
        "ministry-vws-tooi-1", "tooi", f"{register}1", "exact", "a register", "2018-01-01"
    )
    close = Identifier("ministry-jenv-tooi-2", "tooi", f"{register}2", "close", "a register")
    kvk = Identifier("organisation-kwast-kvk-3", "kvk", "3", "none", "a file", "", "2024-07-01")
    return (
        Actor(
            VWS, Text("Ministerie van Sport", "Ministry of Sport"), "ministry", "VWS", (), (tooi,)
        ),
        Actor(
            JENV, Text("Ministerie van Recht", "Ministry of Law"), "ministry", "JenV", (), (close,)
        ),
        Actor(
            KWAST,
            Text("Bureau Kwast"),
            "bureau",
            names=(Name("Kwast", "alternative", "row 2"), Name("Kwasd", "match", "us")),
            identifiers=(kvk,),
            note="Heette eerst Penseel.",
        ),
        Actor(VERBOND, Text("Sportverbond", "Sports Alliance"), "alliance"),
        Actor(PRATEN, Text("Afdeling Praten"), "bureau"),
    )


def _involved(measure: str, actor: Thing, role: str, basis: Basis, quote: Quote) -> Involvement:
    return Involvement(
        slug=f"{measure}-{actor.slug}-{role}",
        measure=measure,
        actor=actor,
        role=role,
        basis=basis,
        quote=quote,
        mention=_quote("Bureau Kwast") if actor == KWAST else None,
        note="Als opdrachtnemer." if actor == KWAST else "",
    )


def _involvements() -> tuple[Involvement, ...]:
    late = SOURCE.index("afdeling")
    researches = _quote("Bureau Kwast onderzoekt voor VWS")
    clubs = Thing("actor-group", "clubs")
    return (
        _involved(
            "onderzoek", VWS, "cooperates", Basis.COLUMN, _quote("VWS", SOURCE.index("\n\nVWS"))
        ),
        _involved("onderzoek", JENV, "cooperates", Basis.COLUMN, _quote("JenV")),
        _involved("praat", JENV, "cooperates", Basis.COLUMN, _quote("JenV", late)),
        _involved("onderzoek", KWAST, "researches", Basis.STATED, researches),
        _involved("onderzoek", clubs, "coordinates", Basis.INFERRED, _quote("Verenigingen helpen")),
    )


def _links() -> tuple[Link, ...]:
    onderzoek, praat = Thing("measure", "onderzoek"), Thing("measure", "praat")
    stated, inferred = Basis.STATED, Basis.INFERRED
    leads, part = _quote("Kwast leidt het Sportverbond"), _quote("Sportverbond, afdeling Praten")
    told = (
        (onderzoek, "instrumentType", Thing("instrument-type", "research"), stated, "Onderzoek"),
        (onderzoek, "targetGroup", Thing("target-group", "athletes"), inferred, "sporten"),
        (onderzoek, "inProgramme", Thing("programme", "actieplan"), stated, "Actieplan Sport"),
        (onderzoek, "refersTo", Thing("reference", "sportwet"), stated, "Sportwet"),
        (onderzoek, "channel", Thing("channel", "site"), stated, "veiligsporten.example"),
        (praat, "instrumentType", Thing("instrument-type", "research"), Basis.CURATED, "Campange"),
    )
    return (
        *(
            Link(
                slug=f"{s.slug}-{relation.lower()}-{o.slug}",
                subject=s,
                relation=relation,
                object=o,
                basis=basis,
                quote=_quote(quote),
                note="Naar analogie." if basis == Basis.CURATED else "",
            )
            for s, relation, o, basis, quote in told
        ),
        Link("verbond-kwast", VERBOND, "hasMember", KWAST, inferred, leads, "Wie leidt is lid."),
        Link("praten-verbond", PRATEN, "unitOf", VERBOND, stated, part),
    )


@pytest.fixture(scope="session")
def small() -> Knowledge:
    """What curation would decide about two rows of a document."""
    document = Document(
        slug=SLUG,
        text=SOURCE,
        sha256=hashlib.sha256(SOURCE.encode()).hexdigest(),
        title=Text("Klein overzicht", "Small overview"),
        probably=Text("Waarschijnlijk een bijlage.", "Probably an annex."),
        columns=("Doel", "Activiteit", "Toelichting", "Departementen"),
        version="1.0.0",
        issued="2020-01-01",
        modified="2020-02-02",
    )
    bwb = Identifier(
        "reference-sportwet-bwb-bwbr1", "bwb", "https://example.org/BWBR1", "exact", "x"
    )
    spelling = "Campange Praat erover"
    return Knowledge(
        documents=(document,),
        schemes=tuple(
            Scheme(slug, Text(f"Lijst {slug}", f"List {slug}"), Text("Een lijst.", "A list."))
            for slug in SCHEMES
        ),
        concepts=_concepts(),
        actors=_actors(),
        events=(
            Event("kwast-2019", "2019-05-01", KWAST, "Bureau Penseel", "Bureau Kwast", "a page"),
        ),
        programmes=(
            Programme("actieplan", "action-line", Text("Actieplan Sport"), "sport"),
            Programme("sport", "programme", Text("Sport voor allen"), note="Loopt nog."),
        ),
        references=(
            Reference("sportwet", "law", Text("Sportwet"), (bwb,)),
            Reference("andere-wet", "law", Text("Andere wet", "Other act")),
        ),
        channels=(
            Channel(
                "site",
                "site",
                Text("Veilig sporten"),
                "https://veiligsporten.example/",
                KWAST,
                "row 1",
            ),
        ),
        measures=(
            Measure("onderzoek", ROWS[0], SLUG, "weten", "leren"),
            Measure("praat", ROWS[1], SLUG, "weten", "leren", "Campagne Praat erover"),
        ),
        involvements=_involvements(),
        links=_links(),
        corrections=(
            Correction(
                slug="praat-spelling-1",
                measure="praat",
                column=Column.ACTIVITY,
                kind="spelling",
                was="Campange",
                now="Campagne",
                why="Twee letters verwisseld.",
                quote=_quote(spelling),
            ),
        ),
    )
