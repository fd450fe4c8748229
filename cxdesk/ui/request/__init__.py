"""A request: its side panel, its forms, and the changes that are made of it."""
