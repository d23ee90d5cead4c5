#!/bin/bash
# Starts a component of Airflow with the administrator's password in the file that its user manager reads.
set -euo pipefail
umask 077
mkdir -p "$AIRFLOW_HOME"
python3 -c 'import json, os; print(json.dumps({"admin": os.environ["AIRFLOW_PASSWORD"]}))' >"$AIRFLOW_HOME/passwords.json"
exec /opt/hub/.venv-airflow/bin/airflow "$@"
