"""Addresses of objections and of the record of a decision, under /sign-off/."""

from django.urls import path

from procurement.signoff.views import objections, records

_OBJECTION = "objections/<int:pk>/"
_RECORD = "rounds/<int:pk>/record/"

urlpatterns = [
    path(_OBJECTION, objections.objection_detail, name="objection_detail"),
    path(f"{_OBJECTION}<slug:name>/", objections.objection_act, name="objection_act"),
    path(_RECORD, records.decision_record, name="decision_record"),
    path(
        f"{_RECORD}paper/", records.decision_record_paper, name="decision_record_paper"
    ),
    path(
        f"{_RECORD}export/",
        records.decision_record_export,
        name="decision_record_export",
    ),
]
