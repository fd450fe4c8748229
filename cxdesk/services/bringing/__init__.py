"""Parts of the import: each takes one kind of what a file says into the program."""
