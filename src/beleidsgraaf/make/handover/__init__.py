"""The dataset as data.overheid.nl's Aanlever API takes it in: the mapping, its check, the sending.

The API is that of version 0.9.0 (alpha, 2026-08-17): JSON after DCAT-AP-NL 3.0, in Dutch alone.
"""

from beleidsgraaf.make.handover.fields import left_out, record
from beleidsgraaf.make.handover.openapi import problems, read
from beleidsgraaf.make.handover.sending import Api, send

__all__ = ["Api", "left_out", "problems", "read", "record", "send"]
