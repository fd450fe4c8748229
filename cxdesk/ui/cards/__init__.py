"""What every view of initiatives shares: their model, and the filter above it."""
