"""The verdict on a graph: what is right is silent, what is wrong is told with its place."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.errors import CurationError, DefinitionError
from beleidsgraaf.make.check import Contract, Verdict, check, report, to_json
from beleidsgraaf.make.triples import quads
from beleidsgraaf.model import Knowledge
from beleidsgraaf.queries import parse
from beleidsgraaf.vocab import DEFAULT_BASE, PREFIXES, Names, curie

ROOT = Path(__file__).parents[3]
NAMES = Names()
SHAPES = {
    f"shapes/{f.name}": f.read_text("utf-8")
    for f in sorted((ROOT / "shapes").glob("*.ttl"))
    if f.name != "publication.ttl"  # is about the catalogue, which this graph does not have
}
ONTOLOGY = (ROOT / "ontology/beleidsgraaf.ttl").read_text("utf-8")
EXPECTED = """
[graph]
organisation = [3, 3]
[edition.klein-2020]
measure = [2, 2]
involvement = [1, 9]
[edition.klein-2020.ministry]
jenv = [2, 2]
vws = [1, 1]
[edition.klein-2020.theme]
leren = [2, 2]
[edition.klein-2020.basis]
column = [3, 3]
"""
HEAD = "#+ summary: Vraag\n#+ summary-en: Question\n"
QUESTION = f"""{HEAD}PREFIX bg: <{DEFAULT_BASE}def#>
SELECT ?measure ?number WHERE {{
    ?measure bg:describedIn/bg:rowNumber ?number
}} ORDER BY ?number"""
ANSWER = f"measure,number\n{DEFAULT_BASE}id/measure/onderzoek,1\n{DEFAULT_BASE}id/measure/praat,2\n"


def contract(question: str = QUESTION, answer: str = ANSWER) -> Contract:
    """The contract of the small graph, with one question."""
    asked = {"cq01": parse("cq01", question, NAMES.base)}
    return Contract(SHAPES, EXPECTED, asked, {"cq01": answer})


@pytest.fixture(scope="module")
def said(small: Knowledge) -> list[Quad]:
    """All quads of the small graph."""
    return quads(small, ONTOLOGY, NAMES)


@pytest.fixture(scope="module")
def texts(small: Knowledge) -> dict[str, str]:
    """The text of the small document."""
    return {d.slug: d.text for d in small.documents}


@pytest.fixture(scope="module")
def verdict(said: list[Quad], texts: dict[str, str]) -> Verdict:
    """The verdict on the small graph."""
    return check(said, contract(), texts, NAMES)


def without(said: list[Quad], subject: NamedNode, predicate: NamedNode) -> list[Quad]:
    """The quads but for what one subject says with one predicate."""
    return [q for q in said if (q.subject, q.predicate) != (subject, predicate)]


def test_a_sound_graph_conforms(verdict: Verdict) -> None:
    """The small graph breaks no shape, misses no quote and gives the answers written down."""
    assert verdict.shapes == ()
    assert verdict.evidence == ()
    assert verdict.conforms
    assert (verdict.passages, verdict.constraints) == (22, 238)


def test_the_report_of_a_sound_graph_is_short(verdict: Verdict) -> None:
    """One line each for shapes, evidence, counts and questions, and the conclusion."""
    assert report(verdict).splitlines() == [
        "Shapes     238 constraints: 0 violations, 0 warnings.",
        "Evidence   22 passages: each stands where the graph says.",
        "Counts     7 of 7 counts as expected.",
        "Questions  1 of 1 question answered as expected.",
        "",
        "The graph conforms.",
    ]


def test_a_broken_shape_is_told_in_both_languages(said: list[Quad], texts: dict[str, str]) -> None:
    """A measure without goal is a violation with the node, the path and two messages."""
    measure = NAMES.thing("measure", "praat")
    broken = without(said, measure, NAMES.term("hasGoal"))
    verdict = check(broken, contract(), texts, NAMES)
    (result,) = verdict.shapes
    assert not verdict.conforms
    assert (result.focus, result.path, result.severity) == (
        measure.value,
        "bg:hasGoal",
        "Violation",
    )
    assert "precies één doelstelling" in result.message_nl
    assert "exactly one goal" in result.message_en
    assert f"  Violation: {measure.value} bg:hasGoal" in report(verdict)
    assert result.message_nl in report(verdict)


def test_a_broken_inverse_path_is_told_as_sparql_writes_it(
    said: list[Quad], texts: dict[str, str]
) -> None:
    """An involvement that no measure has is told with the path ^bg:involvement."""
    measure = NAMES.thing("measure", "praat")
    broken = without(said, measure, NAMES.term("involvement"))
    verdict = check(broken, contract(), texts, NAMES)
    assert [r.path for r in verdict.shapes] == ["^bg:involvement"]


def test_a_quote_that_is_not_in_the_text_is_found(said: list[Quad], texts: dict[str, str]) -> None:
    """With one character of the source changed, every passage over it or beside it is told."""
    changed = {slug: text.replace("Campange", "Campagne") for slug, text in texts.items()}
    verdict = check(said, contract(), changed, NAMES)
    assert not verdict.conforms
    assert not verdict.shapes
    messages = [result.message_en for result in verdict.evidence]
    assert "Characters 237 to 245 are 'Campagne', not 'Campange'." in messages
    assert all(message in report(verdict) for message in messages)


def test_a_text_that_is_missing_is_told(said: list[Quad]) -> None:
    """Evidence whose source nobody has cannot be looked up, and says so."""
    verdict = check(said, contract(), {}, NAMES)
    assert len(verdict.evidence) == verdict.passages
    assert "is not there" in verdict.evidence[0].message_en


def test_evidence_without_a_part_is_told(said: list[Quad], texts: dict[str, str]) -> None:
    """A passage whose prefix is gone is incomplete."""
    quote = NAMES.thing("evidence", "klein-2020-64-76", "quote")
    verdict = check(without(said, quote, curie("oa:prefix")), contract(), texts, NAMES)
    assert [r.evidence for r in verdict.evidence] == [quote.value.removesuffix("#quote")]
    assert [r.path for r in verdict.shapes] == ["oa:hasSelector/oa:prefix"]


def test_a_mention_outside_its_evidence_is_told(said: list[Quad], texts: dict[str, str]) -> None:
    """An actor's name must stand inside the words that say so."""
    involvement = NAMES.thing("involvement", "onderzoek-kwast-researches")
    elsewhere = NAMES.thing("evidence", "klein-2020-237-245")
    broken = without(said, involvement, NAMES.term("mention"))
    broken.append(
        Quad(involvement, NAMES.term("mention"), elsewhere, NAMES.graph("edition-klein-2020"))
    )
    verdict = check(broken, contract(), texts, NAMES)
    assert [r.evidence for r in verdict.evidence] == [involvement.value]
    assert "'Campange'" in verdict.evidence[0].message_nl


def test_a_count_out_of_bounds_is_told(said: list[Quad], texts: dict[str, str]) -> None:
    """Fewer and more than expected are both wrong; what is not there counts as none."""
    expected = "[graph]\norganisation = [4, 9]\nmeasure = [0, 1]\nunicorn = [1, 1]\n"
    verdict = check(said, replace(contract(), expected=expected), texts, NAMES)
    assert [(c.name, c.found, c.ok) for c in verdict.counts] == [
        ("graph/organisation", 3, False),
        ("graph/measure", 2, False),
        ("graph/unicorn", 0, False),
    ]
    assert not verdict.conforms
    assert "  graph/organisation: 3, not 4 to 9.\n" in report(verdict)


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ("[graph]\nmeasure = [1,, 2]", r"data/expected\.toml:2: is no TOML"),
        ("[graph]\nmeasure = 5", r"graph\.measure is 5\."),
        ("[graph]\nmeasure = [6, 5]", r"graph\.measure is \[6, 5\]\."),
        ("[somewhere]\nmeasure = [5, 5]", r"somewhere\.measure is in no table that is counted"),
        ("[edition.a.colour]\nred = [5, 5]", r"edition\.a\.colour\.red is in no table"),
    ],
)
def test_expected_counts_of_the_wrong_form_are_refused(
    said: list[Quad], texts: dict[str, str], expected: str, message: str
) -> None:
    """Each mistake in data/expected.toml is named with what it says."""
    with pytest.raises(CurationError, match=message):
        check(said, replace(contract(), expected=expected), texts, NAMES)


def test_all_mistakes_in_the_counts_are_listed(said: list[Quad], texts: dict[str, str]) -> None:
    """Not the first alone."""
    expected = "[graph]\nmeasure = 5\nrow = 6\n"
    with pytest.raises(CurationError) as caught:
        check(said, replace(contract(), expected=expected), texts, NAMES)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("answer", "difference"),
    [
        (ANSWER.replace(",2", ",3"), "row 2 is"),
        (ANSWER.replace("measure,", "maatregel,"), "the head is 'measure, number'"),
        ("measure,number\n", "row 1 is"),
        (ANSWER + f"{DEFAULT_BASE}id/measure/x,3\n", "row 3 is missing, not"),
    ],
)
def test_another_answer_shows_the_first_difference(
    said: list[Quad], texts: dict[str, str], answer: str, difference: str
) -> None:
    """A question whose answer is not the one written down fails with the first row that differs."""
    verdict = check(said, contract(answer=answer), texts, NAMES)
    assert not verdict.conforms
    assert difference in verdict.questions[0].difference
    assert verdict.questions[0].difference in report(verdict)


def test_order_counts_in_an_answer(said: list[Quad], texts: dict[str, str]) -> None:
    """The same rows in another order are another answer."""
    head, first, second = ANSWER.splitlines()
    verdict = check(said, contract(answer=f"{head}\n{second}\n{first}\n"), texts, NAMES)
    assert not verdict.conforms


def test_an_ask_answers_true_or_false(said: list[Quad], texts: dict[str, str]) -> None:
    """The written answer to an ASK is one word."""
    question = f"{HEAD}ASK {{ ?s ?p ?o }}"
    assert check(said, contract(question, "true\n"), texts, NAMES).conforms
    assert not check(said, contract(question, "false\n"), texts, NAMES).conforms


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (f"{HEAD}SELECT ?s WHERE {{ ?s", r"ontology/questions/cq01\.rq:3: cannot be asked"),
        (
            f"{HEAD}CONSTRUCT WHERE {{ ?s ?p ?o }}",
            r"cq01\.rq: cannot be asked: .* SELECT or",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    said: list[Quad], texts: dict[str, str], question: str, message: str
) -> None:
    """A syntax error is told with the line of the file; a CONSTRUCT has no written answer."""
    with pytest.raises(DefinitionError, match=message):
        check(said, contract(question), texts, NAMES)


def test_questions_and_answers_belong_together(said: list[Quad], texts: dict[str, str]) -> None:
    """A question without answer and an answer without question are both listed."""
    unpaired = replace(contract(), answers={"cq02": ANSWER})
    with pytest.raises(DefinitionError) as caught:
        check(said, unpaired, texts, NAMES)
    files = [problem.file for problem in caught.value.problems]
    assert files == [f"ontology/questions/expected/{name}.csv" for name in ("cq01", "cq02")]


def test_ill_formed_shapes_are_all_told(said: list[Quad], texts: dict[str, str]) -> None:
    """Every file that is no Turtle is named with its line."""
    bad = {"shapes/a.ttl": "# fine\n<a b> .", "shapes/b.ttl": "nonsense"}
    with pytest.raises(DefinitionError) as caught:
        check(said, replace(contract(), shapes=bad), texts, NAMES)
    assert [(p.file, p.line) for p in caught.value.problems] == [
        ("shapes/a.ttl", 2),
        ("shapes/b.ttl", 1),
    ]


def test_a_shape_that_is_no_shape_is_refused(said: list[Quad], texts: dict[str, str]) -> None:
    """What only the engine finds stops the check as a known error too."""
    text = (
        f"@prefix bg: <{DEFAULT_BASE}def#> . @prefix sh: <{PREFIXES['sh']}> . "
        f"@prefix skos: <{PREFIXES['skos']}> . "
        f"<https://a.example/s> a sh:NodeShape ; sh:targetClass bg:Measure ; "
        "sh:property [ sh:path skos:prefLabel ; sh:minCount 1 , 2 ] ."
    )
    with pytest.raises(DefinitionError, match="cannot be used"):
        check(said, replace(contract(), shapes={"shapes/a.ttl": text}), texts, NAMES)


def test_another_base_is_checked_as_well(small: Knowledge, texts: dict[str, str]) -> None:
    """Shapes, questions and answers move with the base of the graph."""
    names = Names("https://example.org/x/")
    asked = {"cq01": parse("cq01", QUESTION, names.base)}
    moved = quads(small, ONTOLOGY, names)
    verdict = check(moved, replace(contract(), questions=asked), texts, names)
    assert verdict.conforms
    broken = without(moved, names.thing("measure", "praat"), names.term("hasGoal"))
    assert check(broken, replace(contract(), questions=asked), texts, names).violations == 1


def test_json_is_complete_and_always_the_same(said: list[Quad], texts: dict[str, str]) -> None:
    """The JSON of a verdict holds each result, and does not depend on the order of the quads."""
    broken = without(said, NAMES.thing("measure", "praat"), NAMES.term("hasGoal"))
    first, second = (
        to_json(check(order, contract(), texts, NAMES)) for order in (broken, broken[::-1])
    )
    assert first == second
    content = json.loads(first)
    assert (content["conforms"], content["violations"], content["passages"]) == (False, 1, 22)
    assert content["shapes"][0]["path"] == "bg:hasGoal"
    assert content["questions"] == [
        {"name": "cq01", "rows": 2, "expected": 2, "difference": "", "ok": True}
    ]


def test_a_value_that_is_wrong_is_shown(said: list[Quad], texts: dict[str, str]) -> None:
    """A label in a language we do not write is reported with the label itself."""
    goal = NAMES.thing("goal", "weten")
    french = Literal("Savoir", language="fr")
    extra = Quad(goal, curie("skos:prefLabel"), french, NAMES.graph("edition-klein-2020"))
    verdict = check([*said, extra], contract(), texts, NAMES)
    assert [r.value for r in verdict.shapes] == ["Savoir"]
    assert "= 'Savoir'" in report(verdict)


def test_the_catalogue_is_held_to_its_own_shapes(said: list[Quad], texts: dict[str, str]) -> None:
    """Shapes in publication.ttl look at the catalogue graph alone, the others at all but it."""
    shape = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: "
        f"<{PREFIXES['skos']}> . <{DEFAULT_BASE}shapes#c> a sh:NodeShape ; "
        "sh:targetClass skos:Concept ; sh:property <https://w3id.org/beleidsgraaf/shapes#n> . "
        f"<{DEFAULT_BASE}shapes#n> sh:path skos:notation ; sh:minCount 1 ."
    )
    held = replace(contract(), shapes={**SHAPES, "shapes/publication.ttl": shape})
    assert check(said, held, texts, NAMES).conforms
    theme = NamedNode("https://example.org/theme")
    listed = Quad(theme, curie("rdf:type"), curie("skos:Concept"), NAMES.graph("catalogue"))
    verdict = check([*said, listed], held, texts, NAMES)
    assert [(r.focus, r.path) for r in verdict.shapes] == [(theme.value, "skos:notation")]
