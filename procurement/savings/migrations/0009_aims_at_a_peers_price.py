"""An aim that was taken from a peer's price is known as such."""

from django.db import migrations, models

# Those that are there already, as far as they can be told.
MARK = """
UPDATE savings_claim AS c SET is_peers_price = true
FROM products_product AS p, gaps_gap AS g
WHERE p.id = c.product_id AND g.product_id = coalesce(p.merged_into_id, p.id)
    AND g.organisation_id = c.organisation_id AND g.lowest_price = c.target_price
    AND g.lowest_organisation_id IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ("gaps", "0007_what_peers_may_see"),
        ("savings", "0008_what_a_claim_is_expected_to_save"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="is_peers_price",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
