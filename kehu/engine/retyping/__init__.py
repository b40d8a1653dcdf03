"""Columns that become something else while people work: another type, a table of their own."""
