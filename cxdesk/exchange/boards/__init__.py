"""Boards of other programs: Trello, Jira, Planner, Kanboard and WeKan."""
