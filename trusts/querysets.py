"""Whose rows a member sees: the one sentence that most kinds of row share."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from trusts.permissions import Permission

if TYPE_CHECKING:
    from trusts.models import Membership


class OwnRowsQuerySet[Row: models.Model](models.QuerySet[Row]):
    """A trust sees its own rows, the regional office every trust's; nobody sees any
    without the permission that this kind of row needs."""

    needs: ClassVar[Permission | None] = None
    organisation_path: ClassVar[str] = "organisation"

    def visible_to(self, member: "Membership") -> Self:
        """The one place that says who may see a row of this kind."""
        if self.needs is not None and not member.may(self.needs):
            return self.none()
        if member.sees_region:
            return self
        return self.filter(**{self.organisation_path: member.organisation_id})


class AccessRowsQuerySet[Row: models.Model](OwnRowsQuerySet[Row]):
    """About who may come in: seen only by who looks after access, of their own place;
    of every place by the region's administrator."""

    needs = Permission.PEOPLE_MANAGE

    def visible_to(self, member: "Membership") -> Self:
        if not member.may(Permission.PEOPLE_MANAGE):
            return self.none()
        if member.manages_everybody:
            return self
        return self.filter(**{self.organisation_path: member.organisation_id})
