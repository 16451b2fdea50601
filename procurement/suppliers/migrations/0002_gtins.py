"""How much is bought with a valid GTIN. What is kept so far knows nothing of it, so it is
kept afresh: the task that keeps suppliers' figures does so when nothing is there."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0005_sameness'),
        ('purchases', '0006_item_subject'),
        ('suppliers', '0001_initial'),
        ('trusts', '0005_people_and_the_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='GtinShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spend', models.DecimalField(decimal_places=8, max_digits=36)),
                ('gtin_spend', models.DecimalField(decimal_places=8, max_digits=36)),
                ('items', models.IntegerField()),
                ('gtin_items', models.IntegerField()),
                ('unread', models.IntegerField()),
                ('missing', models.DecimalField(decimal_places=8, max_digits=36)),
                ('share', models.DecimalField(decimal_places=6, max_digits=7)),
                ('organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trusts.organisation')),
                ('supplier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gtin_shares', to='products.supplier')),
            ],
            options={
                'indexes': [models.Index(models.F('organisation'), models.OrderBy(models.F('missing'), descending=True), models.OrderBy(models.F('id'), descending=True), name='gtin_share_by_missing'), models.Index(models.OrderBy(models.F('missing'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('organisation', None)), name='gtin_share_by_missing_in_all')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'supplier'), name='one_gtin_share_a_place_and_supplier', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='UnreadGtin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spend', models.DecimalField(decimal_places=8, max_digits=36)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='purchases.item')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trusts.organisation')),
            ],
            options={
                'indexes': [models.Index(models.F('organisation'), models.OrderBy(models.F('spend'), descending=True), models.OrderBy(models.F('id'), descending=True), name='unread_gtin_by_spend'), models.Index(models.OrderBy(models.F('spend'), descending=True), models.OrderBy(models.F('id'), descending=True), name='unread_gtin_by_spend_in_all')],
            },
        ),
        migrations.RunSQL("DELETE FROM suppliers_kept", migrations.RunSQL.noop),
    ]
