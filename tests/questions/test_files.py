"""The competency questions as files: complete, paired, and in one order."""

import re
from collections.abc import Mapping
from pathlib import Path

from beleidsgraaf import queries
from beleidsgraaf.queries import Query
from beleidsgraaf.serve.asking import parameters
from beleidsgraaf.vocab import DEFAULT_BASE

LEAST = 24
SECTIONS = ("simple", "aggregate", "path", "negation", "text", "role", "reference", "provenance")
MOST_ROWS = 60


def test_there_are_enough_questions(questions: Mapping[str, Query]) -> None:
    """There are at least two dozen questions, so that no other test here runs over nothing."""
    assert len(questions) >= LEAST


def test_every_question_has_its_answer_and_every_answer_its_question(folder: Path) -> None:
    """The stems of the queries are the stems of the written answers, and there is nothing else."""
    asked = {path.stem for path in folder.glob("*.rq")}
    answered = {path.stem for path in (folder / "expected").glob("*.csv")}
    others = [p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".rq", ".csv"}]
    assert asked == answered
    assert not others


def test_questions_are_numbered_from_one_without_a_gap(questions: Mapping[str, Query]) -> None:
    """A name is cq, two digits that count, and what the question is about."""
    names = [re.fullmatch(r"cq(\d\d)-[a-z]+(-[a-z]+)*", stem) for stem in questions]
    assert [
        int(name[1]) if name else stem for name, stem in zip(names, questions, strict=True)
    ] == [*range(1, len(questions) + 1)]


def test_a_head_says_the_question_in_two_languages_and_why(
    questions: Mapping[str, Query],
) -> None:
    """Each summary is a question, each reason one sentence, and none is said twice."""
    for stem, query in questions.items():
        assert query.summary_nl.endswith("?"), stem
        assert query.summary_en.endswith("?"), stem
        for why in (query.why_nl, query.why_en):
            assert why.endswith("."), stem
            assert ". " not in why.removesuffix("."), stem
    for texts in zip(
        *((q.summary_nl, q.summary_en, q.why_nl, q.why_en) for q in questions.values()), strict=True
    ):
        assert len(set(texts)) == len(texts)


def test_a_question_with_a_choice_can_be_said_for_every_choice(
    questions: Mapping[str, Query],
) -> None:
    """Its file has the value it is asked with; its form names the choice, in both languages."""
    offered = {stem: parameters(query) for stem, query in questions.items()}
    assert sum(1 for found in offered.values() if found) >= 10
    for stem, found in offered.items():
        for text in (questions[stem].form_nl, questions[stem].form_en):
            assert text.endswith("?") or not found, stem
            assert set(re.findall(r"{(\w+)}", text)) == {p.name for p in found}, stem


def test_every_section_is_asked_about_and_they_stand_together(
    questions: Mapping[str, Query],
) -> None:
    """The numbers follow the sections, and there is a question in each of them."""
    sections = [query.section for query in questions.values()]
    assert sections == sorted(sections, key=SECTIONS.index)
    assert set(sections) == set(SECTIONS)


def test_every_select_says_its_order(questions: Mapping[str, Query]) -> None:
    """Every question is a SELECT, and its rows come in an order that it names."""
    for stem, query in questions.items():
        assert re.search(r"^SELECT\b", query.text, re.MULTILINE), stem
        assert re.search(r"^ORDER BY\b", query.text, re.MULTILINE), stem


def test_a_question_moves_to_another_base_whole(folder: Path) -> None:
    """Under another base no IRI of ours is left under the default one."""
    for stem, query in queries.load(folder, "https://example.org/elsewhere/").items():
        assert DEFAULT_BASE not in query.text, stem


def test_answers_are_small_enough_to_be_checked_by_hand(folder: Path) -> None:
    """No answer is empty, longer than a person reads, or ends its lines in the Windows way."""
    for path in (folder / "expected").glob("*.csv"):
        lines = path.read_bytes().decode().split("\n")
        assert 1 < len(lines) - 1 <= MOST_ROWS + 1, path.name
        assert not any("\r" in line for line in lines), path.name
