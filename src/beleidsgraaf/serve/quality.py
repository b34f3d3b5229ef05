"""The report of the checks that a snapshot went through, as a reader of it needs it."""

import json
from dataclasses import dataclass
from typing import Any

from beleidsgraaf.snapshot import Snapshot

_FILE = "report.json"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one or more things do not keep."""

    severity: str
    """Violation, Warning or Info."""
    message: str
    places: tuple[str, ...]
    """The IRIs of the things, each once."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a kind there are, and how many there should be."""

    name: str
    found: int
    least: int
    most: int
    ok: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what was found."""

    conforms: bool
    constraints: int
    findings: tuple[Finding, ...]
    passages: int
    misplaced: tuple[Finding, ...]
    """Passages that do not stand in the source where the graph says."""
    counts: tuple[Count, ...]
    questions: int
    answered_otherwise: tuple[str, ...]
    """Names of the questions whose answer is not the one that a person wrote down."""


def read(snapshot: Snapshot, lang: str) -> Report:
    """The report of a snapshot, its messages in a language."""
    said = json.loads(snapshot.read(_FILE))
    return Report(
        conforms=said["conforms"],
        constraints=said["constraints"],
        findings=_findings(said["shapes"], lang),
        passages=said["passages"],
        misplaced=tuple(
            Finding("Violation", line[f"message_{lang}"], (line["evidence"],))
            for line in said["evidence"]
        ),
        counts=tuple(
            Count(one["name"], one["found"], one["least"], one["most"], one["ok"])
            for one in said["counts"]
        ),
        questions=len(said["questions"]),
        answered_otherwise=tuple(one["name"] for one in said["questions"] if not one["ok"]),
    )


def _findings(results: list[dict[str, Any]], lang: str) -> tuple[Finding, ...]:
    """The results of the shapes, those with the same message together, the worst first."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for line in results:
        key = (line["severity"], line[f"message_{lang}"])
        places.setdefault(key, {})[line["focus"]] = None
    order = ("Violation", "Warning", "Info")
    found = [Finding(severity, message, tuple(at)) for (severity, message), at in places.items()]
    return tuple(sorted(found, key=lambda one: (order.index(one.severity), one.message)))
