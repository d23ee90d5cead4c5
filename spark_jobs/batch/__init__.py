"""The batch layer: what `reconcile`, `maintain`, `audit`, `replay` and `watchdog` are made of.

A reconciliation, step by step (`run.py` puts them in order):
    seam.py          up to which micro-batch           completeness.py  that nothing is missing up to it
    silver.py        exact first arrivals              views.py         the batch view of the touched event dates
    drift.py         batch against speed, by cause     recount.py       batch against a second way to count
    candidates.py    what could be published           publications.py  what is served

Maintenance and time travel:
    preflight.py     what a vacuum would break         vacuum.py        doing it, and checking the prediction
    history.py       publications of the past          content.py       bronze against its hashes
    rollback.py      serving an earlier publication    quarantine.py    sending quarantined events again
    pinned.py        pins against their hashes
"""
