"""The one version row and the sequence its numbers come from."""

from django.db import migrations


class Migration(migrations.Migration):
    """Numbers come from a sequence, so that a rolled back version is never given out again."""

    dependencies = [("catalog", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE catalog_version_numbers", "DROP SEQUENCE catalog_version_numbers"),
        migrations.RunSQL("INSERT INTO catalog_version (id, number) VALUES (1, 0)", migrations.RunSQL.noop),
    ]
