"""Tables of other programs: cells of a file, what its columns are, and rows in our words."""
