"""Anytown, an invented council: figures of every kind, made alike each time from a catalogue of measures."""
