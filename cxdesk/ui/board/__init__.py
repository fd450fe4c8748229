"""The kanban: cards in columns by state and lanes by batch, on one painted canvas."""
