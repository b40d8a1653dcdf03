"""Views of the company that everybody may change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """They are locked until somebody who shapes tables unlocks them."""

    dependencies = [("catalog", "0005_rule")]

    operations = [
        migrations.AddField("view", "locked", models.BooleanField(db_default=True, default=True)),
    ]
