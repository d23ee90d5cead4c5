#!/bin/bash
# Brings Airflow's database up to date, with the pool of the batch writers, the DAGs, and the stream let run.
set -euo pipefail
airflow=/opt/hub/.venv-airflow/bin/airflow
"$airflow" db migrate
"$airflow" pools set lake_writer 1 "Writers of silver and of the batch views, one at a time."
"$airflow" dags reserialize
"$airflow" dags unpause --yes stream
