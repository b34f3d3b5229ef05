import pytest

from unit.curate.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Tables in which nothing is wrong."""
    return Desk()
