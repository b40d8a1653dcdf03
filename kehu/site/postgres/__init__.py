"""The embedded PostgreSQL: its programs, its cluster in the data folder, its life as a supervised process.

Main names: `programs.find`, `cluster.prepare`, `server.Server`.
"""
