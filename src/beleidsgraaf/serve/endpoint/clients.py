"""Who asks, and how much of the query processes' time each has had of late."""

import ipaddress
import math
import time
from collections import OrderedDict
from wsgiref.types import WSGIEnvironment as Environ

from beleidsgraaf.errors import SettingsError, TooManyQueriesError

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_MINUTE = 60.0
_REMEMBERED = 20_000
_HELD_BACK = 1.0
_NOTHING = (0.0, 0.0)
_OURSELVES = frozenset(("127.0.0.1", "::1", ""))


def networks(setting: str) -> tuple[_Network, ...]:
    """The networks in a comma-separated list; SettingsError for what is none."""
    try:
        return tuple(
            ipaddress.ip_network(part.strip()) for part in setting.split(",") if part.strip()
        )
    except ValueError as error:
        raise SettingsError(f"trusted_proxies: {error}.") from None


def client(environ: Environ, trusted: tuple[_Network, ...]) -> str:
    """Who asks: the last address that a trusted proxy vouches for; an IPv6 client is its /64."""
    address: str = environ.get("REMOTE_ADDR") or ""
    if not trusted:
        return _party(address)
    chain = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while chain and _is_in(address, trusted):
        last = chain.pop()
        if not _parse(last):
            break
        address = last
    return _party(address)


def _parse(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None


def _is_in(address: str, trusted: tuple[_Network, ...]) -> bool:
    found = _parse(address)
    return found is not None and any(found in network for network in trusted)


def _party(address: str) -> str:
    if ":" not in address:
        return address
    found = _parse(address)
    if isinstance(found, ipaddress.IPv6Address) and str(found) != "::1":
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), 64), strict=False))
    return address


class Ledger:
    """The seconds each client has used; what was used a minute ago counts for a third.

    Lives in the event loop.
    """

    def __init__(self, most: float) -> None:
        self.most = most
        """Seconds a client may have on its account; 0: any number."""
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spent(self, party: str) -> float:
        """The seconds on a client's account now."""
        seconds, when = self._spent.get(party, _NOTHING)
        return seconds * math.exp((when - time.monotonic()) / _MINUTE)

    def charge(self, party: str, seconds: float, now: float) -> None:
        """The client used so many seconds, until now by the clock."""
        spent, when = self._spent.get(party, _NOTHING)
        self._spent[party] = (spent * math.exp((when - now) / _MINUTE) + seconds, now)
        self._spent.move_to_end(party)
        if len(self._spent) > _REMEMBERED:
            self._spent.popitem(last=False)

    def admit(self, party: str) -> None:
        """Raises TooManyQueriesError when the seconds on a client's account are too many.

        This machine's own address is let through: it is the operator's, or that of a proxy which
        has not been made known, and then it would be everybody's at once.
        """
        if not self.most or self._spent.get(party, _NOTHING)[0] <= self.most:
            return  # it was too little then, and is less now
        spent = self.spent(party)
        if spent > self.most and party not in _OURSELVES:
            wait = math.ceil(_MINUTE * math.log(spent / self.most)) + 1
            raise TooManyQueriesError(
                f"Your queries took {spent:.0f} seconds of late; {self.most:g} a minute is what "
                f"one client has. Try again in {wait} seconds.",
                wait,
            )


class Manners:
    """Who was told when to come again; whoever comes sooner is told a second later.

    To refuse costs little, but who asks again at once can be refused a thousand times a second, and
    others notice that. Lives in the event loop.
    """

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def refuse(self, party: str, retry_after: float) -> float:
        """The client is refused, and is to come again after so many seconds.

        Given is after how many seconds it hears that: none, unless it came too soon. This
        machine's own address never waits, as in ``Ledger.admit``.
        """
        now = time.monotonic()
        came_too_soon = now < self._until.get(party, 0.0)
        self._until[party] = now + retry_after
        self._until.move_to_end(party)
        if len(self._until) > _REMEMBERED:
            self._until.popitem(last=False)
        return _HELD_BACK if came_too_soon and party not in _OURSELVES else 0.0
