"""The roadmap: the transformation on one timeline."""
