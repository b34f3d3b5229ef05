"""How the last segment of an IRI of ours may look; alone, for whoever must start quickly."""

import re

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What may stand there."""
