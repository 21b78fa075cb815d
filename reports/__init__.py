"""Renderings of traces and results."""
