"""What the author of a comment is told: "you said, we did"."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from procurement.specifications.models import Answer
from procurement.specifications.talk import about


def answer_mail(answer: Answer, *, site: str) -> EmailMessage:
    """The comment, its answer by name, and where to read on; `site` is scheme and
    host."""
    comment = answer.comment
    version = comment.version
    path = reverse("version_detail", args=[version.specification_id, version.number])
    text = render_to_string(
        "specifications/mail/comment_answered.txt",
        {
            "answer": answer,
            "comment": comment,
            "about": about(comment),
            "version": version,
            "link": f"{site}{path}",
            "site_name": settings.SITE_NAME,
        },
    )
    name = version.specification.name
    return EmailMessage(
        " ".join(f"Your comment on {name} is answered".split()),
        text,
        to=[comment.said_by.user.email],
    )
