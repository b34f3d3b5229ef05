from pathlib import Path

import pytest

from beleidsgraaf import queries
from beleidsgraaf.errors import DefinitionError
from beleidsgraaf.vocab import DEFAULT_BASE

HEAD = "#+ summary: Welke maatregelen zijn er?\n#+ summary-en: Which measures are there?\n"
BODY = "PREFIX bg: <https://w3id.org/beleidsgraaf/def#>\nSELECT ?m WHERE { ?m a bg:Measure }\n"


def test_a_query_says_in_its_head_what_it_asks() -> None:
    """Summaries, section, reason and parameters are read; the text stays whole."""
    head = (
        f"{HEAD}#+ section: Maatregelen\n#+ why: Om te tellen: alles.\n"
        "#+ parameter: measure, an IRI\n#+ parameter: language, a string\n"
    )
    query = queries.parse("measures", head + BODY, DEFAULT_BASE)
    assert query.name == "measures"
    assert query.text == head + BODY
    assert query.summary_nl == "Welke maatregelen zijn er?"
    assert query.summary_en == "Which measures are there?"
    assert query.section == "Maatregelen"
    assert query.why_nl == "Om te tellen: alles."
    assert query.parameters == ("measure, an IRI", "language, a string")


def test_a_query_is_asked_under_the_base_of_the_graph() -> None:
    """Our IRIs move to another base, those of others stay."""
    body = BODY + "# <http://www.w3.org/ns/org#>\n"
    text = queries.parse("q", HEAD + body, "https://data.example/b/").text
    assert "<https://data.example/b/def#>" in text
    assert DEFAULT_BASE not in text
    assert "<http://www.w3.org/ns/org#>" in text


def test_all_that_is_wrong_with_a_head_is_told_with_its_line() -> None:
    """An unknown key, a line without a value, and both summaries missing."""
    with pytest.raises(DefinitionError) as caught:
        queries.parse("q", f"#+ sumary: x\n#+ why\n{BODY}", DEFAULT_BASE, "questions/q.rq")
    said = str(caught.value).splitlines()
    assert said[0] == "4 problems found:"
    assert [line.split(": ")[0].strip() for line in said[1:]] == [
        "questions/q.rq:1",
        "questions/q.rq:1",
        "questions/q.rq:1",
        "questions/q.rq:2",
    ]
    for expected in ("no summary.", "no summary-en.", "no head line", "Add a line '#+ summary: "):
        assert expected in str(caught.value)


def test_a_head_line_below_the_head_is_a_comment() -> None:
    """The head ends at the first line that is not of it."""
    assert queries.parse("q", f"{HEAD}\n#+ section: X\n{BODY}", DEFAULT_BASE).section == ""


def test_a_file_with_line_ends_of_another_system_reads_the_same() -> None:
    """Carriage returns are no part of a value."""
    text = (HEAD + BODY).replace("\n", "\r\n")
    assert queries.parse("q", text, DEFAULT_BASE).summary_en == "Which measures are there?"


def test_a_folder_gives_its_queries_sorted_by_name(tmp_path: Path) -> None:
    """Only .rq files are queries."""
    for name in ("b.rq", "a.rq", "README.md"):
        (tmp_path / name).write_text(HEAD + BODY, "utf-8")
    assert list(queries.load(tmp_path, DEFAULT_BASE)) == ["a", "b"]


def test_a_folder_tells_the_problems_of_all_its_files(tmp_path: Path) -> None:
    """Every file is named."""
    for name in ("b.rq", "a.rq"):
        (tmp_path / name).write_text(BODY, "utf-8")
    with pytest.raises(DefinitionError) as caught:
        queries.load(tmp_path, DEFAULT_BASE)
    assert len(caught.value.problems) == 4
    assert {Path(problem.file).name for problem in caught.value.problems} == {"a.rq", "b.rq"}
