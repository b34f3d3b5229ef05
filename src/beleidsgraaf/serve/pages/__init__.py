"""The pages that people read: a function from the graph to a record for each."""
