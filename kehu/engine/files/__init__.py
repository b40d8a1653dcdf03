"""Files in cells: kept once by their content, given only to those who can read a record that holds them.

Main names: `receive.receive`, `reach.open_file`, `cells.resolve`, `sweep.sweep`.
"""
