"""What is bought by product and category. What is kept so far knows nothing of it, so it
is kept afresh: the task that keeps suppliers' figures does so when nothing is there."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0006_withdrawn'),
        ('suppliers', '0002_gtins'),
        ('trusts', '0005_people_and_the_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProductCategory',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='classified', serialize=False, to='products.product')),
                ('category', models.TextField(blank=True, db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Bought',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.TextField(blank=True)),
                ('spend', models.DecimalField(decimal_places=8, max_digits=36)),
                ('comparable', models.DecimalField(decimal_places=8, max_digits=36)),
                ('lines', models.IntegerField()),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='trusts.organisation')),
                ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='products.product')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'product', 'category'), name='bought_once_a_place_product_and_category', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL("DELETE FROM suppliers_kept", migrations.RunSQL.noop),
    ]
