"""The chain over the rows that stand in audit. Only the database adds to it."""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link. Its hash speaks for everything before it."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.hash}/{self.number}"


class RecordLinkQuerySet(models.QuerySet["RecordLink"]):
    def head(self) -> Head | None:
        newest = self.order_by("-number").values_list("number", "hash").first()
        return Head(*newest) if newest else None


class RecordLink(models.Model):
    """One row of a chained table: what it said, and the hash of that and of the link
    before. A trigger adds it (`trusts/chaining.py`); another refuses to change it."""

    number = models.BigIntegerField(primary_key=True)  # from 1, without gaps
    at = models.DateTimeField()
    table_name = models.CharField(max_length=63)
    row_number = models.BigIntegerField()  # the row's primary key
    payload = models.TextField()  # the row as JSON, of bytes their hash
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = RecordLinkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("table_name", "row_number"), name="record_link_one_a_row"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.table_name} {self.row_number}"
