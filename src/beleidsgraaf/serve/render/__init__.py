"""What a page shows, as frozen records, and the templates that turn one into HTML."""
