"""Which supplier's catalogue declared which pack, so that a new version can take back
what the one before it declared."""

from django.db import models

from catalogue.products.models.products import Pack


class SupplierCatalogue(models.Model):
    """A catalogue of one provider under its number, in the version loaded last."""

    provider = models.TextField()
    number = models.TextField()
    name = models.TextField(blank=True)
    version = models.TextField(blank=True)
    issued_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_catalogue_per_provider_and_number",
                fields=("provider", "number"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name or self.number} {self.version}"


class CataloguedPack(models.Model):
    """A pack in a supplier's catalogue, with the seller's own code. From `withdrawn_on`
    on that catalogue offers it no longer; the pack itself is withdrawn when none of
    them offers it. It goes on identifying what was bought."""

    catalogue = models.ForeignKey(
        SupplierCatalogue, models.CASCADE, db_index=False, related_name="packs"
    )
    pack = models.ForeignKey(Pack, models.CASCADE, related_name="catalogued")
    seller_id = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_line_per_catalogue_and_pack", fields=("catalogue", "pack")
            ),
        )

    def __str__(self) -> str:
        return f"{self.pack_id} in {self.catalogue_id}"
