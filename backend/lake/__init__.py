"""Reads the lake without Spark and keeps the merged view in memory.

log.py      what a table's newest version consists of, and what changed since the last look
columns.py  rows of Delta files as exact integers
sums.py     immutable sums by hour, and how rows are added to them or taken away
speed.py    the speed view past the seam        batch.py   the batch view at the published version
newest.py   small tables: stock, alerts, ingests, publications
view.py     one moment of all that          moment_name.py   its name, which receipts begin with
past.py     moments that are over, by their names
refresher.py  takes the next moment, in the order that makes the seam hold
service.py    the thread that does so for this process
"""
