"""What a chart of a measure shows: its lines, levels, axis and words. Nothing is drawn here."""
