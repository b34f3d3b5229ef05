"""Queries that would stop an unguarded engine: each gets a clear answer, and soon."""

import time

import pytest

from beleidsgraaf.serve.endpoint.service import Endpoint
from hostile import HOSTILE
from small_snapshot import BASE, SETTINGS, Ask


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_gets_a_clear_answer(ask: Ask, name: str) -> None:
    """One of the codes that say what is wrong, within the time limit and half a second."""
    query, codes = HOSTILE[name]
    begin = time.monotonic()
    response = ask(query)
    assert response.status_code in codes, response.text[:300]
    assert time.monotonic() - begin < SETTINGS.query_timeout + 0.5
    if response.status_code == 503:
        assert int(response.headers["Retry-After"]) > 0


def test_the_next_query_is_answered_at_once(ask: Ask, service: Endpoint) -> None:
    """After all of these a fresh query takes no time to speak of, and answers are right."""
    begin = time.monotonic()
    assert ask(f"SELECT * {{ <{BASE}a> <{BASE}day> ?o }} # after").status_code == 200
    assert time.monotonic() - begin < 0.5
    assert service.keeper.pid


def test_a_whole_answer_or_none(ask: Ask) -> None:
    """An answer over the limit is a 413 without a piece of it, never a 200 cut short."""
    response = ask("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert response.status_code == 413
    assert f"{SETTINGS.answer_size} MiB" in response.text
    assert BASE not in response.text
