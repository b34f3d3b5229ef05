"""The questions as pages: choices, answers, and ways to take them along."""

import ast
import csv
import io
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store
from werkzeug.serving import make_server

from beleidsgraaf import queries
from beleidsgraaf.queries import Query
from beleidsgraaf.serve import asking
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import DEFAULT_BASE
from site_client import Fetched, SiteClient

WORD = "/questions/cq21-explanation-contains"
CHOICES = (
    ("cq01-measures-of-a-theme", "theme", "tijdige-signalering"),
    ("cq02-measures-for-a-target-group", "group", "children"),
    ("cq14-two-steps-from-an-organisation", "start", "rutgers"),
    ("cq17-public-money", "instrumentType", "research"),
    ("cq20-one-ministry-alone", "ministry", "ocw"),
    ("cq21-explanation-contains", "word", "Sport"),
    ("cq22-text-in-any-cell", "word", "sport"),
    ("cq25-supervisors", "role", "researches"),
    ("cq26-an-actor-group-and-its-roles", "group", "schools"),
    ("cq33-evidence-for-an-organisation", "organisation", "csg"),
    ("cq42-cells-of-a-row", "row", "seksueel-geweld-2021-4"),
)


def shown_query(page: Fetched) -> str:
    """The SPARQL on the page, to the letter."""
    return "".join(page.all("pre")[0].itertext())


def asked(site: SiteClient, query: str) -> list[list[str]]:
    """The endpoint's answer to a query, its head first."""
    answer = site.raw(f"/sparql?{urlencode({'query': query, 'format': 'csv'})}")
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text)))


def rows(page: Fetched) -> int:
    """How many rows the page's table has, its head left out."""
    return sum(1 for row in page.all("tr")) - 1


@pytest.fixture(scope="module")
def questions(snapshot: Snapshot) -> dict[str, Query]:
    """Every question of the snapshot by its name."""
    return {
        name[len("questions/") : -len(".rq")]: queries.parse(
            name, snapshot.read(name).decode(), snapshot.base_iri
        )
        for name in snapshot.names("questions")
        if name.endswith(".rq")
    }


@pytest.fixture(scope="module")
def store(snapshot: Snapshot) -> Store:
    """The graph of the real project."""
    made = Store()
    made.bulk_load(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS)
    return made


def test_every_question_is_answered_on_its_page(
    site: SiteClient, snapshot: Snapshot, questions: dict[str, Query]
) -> None:
    """What the page shows is the answer that a person wrote down, and what its SPARQL gives."""
    for name in questions:
        expected = list(csv.reader(io.StringIO(snapshot.read(f"answers/{name}.csv").decode())))
        page = site.get(f"/questions/{name}")
        assert rows(page) == len(expected) - 1, name
        assert asked(site, shown_query(page)) == expected, name


def test_an_english_page_has_english_labels(
    site: SiteClient, questions: dict[str, Query], store: Store
) -> None:
    """Every label that all things have in English is in English, and no value is lost by it.

    What a question does not name in its head is Dutch because some of it has no English.
    """
    for name, query in questions.items():
        page = site.get(f"/en/questions/{name}")
        dutch, english = solutions(store, query.text), solutions(store, shown_query(page))
        assert sum(map(len, dutch)) == sum(map(len, english)), name
        assert rows(page) == len(english), name
        for label in query.labels:
            assert {row[label].language for row in english if label in row} == {"en"}, (name, label)
        for other in set(re.findall(r'LANG\(\?(\w+)\) = "nl"', query.text)) - {*query.labels}:
            switched = query.text.replace(f'LANG(?{other}) = "nl"', f'LANG(?{other}) = "en"')
            told_twice = f"?{other}En" in query.text
            values = sum(map(len, solutions(store, switched)))
            assert told_twice or values < sum(map(len, dutch)), (name, other)


def solutions(store: Store, query: str) -> list[dict[str, Any]]:
    """The terms of each solution by name."""
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{n: row[n] for n in names if row[n] is not None} for row in found]


def test_numbers_and_texts_stand_on_the_page_as_the_answer_has_them(
    site: SiteClient, questions: dict[str, Query]
) -> None:
    """Every value that is no IRI and no truth value is shown, blanks folded, in its row."""
    for name in questions:
        page = site.get(f"/questions/{name}")
        lines = page.texts("tr")[1:]
        for line, values in zip(lines, asked(site, shown_query(page))[1:], strict=True):
            for value in values:
                plain = " ".join(value.split())
                if not plain.startswith("http") and plain not in ("true", "false"):
                    assert plain in line, (name, plain)


@pytest.mark.parametrize(("name", "parameter", "value"), CHOICES)
def test_a_choice_changes_question_answer_and_address(
    site: SiteClient, name: str, parameter: str, value: str
) -> None:
    """The page of a choice has the SPARQL of that choice, its answer, and says so in its title."""
    path = f"/questions/{name}?{urlencode({parameter: value})}"
    plain, page = site.get(f"/questions/{name}"), site.get(path)
    assert plain.texts("h1") != page.texts("h1")
    assert shown_query(plain) != shown_query(page)
    assert rows(page) == len(asked(site, shown_query(page))) - 1 >= 1
    assert f"/en{path}" in page.links, "the other language keeps the choice"
    assert any(link.endswith(path) and link.startswith("http") for link in page.links)


@pytest.mark.parametrize(("name", "parameter", "value"), CHOICES)
def test_the_form_has_the_choice_in_it(
    site: SiteClient, name: str, parameter: str, value: str
) -> None:
    """What was chosen is selected; the form offers everything there is, by name."""
    page = site.get(f"/questions/{name}?{urlencode({parameter: value})}")
    (form,) = page.tree.findall(".//main//form")
    assert (form.attrib["action"], form.attrib["method"]) == (f"/questions/{name}", "get")
    if parameter == "word":
        (field,) = page.tree.findall(".//main//input")
        assert (field.attrib["name"], field.attrib["value"]) == ("word", value)
        return
    (select,) = page.all("select")
    assert select.attrib["name"] == parameter
    options = {o.attrib["value"]: "selected" in o.attrib for o in select.iter("option")}
    assert [v for v, selected in options.items() if selected] == [value]
    assert len(options) > 4


def test_every_choice_of_every_question_is_answered(
    site: SiteClient, questions: dict[str, Query]
) -> None:
    """Whatever a form offers, its page is there, and its rows are those of its SPARQL."""
    tried = 0
    for name in questions:
        for select in site.get(f"/questions/{name}").all("select"):
            for option in list(select.iter("option"))[::5]:
                choice = urlencode({select.attrib["name"]: option.attrib["value"]})
                page = site.get(f"/questions/{name}?{choice}")
                found = asked(site, shown_query(page))
                assert rows(page) == (len(found) - 1 if len(found) > 1 else -1)
                tried += 1
    assert tried > 30


@pytest.mark.parametrize(
    "choice",
    [
        "/questions/cq14-two-steps-from-an-organisation?start=nobody",
        "/questions/cq14-two-steps-from-an-organisation?start=../theme/x",
        "/questions/cq14-two-steps-from-an-organisation?start=%3E%20%7D%20DROP%20ALL",
        f"{WORD}?word=a%5Cb",
        f"{WORD}?word=a%0Ab",
        f"{WORD}?word={'a' * 101}",
    ],
)
def test_what_cannot_be_chosen_is_told(site: SiteClient, choice: str) -> None:
    """A thing that is not there, or text that is no word, is a page that says so."""
    assert site.get(choice, status=400).texts("h1") == ["Dit verzoek begrijpen we niet"]


def test_nothing_chosen_is_the_question_as_it_is(site: SiteClient) -> None:
    """An empty field, and the value that the question has, lead to the question itself."""
    plain = site.get(WORD).texts("h1")
    assert site.get(f"{WORD}?word=").texts("h1") == plain
    assert site.get(f"{WORD}?word=mensenhandel&other=1").texts("h1") == plain


@given(word=st.text(min_size=1, max_size=100))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_word_is_asked_for_as_it_is(questions: dict[str, Query], word: str) -> None:
    """A word comes out of the query as it went in: no quote and no bracket ends anything."""
    if not asking.is_word(word):
        return
    text = asking.chosen(questions["cq21-explanation-contains"], {"word": Literal(word)})
    values = re.search(r"VALUES \?word { .* }", text)
    assert values is not None
    answer = Store().query(f"SELECT ?word {{ {values[0]} }}")
    assert isinstance(answer, QuerySolutions)
    (found,) = answer
    assert found["word"] == Literal(word)


@pytest.mark.parametrize("word", ["'''", '"""', ')-"', "SPARQL", "<b>x</b>", "{{ 7*7 }}", "{word}"])
def test_a_hostile_word_is_a_word(site: SiteClient, word: str) -> None:
    """It stands on the page as text, finds nothing, and ends no code."""
    page = site.get(f"{WORD}?word={quote(word)}")
    assert word in page.texts("h1")[0]
    assert asked(site, shown_query(page))[1:] == []
    curl, python, r = ("".join(pre.itertext()) for pre in page.all("pre")[1:])
    compile(python, "question.py", "exec")
    scope: dict[str, str] = {}
    exec(re.split(r"^address", python, flags=re.MULTILINE)[0], scope)  # noqa: S102  our own code
    assert scope["query"].strip() == shown_query(page).strip()
    assert curl.count("\nSPARQL\n") == 1
    (opening,) = re.findall(r'r"(-+)\(', r)
    assert r.count(f'){opening}"') == 1


def test_the_code_asks_the_same_question(site: SiteClient) -> None:
    """The query stands whole in each program, with the address of the endpoint."""
    page = site.get("/questions/cq07-measures-per-ministry")
    for pre in page.all("pre")[1:]:
        code = "".join(pre.itertext())
        assert shown_query(page) in code
        assert "http://localhost/sparql" in code


@pytest.mark.server
@pytest.mark.parametrize("name", ["cq07-measures-per-ministry", "cq22-text-in-any-cell"])
def test_the_code_runs(site: SiteClient, snapshot: Snapshot, tmp_path: Path, name: str) -> None:
    """What a reader copies into a shell, into Python or into R prints the answer."""
    server = make_server("127.0.0.1", 0, site.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        page = site.get(f"/questions/{name}")
        blocks = ["".join(pre.itertext()) for pre in page.all("pre")[1:]]
        curl, python, r = (block.replace("http://localhost", address) for block in blocks)
        expected = list(csv.reader(io.StringIO(snapshot.read(f"answers/{name}.csv").decode())))
        assert list(csv.reader(io.StringIO(_run(["sh"], curl)))) == expected
        told = ast.literal_eval(_run([sys.executable], python))
        assert [list(row.values()) for row in told] == expected[1:]
        if shutil.which("Rscript"):
            (tmp_path / "question.R").write_text(r, "utf-8")
            assert expected[1][0] in _run(["Rscript", str(tmp_path / "question.R")], "")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _run(command: list[str], text: str) -> str:
    return subprocess.run(
        command, input=text, capture_output=True, encoding="utf-8", check=True, timeout=60
    ).stdout


def test_a_question_that_counts_is_drawn(site: SiteClient) -> None:
    """Where a question says so there are bars, one for each row; elsewhere a link to a figure."""
    page = site.get("/questions/cq07-measures-per-ministry")
    svgs = list(page.tree.iter("{http://www.w3.org/2000/svg}svg"))
    assert len(svgs) == 2
    for svg in svgs:
        assert len(list(svg.iter("{http://www.w3.org/2000/svg}a"))) == rows(page) == 6
    assert "/figures/ministries-themes" in site.get("/questions/cq09-ministries-per-theme").links


def test_the_answer_can_be_taken_along(site: SiteClient) -> None:
    """The links to CSV and JSON carry the question with what was chosen in it."""
    page = site.get("/questions/cq20-one-ministry-alone?ministry=ocw")
    for form in ("csv", "json"):
        (link,) = [link for link in page.links if link.endswith(f"format={form}")]
        assert parse_qs(urlsplit(link).query)["query"] == [shown_query(page)]
        assert site.raw(link).status_code == 200


def test_a_choice_that_a_file_does_not_have_is_refused(questions: dict[str, Query]) -> None:
    """A head that promises a choice needs its VALUES line, with a name whose prefix is known."""
    head = "#+ summary: a?\n#+ summary-en: b?\n#+ parameter: theme theme\n"
    for body in ("SELECT * {}", "SELECT * { VALUES ?theme { x:y } }"):
        with pytest.raises(ValueError, match=r"VALUES|prefix"):
            asking.parameters(queries.parse("q", head + body, DEFAULT_BASE))
    ill = queries.parse("q", head.replace("theme theme", "theme"), DEFAULT_BASE)
    with pytest.raises(ValueError, match="name and kind"):
        asking.parameters(ill)
    with pytest.raises(ValueError, match="IRI"):
        asking.spelled(NamedNode("no iri> }"))
    assert [len(asking.parameters(q)) for q in questions.values()].count(1) == len(CHOICES)
