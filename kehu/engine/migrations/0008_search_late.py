"""What records are found by since many were changed at once, until it stands among their tokens."""

from django.db import migrations


class Migration(migrations.Migration):
    """Rows are only appended and taken out; a record may have several."""

    dependencies = [("engine", "0007_ledger_by_month")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE TABLE engine_search_late (id bigint GENERATED ALWAYS AS IDENTITY,"
                " table_id bigint NOT NULL, record_id bigint NOT NULL, title integer[], other integer[])",
                "CREATE INDEX engine_search_late_record ON engine_search_late (table_id, record_id)",
            ],
            "DROP TABLE engine_search_late",
        ),
    ]
