"""Parts of a form that stand as text until they are entered: fields, values, rows, dates."""
