"""The charter: its parts, and the pages that show them."""
