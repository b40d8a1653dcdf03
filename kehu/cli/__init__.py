"""Kehu: cli."""
