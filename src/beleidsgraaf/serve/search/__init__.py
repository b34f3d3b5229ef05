"""Full text search: names with typing errors forgiven, texts by the stems of their words."""
