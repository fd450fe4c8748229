"""What users do, an area a file: queries give frozen rows, commands change entities."""
