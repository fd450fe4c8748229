"""The change board: the place where requests come in, are ranked and decided."""
