"""The audit log."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who changed what."""

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("actor", models.CharField(db_index=True, max_length=150)),
                ("action", models.CharField(db_index=True, max_length=60)),
                ("target", models.CharField(max_length=300)),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name_plural": "audit log",
            },
        ),
    ]
