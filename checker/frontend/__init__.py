"""From the source of a model to a Program."""
