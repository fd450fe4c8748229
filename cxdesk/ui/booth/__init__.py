"""The voting booth: one laptop passed from seat to seat, over the whole window."""
