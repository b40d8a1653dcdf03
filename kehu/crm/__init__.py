"""The customer system said in tables: standard tables, goals, the demo company; the engine below knows none of them.

May import everything below `api`. Main names: `tables.all_tables`, `goals.all_goals`, `demo.load_demo`.
"""
