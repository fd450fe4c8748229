"""The assistant that takes a new program from nothing to its kanban."""
