"""Runs of the hub's DAGs that people start from the hub, and what came of them.

airflow.py    the calls of Airflow's API that this takes, and its troubles as errors of this API
services.py   starts a run, if none is under way, and writes down who did
outcomes.py   what came of a run, in one word
selectors.py  reads a run with its tasks
"""
