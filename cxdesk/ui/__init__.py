"""Qt: window, views, item models, delegates, dialogs, background jobs."""
