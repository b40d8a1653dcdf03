"""The last day on which each daily kind of job was started."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One row per kind, moved by compare-and-set."""

    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "Day",
            [
                ("kind", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("day", models.DateField()),
            ],
        ),
    ]
