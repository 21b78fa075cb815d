"""NDIS and the system around it, in the language: one file per party or family of functions."""
