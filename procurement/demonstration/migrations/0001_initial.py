from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("sender", models.CharField(max_length=320)),
                ("recipients", models.TextField()),
                ("subject", models.TextField()),
                ("text", models.TextField()),
            ],
        ),
    ]
