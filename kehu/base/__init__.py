"""The ground floor: texts in both languages, errors, Chinese text, clock. Imports no framework and nothing of ours.

Main names: `Text`, `KehuError`, `now`.
"""
