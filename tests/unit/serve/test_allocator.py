"""The memory allocator of the process that holds the graph."""

import pytest

from beleidsgraaf.serve.engine import allocator


def test_without_the_library_graph_and_queries_have_an_arena_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where mimalloc is not installed, glibc's own serves, and nothing is preloaded."""
    monkeypatch.setattr(allocator, "library", lambda: None)
    assert allocator.environment() == {"MALLOC_ARENA_MAX": "2"}


def test_what_is_preloaded_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs the site may preload a library of his own; ours comes after it, once."""
    monkeypatch.setattr(allocator, "library", lambda: "libmimalloc.so.2")
    monkeypatch.setenv("LD_PRELOAD", "libhis.so libmimalloc.so.2")
    assert allocator.environment()["LD_PRELOAD"] == "libhis.so libmimalloc.so.2"
    monkeypatch.delenv("LD_PRELOAD")
    assert allocator.environment()["LD_PRELOAD"] == "libmimalloc.so.2"
