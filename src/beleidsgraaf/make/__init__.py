"""The factory: from a source document to a published snapshot. Never loads the web."""
