"""The language that views, rights, flows, charts and the API share. Pure values, no framework.

Main names: `Kind`, `Filter`, `Query`.
"""
