"""The tab Register of the change board: every decision of every meeting."""
