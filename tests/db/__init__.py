"""Storage: real databases, real files."""
