"""Who makes and who sells what can be bought."""

from django.db import models


class Manufacturer(models.Model):
    """Who makes an article. Its name key is what two spellings of it share."""

    name = models.TextField()
    name_key = models.TextField(unique=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """The name that pages show: of the one it stands under."""
        return self.merged_into.name if self.merged_into else self.name


class ManufacturerName(models.Model):
    """One spelling's key and the manufacturer it means; worked out, not typed."""

    name_key = models.TextField(primary_key=True)
    manufacturer = models.ForeignKey(Manufacturer, models.PROTECT, related_name="names")

    def __str__(self) -> str:
        return self.name_key


class Supplier(models.Model):
    """Who sends the invoice; often a distributor, not the manufacturer."""

    name = models.TextField()
    name_key = models.TextField(unique=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged"
    )

    def __str__(self) -> str:
        return self.name
