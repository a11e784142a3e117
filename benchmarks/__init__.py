"""Figures of the running product, printed by hand. See README.md in this folder."""
