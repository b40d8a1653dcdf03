"""Which tables, fields and views exist, as immutable shapes under one version number. Knows no SQL of records.

Main names: `shapes.Table`, `declare.TableSpec`, `store.current`.
"""
