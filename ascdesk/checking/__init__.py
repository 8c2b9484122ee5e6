"""The checks: what is odd about a figure, a comparator or a report, said with its reason and never blocking."""
