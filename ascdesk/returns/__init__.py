"""A file that someone sent: read it, recognise its layout, match its measures, plan what it changes."""
