"""The place Print & data: everything that can be printed, with its options and as it comes out."""
