"""The mathematics, as pure functions: calendar, scores, health, networks."""
