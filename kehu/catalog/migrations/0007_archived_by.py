"""Who deleted a table, a field, a view; and an index that finds deleted records."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def index_bins(apps: object, editor: object) -> None:
    """Index the deleted records of every table; they are few."""
    with editor.connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT physical FROM catalog_table ORDER BY id")
        for (name,) in cursor.fetchall():
            cursor.execute(
                f'CREATE INDEX IF NOT EXISTS "{name}_gone" ON "{name}" (archived_at) WHERE archived_at IS NOT NULL'
            )


def archived_by() -> "models.ForeignKey[object, object]":
    """Give the column that names who did it."""
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    """The recycle bin tells who put things there."""

    dependencies = [("catalog", "0006_view_locked"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("table", "archived_by", archived_by()),
        migrations.AddField("field", "archived_by", archived_by()),
        migrations.AddField("view", "archived_by", archived_by()),
        migrations.RunPython(index_bins),
    ]
