"""The site: shows a snapshot, as pages and through a SPARQL endpoint. Never loads the factory."""
