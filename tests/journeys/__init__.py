"""The quarter's job from end to end: import, correct, comment, chart, export, reopen."""
