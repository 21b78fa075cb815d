"""The waist between front ends and back ends."""
