"""Computed fields: formulas, lookups and roll-ups, kept in columns of their own and right after every write.

Main names: `nodes.nodes`, `prepare.prepare`, `run.Touched`, `run.recompute`.
"""
