"""Indexes by use, the slow queries that ask for them, and an order of texts that an index can hold."""

import django.db.models.functions.datetime
from django.db import migrations, models

_SORT_KEY = (
    "CREATE OR REPLACE FUNCTION kehu_sort_key(words text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
    " RETURN convert_to(lower({words}), 'GB18030')"
)


class Migration(migrations.Migration):
    """A text is ordered by its first 200 characters: an entry of an index holds no more than 2,700 bytes."""

    dependencies = [("engine", "0005_files")]

    operations = [
        migrations.RunSQL(_SORT_KEY.format(words='"left"(words, 200)'), _SORT_KEY.format(words="words")),
        migrations.CreateModel(
            name="Index",
            fields=[
                ("name", models.CharField(max_length=63, primary_key=True, serialize=False)),
                ("table_id", models.BigIntegerField()),
                ("use", models.CharField(max_length=16)),
                ("fields", models.JSONField()),
                ("views", models.JSONField(default=list)),
                ("queries", models.BigIntegerField(default=0)),
                ("size", models.BigIntegerField(default=0)),
                ("scans", models.BigIntegerField(default=0)),
                ("built_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("wanted_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("problem", models.CharField(default="", max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table_id", models.BigIntegerField()),
                ("mark", models.CharField(max_length=64)),
                ("pattern", models.JSONField()),
                ("times", models.BigIntegerField(default=0)),
                ("spent_ms", models.FloatField(default=0)),
                ("last_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("table_id", "mark"), name="engine_use_pattern")],
            },
        ),
    ]
