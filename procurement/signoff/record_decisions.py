"""The declarations and decisions of a decision's record, as they were signed."""

from typing import Any

from procurement.signoff.models import Decision
from procurement.signoff.record_rows import Rows
from procurement.signoff.record_versions import day, moment, person


def declarations_of(rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "number": each.pk,
            "person": str(each.seat.user),
            "organisation": each.seat.organisation.name,
            "declared": str(each),
            "category": each.category,
            "details": rows.private(each.details),
            "at": moment(each.declared_at),
            "supersedes": each.supersedes_id,
            "rulings": [
                {
                    "action": ruling.action,
                    "in_words": ruling.get_action_display(),
                    "reason": ruling.reason,
                    "ruled": moment(ruling.ruled_at),
                    "ruled_by": person(ruling.ruled_by),
                    "link": rows.link(ruling),
                }
                for ruling in rows.rulings
                if ruling.declaration_id == each.pk
            ],
            "link": rows.link(each),
        }
        for each in rows.declarations
    ]


def decision_of(decision: Decision, rows: Rows) -> dict[str, Any]:
    """As it was signed: who, in which capacity, on which text, and what came of it."""
    later = {each.supersedes_id: each.pk for each in rows.decisions}
    return {
        "number": decision.pk,
        "decision": decision.kind,
        "in_words": decision.get_kind_display(),
        "rationale": decision.rationale,
        "conditions": decision.conditions,
        "about": decision.get_reason_class_display(),
        "would_resolve": decision.would_resolve,
        "exempt_until": day(decision.exempt_until),
        "name": decision.signer_name,
        "email": rows.private(decision.signer_email),
        "role": decision.signer_role,
        "seat": decision.get_signer_kind_display(),
        "profession": decision.get_signer_profession_display(),
        "registration": rows.private(decision.signer_registration),
        "authority": decision.signer_authority,
        "organisation": decision.organisation.name,
        "proof": decision.get_proof_display(),
        "declaration": decision.declaration_id,
        "text_sha256": decision.text.sha256,
        "at": moment(decision.decided_at),
        "supersedes": decision.supersedes_id,
        "superseded_by": later.get(decision.pk),
        "steps": _objection_steps(decision, rows),
        "link": rows.link(decision),
    }


def _objection_steps(decision: Decision, rows: Rows) -> list[dict[str, Any]]:
    return [
        {
            "act": each.act,
            "in_words": each.get_act_display(),
            "text": each.text,
            "owner": person(each.owner) if each.owner else None,
            "due_on": day(each.due_on),
            "exempt_until": day(each.exempt_until),
            "taken": moment(each.taken_at),
            "taken_by": person(each.taken_by),
            "link": rows.link(each),
        }
        for each in rows.objection_steps
        if each.decision_id == decision.pk
    ]
