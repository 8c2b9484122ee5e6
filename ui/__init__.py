"""The windows: the only code that knows Qt, and the only code that draws charts."""
