"""One program file: transactions, recorded changes, undo, history, backups."""
