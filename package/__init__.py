"""A model checker for NDIS miniport drivers."""
