"""Records: one door to read, one to write, and the shape of tables at run time. All SQL of records lives in `sql`.

May import `catalog` and below. Main names: `read.page`, `write.apply`, `schema.create_table`.
"""
