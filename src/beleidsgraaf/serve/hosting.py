"""The application of whichever snapshot is current: a new one takes over while requests run."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from beleidsgraaf.errors import BeleidsgraafError
from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.cache import Cache
from beleidsgraaf.serve.response import Answering
from beleidsgraaf.snapshot import CURRENT, Snapshot, open_snapshot

_log = logging.getLogger(__name__)
_RETRY = 60.0
"""Seconds after which a snapshot that was refused is tried again."""


class Application(Answering, Protocol):
    """An application of one snapshot, that can be closed."""

    snapshot: Snapshot

    def wait(self) -> None:
        """Returns when nothing of it is made any more: it answers before, but not all at once."""
        ...

    def close(self) -> None:
        """Ends what belongs to it; nobody uses it any more."""
        ...


class Hosted:
    """An application, how many requests are in it, and responses that it gave.

    Lives in the event loop.
    """

    def __init__(self, application: Application, room: int) -> None:
        self.application = application
        self.known: Cache[tuple[bytes, bytes]] = Cache(room)
        """Heads and bodies of responses, by all the bytes of a request."""
        self._inside = 0
        self._retired = False

    def enter(self) -> None:
        """A request begins."""
        self._inside += 1

    def leave(self) -> None:
        """A request is done; the last one out of a retired application closes it."""
        self._inside -= 1
        if self._retired and not self._inside:
            self._close()

    def retire(self) -> None:
        """Nobody new comes in; closed when, or as soon as, it is empty."""
        self._retired = True
        if not self._inside:
            self._close()

    def _close(self) -> None:
        """In a thread of its own: who leaves last is somebody's request."""
        threading.Thread(target=self.application.close, name="closing").start()


class Host:
    """The application of what is current under a folder of snapshots."""

    def __init__(self, root: Path, make: Callable[[Snapshot], Application], room: int = 0) -> None:
        """Opens the current snapshot; BeleidsgraafError when there is none to serve.

        Responses are kept in so many bytes.
        """
        self._root = root
        self._make = make
        self._room = room
        self.current = Hosted(make(open_snapshot(root)), room)
        """What is served now."""
        self._refused: tuple[Path, float] | None = None

    @property
    def snapshot(self) -> Snapshot:
        """That of what is served now."""
        return self.current.application.snapshot

    def enter(self) -> Hosted:
        """What is current, entered: whoever did leaves it when the request is done."""
        hosted = self.current
        hosted.enter()
        return hosted

    def close(self) -> None:
        """Nothing is served any more, and what ran for it has ended."""
        self.current.application.close()

    def look(self) -> bool:
        """Takes a new snapshot over if there is one; whether it did.

        A damaged one is refused with a line in the log, and what is served stays.
        """
        folder = (self._root / CURRENT).resolve()
        if folder == self.snapshot.folder or not (self._root / CURRENT).is_symlink():
            return False
        if self._refused and self._refused[0] == folder and time.monotonic() < self._refused[1]:
            return False
        try:
            application = self._make(open_snapshot(self._root))
            application.wait()  # nobody has to, as long as the old one is there
        except BeleidsgraafError as error:
            self._refuse(folder, str(error))
        except Exception:
            _log.exception("snapshot %s cannot be shown", folder.name)
            self._refuse(folder, "see above")
        else:
            old, self.current = self.current, Hosted(application, self._room)
            # In the loop, where others enter: who has found the old one is in it by then.
            eventloop.running().call_soon_threadsafe(old.retire)
            return True
        return False

    def _refuse(self, folder: Path, why: str) -> None:
        _log.error("snapshot %s is refused, the old one stays: %s", folder.name[:16], why)
        self._refused = (folder, time.monotonic() + _RETRY)
