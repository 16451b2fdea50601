"""Where a link to a specification leads: the page on which it is read."""

from django.urls import reverse

from procurement.specifications.models import Specification


def page_of(specification: Specification) -> str:
    """The address of its newest version."""
    newest = specification.versions.latest("number")
    return reverse("version_detail", args=[specification.pk, newest.number])
