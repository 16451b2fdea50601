"""What every file that leaves has to keep to, whoever takes it."""

from tests.browser.world import PEOPLE
from tests.files import about_of
from trusts.models import AuditEvent
from trusts.permissions import Permission, allows
from trusts.workbooks import XLSX

EXPORTED = "file_exported"
# Handed back byte for byte: nothing can be written into them.
AS_THEY_CAME = {
    "evidence_download": EXPORTED,
    "evidence_file": EXPORTED,
    "import_rejected": "rejected_rows_exported",
}

# How the addresses of files end.
FILES = ("_export", "ask_letter", "ask_workbook", "board_paper", "_file", "_rejected")
# Files that are no list: JSON, and a workbook of several sheets.
NO_LISTS = {"dashboard_export", "decision_record_export"}
# Those that hold several trusts' rows, or none of a trust, whatever the address asks
# for. Any other stands on the record of the trust that is asked for.
OF_SEVERAL = {
    "adoption_export",
    "coverage_export",
    "decision_record_export",
    "dispute_export",
    "league_export",
    "merge_export",
    "notice_export",
    "person_export",
    "problem_export",
    "product_line_export",
    "specification_export",
    "supplier_export",
    "supplier_gap_export",
}


def is_list(pattern):
    return pattern.name.endswith("_export") and pattern.name not in NO_LISTS


def leaves_on_the_record(answer, name, who):
    """The newest on record is this file, taken by `who`, with what it is for. It says
    itself what it is; to who sees no prices it does not speak of any."""
    event = AuditEvent.objects.latest("pk")
    assert event.action == AS_THEY_CAME.get(name, EXPORTED)
    assert event.actor.startswith(PEOPLE[who][0])
    assert event.detail["why"]
    kind = answer.headers["Content-Type"]
    if name in AS_THEY_CAME or not kind.startswith(("text/csv", XLSX)):
        return
    said = about_of(answer)
    assert said["What this is"] == event.target
    # The workbook of an ask names who sent it.
    assert said["Made by"] == event.actor or name == "ask_workbook"
    assert said["Confidentiality"]
    sees_prices = allows(who, Permission.PRICES_OWN_VIEW)
    assert sees_prices or "price" not in " ".join(said.values()).lower()
