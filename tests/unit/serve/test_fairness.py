"""Who asks, what they have spent, and who goes first."""

import asyncio
import functools
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from beleidsgraaf.errors import SettingsError, TooManyQueriesError
from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.cache import Cache
from beleidsgraaf.serve.endpoint import clients
from beleidsgraaf.serve.endpoint import lanes as lane_module
from beleidsgraaf.serve.endpoint.clients import Ledger, Manners, client, networks
from beleidsgraaf.serve.endpoint.lanes import Lanes
from beleidsgraaf.serve.endpoint.lately import Guest, shape


def in_a_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """A test that is run in the event loop of this process; browsers have one of their own."""

    @functools.wraps(test)
    def run(*given: Any, **named: Any) -> None:
        eventloop.wait_for(test(*given, **named))

    return run


PROXY = networks("10.0.0.0/8, 2001:db8::/32")


@pytest.mark.parametrize(
    ("address", "forwarded", "expected"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.2.2.2", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("2001:db9:1:2:3:4:5:6", "", "2001:db9:1:2::/64"),
        ("2001:db9:1:2::9", "", "2001:db9:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1"),
        ("2001:db8::1", "2001:db9:1:2::9", "2001:db9:1:2::/64"),
        ("::1", "", "::1"),
    ],
)
def test_a_client_is_its_address(address: str, forwarded: str, expected: str) -> None:
    """X-Forwarded-For counts from a trusted proxy only; an IPv6 client is its /64."""
    environ = {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": forwarded}
    assert client(environ, PROXY) == expected


def test_no_proxy_is_trusted_unless_it_is_named() -> None:
    """Without the setting the header is not looked at; a wrong setting is told."""
    environ = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}
    assert client(environ, networks("")) == "10.0.0.1"
    with pytest.raises(SettingsError, match="trusted_proxies"):
        networks("10.0.0.0/8, proxy")


def test_a_client_that_spent_its_share_waits() -> None:
    """429 with the seconds after which there is room again; others are not touched."""
    ledger = Ledger(60)
    for _ in range(7000):
        ledger.charge("192.0.2.1", 0.01, time.monotonic())  # quick queries count as well
    with pytest.raises(TooManyQueriesError) as refused:
        ledger.admit("192.0.2.1")
    assert 5 < refused.value.retry_after < 20
    assert refused.value.http_status == 429
    ledger.admit("192.0.2.2")


def test_this_machine_and_a_share_of_zero_have_no_limit() -> None:
    """The operator, or a proxy not made known, is not shut out; 0 turns the limit off."""
    ledger = Ledger(1)
    ledger.charge("127.0.0.1", 99, time.monotonic())
    assert ledger.spent("127.0.0.1") > 98
    ledger.admit("127.0.0.1")
    free = Ledger(0)
    free.charge("192.0.2.1", 9999, time.monotonic())
    assert free.spent("192.0.2.1") > 9000
    free.admit("192.0.2.1")


def test_alike_queries_have_one_shape() -> None:
    """Literals, numbers, blanks and comments make no difference; structure does."""
    first = shape("SELECT * { ?s ?p 'a' . ?s <x:1> 5 } # one")
    assert first == shape("SELECT *  { ?s ?p 'bb' .\n ?s <x:22> 66 }   #two")
    assert first != shape("SELECT * { ?s ?p ?q . ?s <x:1> 5 } # one")


class Visit(Guest[bool]):
    """A query of which it will be known whether its place is in the slow lane."""

    def __init__(self, lanes: Lanes, party: str, text: str) -> None:
        super().__init__(party, text)
        self._lanes = lanes
        found = lanes.enter(self)
        if found is not None:
            self.settle(found)

    def placed(self, found: bool | Exception) -> None:  # noqa: FBT001  as a Guest is told
        """It waits no more."""
        self.settle(found)

    def _abandon(self) -> None:
        self._lanes.leaves(self)


class Known(Guest[None]):
    """A query that has its place, and waits for none."""

    def placed(self, found: bool | Exception) -> None:  # noqa: FBT001  as a Guest is told
        """Not to be called."""
        pytest.fail(f"{self.text} waited for nothing, and was told {found}")


def like(text: str) -> Guest[None]:
    """A query of this text, whoever asks."""
    return Known("", text)


async def in_line(lanes: Lanes, waiters: list[tuple[str, str]]) -> list[str]:
    """Who comes in turn, a party with a query each, and the order in which they are let in."""
    order: list[str] = []

    async def wait(party: str, text: str) -> None:
        try:
            await Visit(lanes, party, text)
        except TooManyQueriesError:
            order.append(f"not {party}")
            return
        order.append(party)
        lanes.leave_fast(like(text), 0.0)

    tasks = []
    for waiter in waiters:
        tasks.append(asyncio.create_task(wait(*waiter)))
        await asyncio.sleep(0)
    lanes.leave_fast(like("ASK {}"), 0.0)
    await asyncio.gather(*tasks)
    return order


async def stays_out(waiting: asyncio.Future[bool]) -> bool:
    """Whether a query still waits when all that can happen has happened."""
    for _ in range(5):
        await asyncio.sleep(0)
    return not waiting.done()


async def fill(lanes: Lanes, *texts: str) -> list[Visit]:
    """These queries enter, in turn."""
    visits = []
    for text in texts:
        visits.append(Visit(lanes, "x", text))
        await visits[-1]
    return visits


@in_a_loop
async def test_who_spent_least_goes_first() -> None:
    """Not who came first; among equals who came first does."""
    spent = {"much": 9.0, "little": 1.0, "none": 0.0, "too": 0.0}
    lanes = Lanes(1, 1, lambda party: spent.get(party, 0.0))
    await Visit(lanes, "x", "ASK {}")
    order = await in_line(lanes, [("much", "a"), ("little", "b"), ("none", "c"), ("too", "d")])
    assert order == ["none", "too", "little", "much"]


@in_a_loop
async def test_of_several_parties_who_came_first_goes_first() -> None:
    """Where all have spent the same: not all that one of them asked before the other's first."""
    lanes = Lanes(1, 1, lambda _: 0.0)
    await Visit(lanes, "x", "ASK {}")
    order = await in_line(lanes, [("one", "a"), ("two", "b"), ("one", "c"), ("two", "d")])
    assert order == ["one", "two", "one", "two"]


@in_a_loop
async def test_too_many_may_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes when all places to wait are taken is refused at once; the others keep theirs."""
    monkeypatch.setattr(lane_module, "_WAITING", 2)
    lanes = Lanes(1, 1, lambda _: 0.0)
    await Visit(lanes, "x", "ASK {}")
    waiting = [Visit(lanes, party, "ASK {}") for party in ("x", "y")]
    with pytest.raises(TooManyQueriesError):
        Visit(lanes, "z", "ASK {}")
    waiting[0].give_up()
    waiting.append(Visit(lanes, "z", "ASK {}"))
    for visit in waiting[1:]:
        lanes.leave_fast(like("ASK {}"), 0.0)
        assert not await visit


@in_a_loop
async def test_what_took_longer_before_goes_last() -> None:
    """Among equals, a query whose like took long waits for those that did not."""
    lanes = Lanes(1, 2, lambda _: 0.0)
    await Visit(lanes, "x", "long 1")
    lanes.leave_fast(like("long 1"), 0.14)
    await Visit(lanes, "x", "ASK {}")
    assert await in_line(lanes, [("long", "long 2"), ("quick", "quick")]) == ["quick", "long"]


@in_a_loop
async def test_some_places_are_kept_for_what_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What took some time before never fills the fast lane; what nobody knows yet may."""
    monkeypatch.setattr(lane_module, "_CORES", 2)
    lanes = Lanes(8, 1, lambda _: 0.0)
    await Visit(lanes, "x", "long 0")
    lanes.leave_fast(like("long 0"), 0.14)
    long, _ = await fill(lanes, "long 0", "long 1")
    waiting = Visit(lanes, "x", "long 2")
    (quick,) = await fill(lanes, "ASK {}")
    lanes.leave_fast(quick, 0.0)
    assert not waiting.is_over
    lanes.leave_fast(long, 0.14)
    assert not await waiting


@in_a_loop
async def test_what_takes_some_time_waits_for_its_like_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many quick ones are under way; also where it turns out to be slow."""
    monkeypatch.setattr(lane_module, "_CORES", 1)
    lanes = Lanes(8, 2, lambda _: 0.0)
    await Visit(lanes, "x", "long 0")
    lanes.leave_fast(like("long 0"), 0.14)
    *_, long = await fill(lanes, *["ASK {}"] * 6, "long 1")
    waiting = Visit(lanes, "x", "long 2")
    assert not waiting.is_over
    lanes.promote(long)
    assert not await waiting


@in_a_loop
@pytest.mark.parametrize("passes", ["one that is quick", "ten minutes"])
async def test_what_took_some_time_may_be_quick_again(
    passes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once one of its like was quick, or it is long ago, it fills the fast lane as others do."""
    lanes = Lanes(8, 1, lambda _: 0.0)
    await Visit(lanes, "x", "long 0")
    lanes.leave_fast(like("long 0"), 0.14)
    if passes == "one that is quick":
        await Visit(lanes, "x", "long 0")
        lanes.leave_fast(like("long 0"), 0.0001)
    else:
        later = time.monotonic() + 601
        monkeypatch.setattr(time, "monotonic", lambda: later)
        await Visit(lanes, "x", "ASK {}")
        lanes.leave_fast(like("ASK {}"), 0.0001)
    await asyncio.wait_for(fill(lanes, *(f"long {number}" for number in range(8))), 1)


@in_a_loop
async def test_who_gives_up_leaves_the_place_to_others() -> None:
    """Who stops waiting is out of the line; who has a place has it in that very moment."""
    lanes = Lanes(1, 1, lambda _: 0.0)
    await Visit(lanes, "x", "ASK {}")
    first, second = Visit(lanes, "x", "first"), Visit(lanes, "x", "second")
    first.give_up()
    lanes.leave_fast(like("ASK {}"), 0.0)
    assert second.is_over
    assert not await second
    first.give_up()
    third = Visit(lanes, "x", "third")
    assert not third.is_over
    lanes.leave_fast(like("second"), 0.0)
    assert not await third


@in_a_loop
async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets no place in time is refused, and out of the line."""
    monkeypatch.setattr(lane_module, "_LONGEST_WAIT", 0.05)
    lanes = Lanes(1, 1, lambda _: 0.0)
    await Visit(lanes, "x", "ASK {}")
    with pytest.raises(TooManyQueriesError):
        await Visit(lanes, "x", "late")
    lanes.leave_fast(like("ASK {}"), 0.0)
    assert not await Visit(lanes, "x", "next")


@in_a_loop
async def test_slow_queries_are_refused_when_their_places_are_taken() -> None:
    """503 with Retry-After at the promotion; the like of it at once; others go on."""
    lanes = Lanes(2, 1, lambda _: 0.0)
    await Visit(lanes, "x", "slow 1")
    lanes.promote(like("slow 1"))
    await Visit(lanes, "x", "other 1")
    with pytest.raises(TooManyQueriesError) as refused:
        lanes.promote(like("other 1"))
    assert refused.value.http_status == 503
    with pytest.raises(TooManyQueriesError):
        await Visit(lanes, "x", "other 2")
    await fill(lanes, "quick", "quick")
    lanes.leave_slow(like("slow 1"), 9.0)
    lanes.leave_fast(like("quick"), 0.0)
    assert await Visit(lanes, "x", "other 3")  # a slow place is free; its like needs no fast one


@in_a_loop
async def test_the_like_of_what_was_slow_takes_no_fast_place() -> None:
    """It begins in the slow lane, until one of them is quick there or a minute has passed."""
    lanes = Lanes(1, 1, lambda _: 0.0)
    assert not await Visit(lanes, "x", "slow 1")
    lanes.promote(like("slow 1"))
    lanes.leave_slow(like("slow 1"), 9.0)
    for seconds, begins_slow in ((9.0, True), (0.07, True), (0.06, True), (0.06, False)):
        assert await Visit(lanes, "y", "slow 2") == begins_slow
        if begins_slow:
            lanes.leave_slow(like("slow 2"), seconds)


@in_a_loop
async def test_what_was_slow_a_minute_ago_begins_as_others_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Though nothing else was asked meanwhile."""
    lanes = Lanes(1, 2, lambda _: 0.0)
    (slow,) = await fill(lanes, "slow 1")
    lanes.promote(slow)
    lanes.leave_slow(slow, 9.0)
    now = time.monotonic()
    for seconds, begins_slow in ((59.0, True), (61.0, False)):
        monkeypatch.setattr(time, "monotonic", lambda: now + seconds)  # noqa: B023 used at once
        assert await Visit(lanes, "y", "slow 2") == begins_slow


@in_a_loop
async def test_what_waits_and_turns_out_slow_is_refused_at_once() -> None:
    """When the slow lane fills, the like of what is in it does not wait to be refused."""
    lanes = Lanes(2, 1, lambda _: 0.0)
    await fill(lanes, "slow 1", "ASK {}")
    waiting = asyncio.ensure_future(Visit(lanes, "y", "slow 2"))
    assert await stays_out(waiting)
    lanes.promote(like("slow 1"))
    with pytest.raises(TooManyQueriesError):
        await asyncio.wait_for(waiting, 1)


def test_the_cache_keeps_to_its_bytes() -> None:
    """The least recently used goes first; what is too large for it is not kept."""
    cache = Cache[str](100)
    for name in "abcdefgh":
        cache.put(name, name, 12)
    assert cache.get("a") == "a"
    cache.put("i", "i", 12)
    assert cache.get("b") is None
    assert cache.get("a") == "a"
    cache.put("large", "large", 13)
    assert cache.get("large") is None


def test_who_does_not_wait_hears_the_next_refusal_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the seconds have passed that the last one named; not others, nor this machine."""
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    manners = Manners()
    assert manners.refuse("a", 5) == 0
    now += 5
    assert manners.refuse("a", 5) == 0
    now += 4.9
    assert manners.refuse("a", 5) > 0
    assert manners.refuse("b", 5) == 0
    assert [manners.refuse("127.0.0.1", 5) for _ in range(2)] == [0, 0]


def test_few_who_were_refused_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was refused longest ago is forgotten first."""
    monkeypatch.setattr(clients, "_REMEMBERED", 2)
    manners = Manners()
    for party in ("a", "b", "c"):
        manners.refuse(party, 5)
    assert manners.refuse("c", 5) > 0
    assert manners.refuse("a", 5) == 0
