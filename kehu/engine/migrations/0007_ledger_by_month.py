"""The ledger in parts by month, and which changes touched which table."""

from datetime import UTC, datetime

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from kehu.engine.sql.parts import AHEAD, LEDGER, REST, make, month_after

COLUMNS = "id, change_id, table_id, record_id, version, operation, before, after"


def split(apps: object, editor: object) -> None:
    """Move all lines into parts by the moment of their change; a million lines take some seconds."""
    connection = editor.connection  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {LEDGER} RENAME TO {LEDGER}_whole")
        cursor.execute("DROP INDEX engine_ledger_record, engine_ledger_change")
        cursor.execute("CREATE SEQUENCE engine_recordchange_ids")
        cursor.execute(
            f"CREATE TABLE {LEDGER} ("
            " id bigint NOT NULL DEFAULT nextval('engine_recordchange_ids'),"
            " at timestamptz NOT NULL DEFAULT statement_timestamp(),"
            " change_id bigint NOT NULL, table_id bigint NOT NULL, record_id bigint NOT NULL,"
            " version integer NOT NULL, operation varchar(8) NOT NULL, before jsonb, after jsonb"
            ") PARTITION BY RANGE (at)"
        )
        cursor.execute(f"CREATE TABLE {REST} PARTITION OF {LEDGER} DEFAULT")
        cursor.execute("SELECT min(at) FROM engine_change")
        now = datetime.now(UTC)
        start = month_after(min(cursor.fetchone()[0] or now, now), 0)
        while start <= month_after(now, AHEAD):
            make(start)
            start = month_after(start)
        cursor.execute(
            f"INSERT INTO {LEDGER} (at, {COLUMNS}) SELECT c.at, {', '.join('w.' + each for each in COLUMNS.split(', '))}"  # noqa: S608
            f" FROM {LEDGER}_whole w JOIN engine_change c ON c.id = w.change_id ORDER BY w.id"
        )
        cursor.execute(f"SELECT setval('engine_recordchange_ids', coalesce(max(id), 0) + 1) FROM {LEDGER}")  # noqa: S608
        cursor.execute(f"DROP TABLE {LEDGER}_whole")
        cursor.execute(f"CREATE INDEX engine_ledger_record ON {LEDGER} (table_id, record_id)")
        cursor.execute(
            f"CREATE INDEX engine_ledger_at ON {LEDGER} USING brin (at) WITH (autosummarize = true, pages_per_range = 16)"
        )
        cursor.execute(
            f"INSERT INTO engine_tablechange (table_id, at, change_id) SELECT DISTINCT table_id, at, change_id FROM {LEDGER}"  # noqa: S608
        )


class Migration(migrations.Migration):
    """Lines carry the moment of their change, by which they are kept in months."""

    dependencies = [("engine", "0006_indexes"), ("jobs", "0002_day")]

    operations = [
        migrations.CreateModel(
            name="TableChange",
            fields=[
                ("pk", models.CompositePrimaryKey("table_id", "at", "change_id", primary_key=True, serialize=False)),
                ("table_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("change_id", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("columns", models.TextField()),
                ("records", models.BigIntegerField(default=0)),
                ("lost", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("used_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["table_id", "at"], name="engine_snapshot_table")],
            },
        ),
        migrations.CreateModel(
            name="Keeping",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("bin_days", models.IntegerField(null=True)),
                ("ledger_months", models.IntegerField(null=True)),
                ("kept_from", models.DateTimeField(null=True)),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(split)],
            state_operations=[
                migrations.AddField(
                    "recordchange", "at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())
                ),
                migrations.RemoveIndex("recordchange", "engine_ledger_change"),
                migrations.AddIndex(
                    "recordchange",
                    django.contrib.postgres.indexes.BrinIndex(
                        autosummarize=True, fields=["at"], name="engine_ledger_at", pages_per_range=16
                    ),
                ),
            ],
        ),
    ]
