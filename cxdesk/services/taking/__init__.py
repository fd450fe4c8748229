"""How a whole program is taken in: values, rows, what they refer to, and what may not change."""
