"""Addresses of scoring, and its form filled in."""

from django.urls import reverse

from tests.procurement.evaluation.scoring import (
    criteria,
)


def sheet_url(product, trial=None):
    asked = f"?trial={trial.pk}" if trial else ""
    return reverse("sheet_add", args=[product.pk]) + asked


def of_version(name, world):
    return reverse(name, args=[world.version.specification_id, world.version.number])


def filled(client, address, world, *given, **more):
    """The form as the page gives it, filled in for the first criteria."""
    token = client.get(address).context["form"]["token"].value()
    said = {"token": token, **more}
    for criterion, value in zip(criteria(world), given, strict=False):
        said[f"given_{criterion.pk}"] = value
        said.setdefault(f"comment_{criterion.pk}", "Because.")
    return said
