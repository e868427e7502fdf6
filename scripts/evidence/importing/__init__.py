"""Sources from other programs, taken into the reference library."""
