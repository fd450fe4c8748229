"""Frozen rows in, PDF out."""
