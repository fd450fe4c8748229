"""Bringing in a file of another program: looked at, tried, taken in, and taken back."""
