"""The tab Vote: rounds set up, opened, voted in, closed and published."""
