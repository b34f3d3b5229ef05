"""What is found when a graph is checked; a broken graph is an answer, not an error."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class ShapeResult:
    """One node that does not have the shape it should have."""

    focus: str
    path: str
    value: str
    shape: str
    constraint: str
    severity: str
    """Violation, Warning or Info."""
    message_nl: str
    message_en: str


@dataclass(frozen=True, slots=True, order=True)
class CountResult:
    """How many of a kind there are, and how many there should be."""

    name: str
    found: int
    least: int
    most: int

    @property
    def ok(self) -> bool:
        """The number is within its bounds."""
        return self.least <= self.found <= self.most


@dataclass(frozen=True, slots=True, order=True)
class EvidenceResult:
    """One passage that does not stand in the source where the graph says it does."""

    evidence: str
    message_nl: str
    message_en: str


@dataclass(frozen=True, slots=True, order=True)
class QuestionResult:
    """What a competency question answered, and what a person wrote down for it."""

    name: str
    rows: int
    expected: int
    difference: str
    """The first row that differs; empty when the answer is the expected one."""

    @property
    def ok(self) -> bool:
        """The answer is the expected one."""
        return not self.difference


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything that checking a graph found."""

    constraints: int
    """How many constraints the shapes hold."""
    passages: int
    """How many passages were looked up in the source."""
    shapes: tuple[ShapeResult, ...] = field(default=())
    evidence: tuple[EvidenceResult, ...] = field(default=())
    counts: tuple[CountResult, ...] = field(default=())
    questions: tuple[QuestionResult, ...] = field(default=())

    @property
    def violations(self) -> int:
        """How many shape results are violations; warnings and remarks do not count."""
        return sum(result.severity == "Violation" for result in self.shapes)

    @property
    def conforms(self) -> bool:
        """The graph may be published."""
        return (
            not self.violations
            and not self.evidence
            and all(count.ok for count in self.counts)
            and all(question.ok for question in self.questions)
        )
