"""The published JSON Schemas: of result documents, and of the rules as data."""
