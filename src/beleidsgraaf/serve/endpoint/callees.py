"""The endpoints of others that a query may call with SERVICE: those that the operator lists."""

import re

from beleidsgraaf.errors import QueryForbiddenError


class Callees:
    """Addresses that may be called, each written out in full; no other, and in no other way."""

    def __init__(self, addresses: tuple[str, ...] = ()) -> None:
        self.addresses = addresses
        either = "|".join(re.escape(f"<{address}>") for address in addresses)
        space = r"[ \t\r\n]"
        self._call = re.compile(rf"\b(?i:SERVICE(?:{space}+SILENT)?){space}*(?:{either})", re.ASCII)

    def taken_out(self, text: str) -> str:
        """The text without the calls that are allowed; QueryForbiddenError if it may hold others.

        Where one is allowed, the letters may stand nowhere else, not in a comment and not as
        escapes: so it does not matter whether we and the engine find the same words.
        """
        rest = self._call.sub(" ", text)
        if rest != text and ("service" in rest.lower() or "\\u" in rest.lower()):
            raise self.refusal()
        return rest

    def refusal(self) -> QueryForbiddenError:
        """Why a SERVICE is not let through."""
        if not self.addresses:
            return QueryForbiddenError("SERVICE is refused: this endpoint calls no other.")
        listed = ", ".join(f"<{address}>" for address in self.addresses)
        return QueryForbiddenError(
            f"SERVICE is refused: only {listed} may be called, written out in full, and then the "
            "query has the word in no other place, and no \\u."
        )
