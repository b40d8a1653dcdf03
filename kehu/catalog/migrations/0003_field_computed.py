"""Fields that are computed from others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody writes them; the engine keeps them right."""

    dependencies = [("catalog", "0002_version")]

    operations = [
        migrations.AddField("field", "computed", models.BooleanField(default=False)),
    ]
