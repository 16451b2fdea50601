"""The mails of a demonstration, which go nowhere else."""

from django.db import models


class Mail(models.Model):
    """One mail as it would have been sent, in plain text."""

    sent_at = models.DateTimeField()
    sender = models.CharField(max_length=320)
    recipients = models.TextField()
    subject = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipients}"
