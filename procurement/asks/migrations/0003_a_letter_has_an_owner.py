"""A letter has somebody who sees to it: until now who sent or drafted it."""

import django.db.models.deletion
from django.db import migrations, models


def _owner(**options) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="trusts.membership",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("asks", "0002_sent_and_answered_stay"),
        ("trusts", "0005_people_and_the_record"),
    ]

    operations = [
        migrations.AddField("ask", "owner", _owner(null=True)),
        migrations.RunSQL(
            "UPDATE asks_ask SET owner_id = coalesce(issued_by_id, drafted_by_id);"
            " SET CONSTRAINTS ALL IMMEDIATE",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField("ask", "owner", _owner()),
    ]
