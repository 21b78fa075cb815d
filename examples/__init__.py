"""Examples of using miniport as a library."""
