"""Insights: how work flows, read from the recorded history."""
