"""The side panel of a person: what they are, what they carry and what is open with them."""
