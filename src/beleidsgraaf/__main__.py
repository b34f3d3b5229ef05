"""Lets ``python -m beleidsgraaf`` do what the ``beleidsgraaf`` command does."""

import sys

from beleidsgraaf.cli import main

if __name__ == "__main__":
    sys.exit(main())
