"""Kehu: jobs."""
