"""Lists that a reader narrows by facets: measures and organisations, as pages and as files."""
