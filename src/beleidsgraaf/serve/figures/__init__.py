"""Figures drawn on the server: pure functions from numbers and names to shapes with a place."""
