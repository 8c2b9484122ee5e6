"""Judging figures: ratings, directions of travel, forecasts, and the arithmetic that each opens to."""
