"""The lake's stages as Airflow's assets, so that other DAGs can wait for one."""

from airflow.sdk import Asset

BRONZE = Asset(name="bronze", uri="hub://lake/bronze")
BATCH_VIEW = Asset(name="batch view", uri="hub://lake/batch")
PUBLICATION = Asset(name="publication", uri="hub://lake/publications")
