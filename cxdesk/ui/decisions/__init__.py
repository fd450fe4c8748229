"""The tab Decisions of the change board: a round's result, and what the board makes of it."""
