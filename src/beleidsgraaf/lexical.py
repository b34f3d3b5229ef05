"""Pieces of SPARQL's grammar (SPARQL 1.1, section 19.8) as expressions, verbose and with DOTALL.

Each takes what opens and is never closed to the end of its line or of the text, so that nobody
tries again from the next character: that would take quadratic time. No group is repeated
possessively, as in ``(?:a|b)*+``: Python before 3.11.5 finds the wrong end of it.
"""

TEXT = r"""
      \"\"\"[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:\"\"\"|\\?\Z)
    | '''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'''|\\?\Z)
    | "[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"?
    | '[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*'?
"""
"""A literal, long or short, with either quote."""
