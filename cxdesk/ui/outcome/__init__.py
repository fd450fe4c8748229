"""An outcome: its side panel, its chart and bars, and the changes that are made of it."""
