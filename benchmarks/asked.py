"""What is asked: ten typical queries and their mix, and what the project itself ships."""

import random
import re
from importlib import resources
from pathlib import Path

from beleidsgraaf import queries
from beleidsgraaf.vocab import DEFAULT_BASE

_HERE = Path(__file__).parent
_VARIANTS = 40
_WORDS = ("school", "hulp", "onderzoek", "campagne", "wet", "preventie", "sport", "dader")
_THING = re.compile(r"<([^<>]*/id/(measure|organisation)/[a-z0-9-]+)>")
MIX = "mix"


def ten(quads: Path) -> dict[str, list[str]]:
    """Ten typical queries and their mix, each in some variants with things of the graph."""
    choose = random.Random(1)  # noqa: S311 - the same choice in every run
    found: dict[str, set[str]] = {"measure": set(), "organisation": set()}
    with quads.open(encoding="utf-8") as lines:
        for line in lines:
            for iri, kind in _THING.findall(line):
                found[kind].add(f"<{iri}>")
    values = {kind: choose.choices(sorted(iris), k=_VARIANTS) for kind, iris in found.items()}
    values["word"] = [f'"{word}"' for word in _WORDS]
    made: dict[str, list[str]] = {}
    for name, query in queries.load(_HERE / "queries", DEFAULT_BASE).items():
        body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))
        if not query.parameters:
            made[name] = [body]
        for parameter in query.parameters:
            made[name] = [body.replace(f"?{parameter}", value) for value in values[parameter]]
    made[MIX] = [text for name in sorted(made) for text in made[name][:4]]
    choose.shuffle(made[MIX])
    return made


def shipped(_quads: Path) -> dict[str, list[str]]:
    """The competency questions, and the aggregates of the site, each as it stands in its file."""
    folders = (
        _HERE.parent / "ontology" / "questions",
        resources.files("beleidsgraaf") / "aggregates",
    )
    return {
        name: [query.text]
        for folder in folders
        for name, query in queries.load(folder, DEFAULT_BASE).items()
    }


SETS = {"ten": ten, "shipped": shipped}
