"""The form in which anybody asks a question, and the answer as a page."""
