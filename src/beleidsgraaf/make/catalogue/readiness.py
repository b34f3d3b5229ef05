"""May the catalogue be handed over? In words, after everything else was found to be in order."""

from collections.abc import Sequence

from beleidsgraaf.errors import Problem
from beleidsgraaf.make.catalogue.records import Publication


def readiness(publication: Publication, base: str, obstacles: Sequence[Problem]) -> str:
    """What still stands in the way, or what only a person can look at before the hand-over."""
    if obstacles:
        count = "1 thing stands" if len(obstacles) == 1 else f"{len(obstacles)} things stand"
        lines = [
            f"Publication  {count} in the way.",
            *(f"  {problem}" for problem in obstacles),
            "",
            "The catalogue is NOT ready to be handed over.",
        ]
    else:
        lines = [
            f"Publication  no example is left; the publisher is {publication.publisher.label.nl}.",
            "  What only a person can see:",
            f"  - {base}id/... leads to the site at {publication.address}",
            f"  - {publication.contact.email} and {publication.contact.telephone} are answered",
            "  - the owner agrees: only a government body can register data at data.overheid.nl",
            "",
            "The catalogue is ready to be handed over.",
        ]
    return "\n".join(lines) + "\n"
