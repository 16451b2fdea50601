"""What is asked of specifications, over many rows at once."""

from django.db.models import Exists, OuterRef, QuerySet

from procurement.specifications.models import Answer, Comment, Version


def unanswered(version: Version) -> QuerySet[Comment]:
    """The version's comments that nobody has answered."""
    answers = Answer.objects.filter(comment=OuterRef("pk"))
    return Comment.objects.filter(~Exists(answers), version=version)
