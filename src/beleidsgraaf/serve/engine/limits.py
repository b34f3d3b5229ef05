"""What one query may take."""

from typing import NamedTuple


class Limits(NamedTuple):
    """The kernel holds query processes to the first two, the writer of answers to the third."""

    seconds: float
    memory: int
    """Bytes beyond what the graph takes."""
    answer_size: int
    """Bytes."""
