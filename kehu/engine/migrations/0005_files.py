"""Files in cells: contents kept once, who sent them, which records hold them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Three small tables; nothing is asked of records that hold no files."""

    dependencies = [
        ("engine", "0004_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("type", models.CharField(max_length=100)),
                ("picture", models.BooleanField(default=False)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table_id", models.BigIntegerField()),
                ("field_id", models.BigIntegerField()),
                ("record_id", models.BigIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hold",
                        related_query_name="hold",
                        to="engine.storedfile",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["table_id", "field_id"], name="engine_hold_field")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "table_id", "field_id", "record_id"), name="engine_hold_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="upload",
                        related_query_name="upload",
                        to="engine.storedfile",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "member"), name="engine_upload_once")],
            },
        ),
    ]
