"""The function by which text is ordered."""

from django.db import migrations


class Migration(migrations.Migration):
    """GB 18030 keeps the pinyin order of GB/T 2312's first level and holds every character of Unicode."""

    dependencies = [("engine", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE FUNCTION kehu_sort_key(words text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE"
            " RETURN convert_to(lower(words), 'GB18030')",
            "DROP FUNCTION kehu_sort_key(text)",
        ),
    ]
