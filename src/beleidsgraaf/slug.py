"""How an IRI of ours ends, and what it names by that; alone, for whoever must start quickly."""

import re
from typing import NamedTuple

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What may stand last."""


class Thing(NamedTuple):
    """Refers to anything with an IRI by its two path segments: ``organisation/movisie``."""

    type: str
    slug: str

    @classmethod
    def parse(cls, path: str) -> "Thing":
        """The thing that ``type/slug`` names; ValueError when it is not of that form."""
        kind, slash, slug = path.partition("/")
        if not (kind and slash and slug) or "/" in slug:
            raise ValueError(path)
        return cls(kind, slug)

    def __str__(self) -> str:
        return f"{self.type}/{self.slug}"
