"""Windows: real widgets on a real workspace."""
