"""Workbooks come in here: reading, proposing, previewing, loading, taking back. May import engine and everything below.

Main names: `sessions.receive`, `sessions.load`, `formats.sniff`.
"""
