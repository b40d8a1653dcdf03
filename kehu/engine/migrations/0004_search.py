"""What records are found by."""

from django.db import migrations


class Migration(migrations.Migration):
    """One row per record; tokens are numbers that hold their table already, so one index serves all tables."""

    dependencies = [("engine", "0003_answer")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE TABLE engine_search (table_id bigint NOT NULL, record_id bigint NOT NULL,"
                " title integer[] NOT NULL, other integer[] NOT NULL, PRIMARY KEY (table_id, record_id))",
                "CREATE INDEX engine_search_title ON engine_search USING gin (title)",
                "CREATE INDEX engine_search_other ON engine_search USING gin (other)",
            ],
            "DROP TABLE engine_search",
        ),
    ]
