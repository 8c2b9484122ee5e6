"""What a report contains, and the writers that put it into a file."""
