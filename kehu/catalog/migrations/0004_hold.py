"""The function by which a write holds its tables."""

from django.db import migrations


class Migration(migrations.Migration):
    """Tables are found by key and held by generated name in one statement, then the catalog version is read."""

    dependencies = [("catalog", "0003_field_computed")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION kehu_hold(keys text[]) RETURNS bigint LANGUAGE plpgsql AS $$
            DECLARE
                name text;
            BEGIN
                FOR name IN SELECT physical FROM catalog_table WHERE key = ANY (keys) ORDER BY physical COLLATE "C" LOOP
                    EXECUTE format('LOCK TABLE %I IN ROW EXCLUSIVE MODE', name);
                END LOOP;
                RETURN (SELECT number FROM catalog_version);
            END $$
            """,
            "DROP FUNCTION kehu_hold(text[])",
        ),
    ]
