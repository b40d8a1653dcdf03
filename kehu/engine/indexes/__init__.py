"""Indexes by use: what views and slow queries filter, sort and group by is indexed, within a budget, by itself.

Main names: `pattern.pattern_of`, `wanted.wanted`, `keep.keep`, `keep.soon`, `use.note`.
"""
