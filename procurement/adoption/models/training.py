"""Who has to be shown the new product before it goes live."""

from django.db import models
from django.db.models import F, Q

from procurement.adoption.models.adoptions import Adoption, OfAdoptionQuerySet, by


class Training(models.Model):
    """One group of people at the trust: how many they are, how many were shown."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="training")
    group = models.CharField(max_length=100)
    people = models.PositiveIntegerField()
    trained = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True)
    changed_at = models.DateTimeField()
    changed_by = by(null=True)

    objects = OfAdoptionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_group_is_trained_once", fields=("adoption", "group")
            ),
            models.CheckConstraint(
                name="trained_of_people",
                condition=Q(people__gte=1, trained__lte=F("people")) & ~Q(group=""),
            ),
        )

    def __str__(self) -> str:
        return self.group

    @property
    def percent(self) -> int:
        """Of its people, how many were shown, in whole per cent rounded down: 100 says
        everybody."""
        return self.trained * 100 // self.people

    @property
    def is_complete(self) -> bool:
        return self.trained == self.people
