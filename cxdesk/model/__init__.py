"""What the program office knows: entities, their states and invariants."""
