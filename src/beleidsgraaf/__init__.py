"""From a Dutch overview of policy measures to a checked, citable, served knowledge graph."""
