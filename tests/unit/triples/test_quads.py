"""From knowledge to quads."""

from itertools import combinations

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from beleidsgraaf.errors import DefinitionError
from beleidsgraaf.make.triples import canonical, quads
from beleidsgraaf.model import Knowledge
from beleidsgraaf.vocab import Names, curie

NAMES = Names()


@pytest.fixture(scope="module")
def said(small: Knowledge) -> list[Quad]:
    """The quads of the small document, without an ontology."""
    return quads(small, "", NAMES)


def objects(said: list[Quad], subject: NamedNode, predicate: NamedNode) -> set[str]:
    """The texts or IRIs that a subject has for a predicate."""
    return {
        quad.object.value
        for quad in said
        if quad.subject == subject
        and quad.predicate == predicate
        and isinstance(quad.object, NamedNode | Literal)
    }


def test_quads_are_sorted_and_said_once(said: list[Quad]) -> None:
    """The list is in the order of its texts, and nothing stands in it twice."""
    assert said == sorted(set(said), key=str)


def test_the_same_knowledge_gives_the_same_bytes(small: Knowledge, said: list[Quad]) -> None:
    """Canonical N-Quads do not depend on the order of the quads, nor on a second run."""
    again = quads(small, "", NAMES)
    assert canonical(reversed(said)) == canonical(again) == canonical(said)


def test_canonical_form_survives_a_store(said: list[Quad]) -> None:
    """A store writes back exactly what it read: every number is in its normal form."""
    store = Store()
    store.extend(said)
    assert canonical(store) == canonical(said)


def test_canonical_form_survives_a_parser(said: list[Quad]) -> None:
    """Parsing the canonical form gives the same quads."""
    parsed = parse(canonical(said), format=RdfFormat.N_QUADS)
    assert sorted(parsed, key=str) == said


def test_another_library_reads_the_same_graph(said: list[Quad]) -> None:
    """Rdflib finds as many triples in the union as we put in."""
    triples = serialize([q.triple for q in said], format=RdfFormat.N_TRIPLES)
    assert len(rdflib.Graph().parse(data=triples, format="nt")) == len(said)


def test_there_are_no_blank_nodes(said: list[Quad]) -> None:
    """Everything has a name that can be linked to."""
    assert not [q for q in said if BlankNode in (type(q.subject), type(q.object))]


def test_every_graph_of_the_contract_is_there(said: list[Quad]) -> None:
    """The named graphs are those of docs/reference/graph.md, but for ontology and catalogue."""
    expected = {
        "reference",
        "edition-klein-2020",
        "provenance-klein-2020",
        "inferred",
        "provenance",
    }
    assert {q.graph_name for q in said} == {NAMES.graph(name) for name in expected}


def test_no_quad_stands_in_two_graphs(said: list[Quad]) -> None:
    """The union has as many triples as the graphs together."""
    assert len({q.triple for q in said}) == len(said)


def test_every_thing_of_ours_is_typed(said: list[Quad]) -> None:
    """Whatever IRI of ours a quad points at is also described."""
    typed = {q.subject for q in said if q.predicate == curie("rdf:type")}
    pointed = {
        q.object
        for q in said
        if isinstance(q.object, NamedNode) and q.object.value.startswith(f"{NAMES.base}id/")
    }
    assert pointed <= typed


def test_shortcuts_follow_from_involvements(said: list[Quad]) -> None:
    """A measure involves all its actors, and the column's ministries cooperate in it."""
    measure = NAMES.thing("measure", "onderzoek")
    ministries = {NAMES.thing("ministry", slug).value for slug in ("vws", "jenv")}
    others = {
        NAMES.thing("organisation", "kwast").value,
        NAMES.thing("actor-group", "clubs").value,
    }
    assert objects(said, measure, NAMES.term("cooperatingMinistry")) == ministries
    assert objects(said, measure, NAMES.term("involves")) == ministries | others


def test_membership_and_top_concepts_go_both_ways(said: list[Quad]) -> None:
    """What an alliance says of its member, the member says of its alliance; schemes likewise."""
    kwast, alliance = (NAMES.thing("organisation", s) for s in ("kwast", "sportverbond"))
    theme, scheme = NAMES.thing("theme", "leren"), NAMES.thing("scheme", "theme")
    assert objects(said, kwast, curie("org:memberOf")) == {alliance.value}
    assert objects(said, scheme, curie("skos:hasTopConcept")) == {theme.value}


def test_evidence_quotes_the_text_at_its_place(small: Knowledge, said: list[Quad]) -> None:
    """Each position selector finds the characters of the quote selector beside it."""
    text = small.documents[0].text
    selectors = {q.subject for q in said if q.predicate == curie("oa:start")}
    assert len(selectors) == 22
    for position in selectors:
        assert isinstance(position, NamedNode)
        quote = NamedNode(position.value.replace("#position", "#quote"))
        (start,), (end,) = (objects(said, position, curie(p)) for p in ("oa:start", "oa:end"))
        before, exact, after = (
            min(objects(said, quote, curie(f"oa:{p}"))) for p in ("prefix", "exact", "suffix")
        )
        assert exact == text[int(start) : int(end)]
        assert before == text[max(0, int(start) - 32) : int(start)]
        assert after == text[int(end) : int(end) + 32]


def test_a_cell_cut_by_a_page_has_two_passages(said: list[Quad]) -> None:
    """The explanation of the first row goes on after the ministries; its goal is one passage."""
    row = NAMES.thing("row", "klein-2020-1")
    assert len(objects(said, row, NAMES.term("explanationCell"))) == 2
    assert len(objects(said, row, NAMES.term("goalCell"))) == 1


def test_printed_forms_stand_beside_mended_ones(said: list[Quad]) -> None:
    """A mended activity and a goal printed otherwise are other labels, never the label."""
    measure, goal = NAMES.thing("measure", "praat"), NAMES.thing("goal", "weten")
    label, other = curie("skos:prefLabel"), curie("skos:altLabel")
    assert objects(said, measure, label) == {"Campange Praat erover"}
    assert objects(said, measure, other) == {"Campagne Praat erover"}
    assert objects(said, goal, label) == {"Weten wat werkt"}
    assert objects(said, goal, other) == {"Weten wat helpt"}


def test_identifiers_say_where_they_were_seen(said: list[Quad]) -> None:
    """An identifier has its source and its period; only an IRI becomes a match."""
    tooi = NAMES.thing("identifier", "ministry-vws-tooi-1")
    kwast = NAMES.thing("organisation", "kwast")
    vws, jenv = NAMES.thing("ministry", "vws"), NAMES.thing("ministry", "jenv")
    assert objects(said, tooi, curie("dct:valid")) == {"2018-01-01/.."}
    assert objects(said, tooi, curie("dct:source")) == {"a register"}
    assert objects(said, vws, curie("skos:exactMatch")) == {"https://example.org/ministry/1"}
    assert objects(said, jenv, curie("skos:closeMatch")) == {"https://example.org/ministry/2"}
    assert not objects(said, kwast, curie("skos:exactMatch"))


def test_names_that_only_help_finding_are_hidden(said: list[Quad]) -> None:
    """A name of kind match is a hidden label; other names are shown."""
    kwast = NAMES.thing("organisation", "kwast")
    assert objects(said, kwast, curie("skos:altLabel")) == {"Kwast"}
    assert objects(said, kwast, curie("skos:hiddenLabel")) == {"Kwasd"}


def test_every_link_is_said_and_stated(small: Knowledge, said: list[Quad]) -> None:
    """Each link is a triple of its own and an rdf:Statement with basis and evidence."""
    statements = {
        NAMES.thing("statement", link.slug): (link.subject, link.object) for link in small.links
    }
    triples = {(q.subject, q.predicate, q.object) for q in said}
    for statement in statements:
        (s,), (p,), (o,) = (
            objects(said, statement, curie(f"rdf:{part}"))
            for part in ("subject", "predicate", "object")
        )
        assert (NamedNode(s), NamedNode(p), NamedNode(o)) in triples
        assert objects(said, statement, NAMES.term("basis"))
        assert objects(said, statement, NAMES.term("evidence"))


def test_another_base_moves_every_iri_of_ours(small: Knowledge) -> None:
    """Under another base no IRI of the default base is left, ontology included."""
    ontology = "<https://w3id.org/beleidsgraaf/def#A> a <http://www.w3.org/2002/07/owl#Class> ."
    moved = canonical(quads(small, ontology, Names("https://example.org/x/")))
    assert b"<https://example.org/x/def#A>" in moved
    assert b"w3id.org/beleidsgraaf" not in moved


def test_an_ill_formed_ontology_names_its_line(small: Knowledge) -> None:
    """Turtle with a mistake is refused with the file and line of it."""
    with pytest.raises(DefinitionError, match=r"ontology/beleidsgraaf\.ttl:2: "):
        quads(small, "# fine\nnonsense", NAMES)


def test_measures_with_one_activity_stay_apart(said: list[Quad]) -> None:
    """Each row is a measure of its own, described in a row of its own."""
    rows = [
        objects(said, NAMES.thing("measure", slug), NAMES.term("describedIn"))
        for slug in ("onderzoek", "praat")
    ]
    assert all(not a & b for a, b in combinations(rows, 2))
