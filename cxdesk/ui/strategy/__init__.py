"""Strategy: what the program is measured against."""
