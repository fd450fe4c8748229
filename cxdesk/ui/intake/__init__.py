"""Intake: the requests on their way to the board, as a table."""
