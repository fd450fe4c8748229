"""Scores: the initiatives by cost and benefit, in a matrix and a table, and the weights tried."""
