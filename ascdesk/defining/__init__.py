"""Changing what a measure is and how it is judged, one typed field at a time."""
