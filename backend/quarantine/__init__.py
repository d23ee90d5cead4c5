"""Records that are not events: how many, why, and what they look like.

index.py      where each record lies and why it was refused, kept for the files that were asked about lately
records.py    the bytes of the few records that a page shows
selectors.py  which records fit, and how many there are of each reason
"""
