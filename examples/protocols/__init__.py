"""Published protocols as Programs, one per file, each with the counts published for it."""
