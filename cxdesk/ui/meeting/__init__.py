"""The tab Agenda: meetings of a board, planned, held and over."""
