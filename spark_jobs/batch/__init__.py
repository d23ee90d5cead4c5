"""The batch layer: the modules of `reconcile`, `maintain`, `audit` and `replay`.

run.py          one reconciliation, step by step
seam.py         up to which micro-batch           completeness.py  that nothing is missing up to it
silver.py       exact first arrivals              views.py         the batch view of the touched event dates
drift.py        batch against speed, by cause     recount.py       batch against a second way to count
publications.py what is served                    tables.py        versions of the tables that lead there
"""
