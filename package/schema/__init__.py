"""The published JSON Schema of result documents."""
