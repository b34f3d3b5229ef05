"""A verdict in words for people, and in JSON for the site."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from beleidsgraaf.make.check.verdict import CountResult, QuestionResult, ShapeResult, Verdict


def report(verdict: Verdict) -> str:
    """The verdict as a text: what was looked at, all that is wrong, and the conclusion."""
    parts = [
        *_shapes(verdict),
        *_evidence(verdict),
        *_counts(verdict.counts),
        *_questions(verdict.questions),
        "",
        "The graph conforms." if verdict.conforms else "The graph does NOT conform.",
    ]
    return "\n".join(parts) + "\n"


def _shapes(verdict: Verdict) -> Iterator[str]:
    others = len(verdict.shapes) - verdict.violations
    yield (
        f"Shapes     {_many(verdict.constraints, 'constraint')}: "
        f"{_many(verdict.violations, 'violation')}, {_many(others, 'warning')}."
    )
    for result in verdict.shapes:
        yield from _shape(result)


def _shape(result: ShapeResult) -> Iterator[str]:
    path = f" {result.path}" if result.path else ""
    value = f" = {result.value!r}" if result.value and result.value != result.focus else ""
    yield f"  {result.severity}: {result.focus}{path}{value}"
    yield f"    {result.message_nl}"
    yield f"    {result.message_en}"


def _evidence(verdict: Verdict) -> Iterator[str]:
    wrong = len(verdict.evidence)
    said = f"{wrong} not where the graph says" if wrong else "each stands where the graph says"
    yield f"Evidence   {_many(verdict.passages, 'passage')}: {said}."
    for result in verdict.evidence:
        yield f"  {result.evidence}"
        yield f"    {result.message_nl}"
        yield f"    {result.message_en}"


def _counts(counts: Iterable[CountResult]) -> Iterator[str]:
    results = list(counts)
    good = sum(result.ok for result in results)
    yield f"Counts     {good} of {_many(len(results), 'count')} as expected."
    for result in results:
        if not result.ok:
            yield f"  {result.name}: {result.found}, not {result.least} to {result.most}."


def _questions(questions: Iterable[QuestionResult]) -> Iterator[str]:
    results = list(questions)
    good = sum(result.ok for result in results)
    yield f"Questions  {good} of {_many(len(results), 'question')} answered as expected."
    for result in results:
        if not result.ok:
            rows = _many(result.rows, "row")
            yield f"  {result.name}: {rows} for {result.expected}; {result.difference}."


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def to_json(verdict: Verdict) -> str:
    """The verdict as JSON; the same verdict gives the same text."""
    content = {"conforms": verdict.conforms, "violations": verdict.violations, **asdict(verdict)}
    for name in ("counts", "questions"):
        results = getattr(verdict, name)
        content[name] = [{**asdict(result), "ok": result.ok} for result in results]
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
