"""Proofs for any number of tokens: a Program whose counts are natural numbers without bound."""
