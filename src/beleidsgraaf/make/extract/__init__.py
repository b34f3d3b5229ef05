"""Reads the dump of a printed table into rows: which characters are which cell, and how sure.

    lines -> segments -> candidates -> score -> choose -> rows -> table
                            widths, learned from the rows ^

A dump of a PDF has lost the table: what is left are printed lines in reading order. ``segments``
finds what is certain (header, ministries), ``candidates`` every way to cut the words between into
cells, ``score`` what speaks against each way, ``choose`` the best and its margin. ``rows`` does so
for all and learns how wide the columns were, until that changes nothing any more.
"""

from beleidsgraaf.make.extract.serialise import serialise
from beleidsgraaf.make.extract.table import extract

__all__ = ["extract", "serialise"]
