"""The ballot: things ranked by hand, with ties, on a screen of its own."""
