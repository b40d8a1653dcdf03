"""Rules of tables."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    """What the records of a table must keep."""

    dependencies = [("catalog", "0004_hold")]

    operations = [
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("fields", models.JSONField(default=list)),
                ("config", models.JSONField(default=dict)),
                ("applies", models.JSONField(null=True)),
                ("warns", models.BooleanField(default=False)),
                ("message", models.CharField(default="", max_length=200)),
                ("created_at", models.DateTimeField(db_default=Now())),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rules", to="catalog.table"
                    ),
                ),
            ],
        ),
    ]
