"""What leaves the program: frozen rows as files that other programs read."""
