"""What one query may take."""

from typing import NamedTuple

MAX_DEPTH = 128
"""How deep brackets of all kinds together may nest."""


class Limits(NamedTuple):
    """The kernel holds query processes to the first two, the writer of answers to the third."""

    seconds: float
    memory: int
    """Bytes beyond what the graph takes."""
    answer_size: int
    """Bytes."""
