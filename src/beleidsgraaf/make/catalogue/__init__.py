"""Stage five: how the dataset is described to those who look for data."""
