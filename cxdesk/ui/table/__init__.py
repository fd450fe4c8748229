"""Tables of rows: sorted, narrowed, edited cell by cell, copied and printed."""
