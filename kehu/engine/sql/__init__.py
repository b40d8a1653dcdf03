"""Everything that speaks SQL of records, through SQLAlchemy Core as a builder; used by `engine` alone.

Identifiers come from the catalog's generated names, values are always bound.
"""
