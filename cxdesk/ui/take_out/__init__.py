"""Data on its way out: what can be taken, how it will look, and where it goes."""
