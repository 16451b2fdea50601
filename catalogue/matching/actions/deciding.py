"""A person settles which product items are, or what their pack holds.

Nothing is worked out here: the items concerned are written down, in the transaction of
the decision, and the next `match_items` looks at them.
"""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from catalogue.matching import rules
from catalogue.matching.models import (
    MatchDecision,
    MatchSubject,
    PackDecision,
    Verdict,
)
from catalogue.products.models import Product
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import refuse

# A decision on codes is also one on the words under which each trust has them now: next
# month's extract may have lost the code.
ADD_WORDS_SUBJECTS = """
INSERT INTO matching_matchsubject (decision_id, subject, item_id)
SELECT DISTINCT ON (w.subject) %(decision)s::bigint, w.subject, i.id
FROM purchases_item AS i
CROSS JOIN LATERAL (SELECT item_words_subject(
    i.organisation_id, i.digest, i.local_code, i.description) AS subject) AS w
WHERE i.subject = ANY(%(subjects)s) AND i.is_live OR i.id = ANY(%(items)s)
ORDER BY w.subject, i.id
ON CONFLICT (subject, decision_id) DO NOTHING
"""

REMATCH_SUBJECTS = """
INSERT INTO matching_rematch (item_id)
SELECT i.id FROM matching_matchsubject AS s
JOIN purchases_item AS i ON i.subject = s.subject
WHERE s.decision_id = %(decision)s
UNION
SELECT o.id FROM matching_matchsubject AS s
JOIN purchases_item AS i ON i.id = s.item_id
JOIN purchases_item AS o ON o.organisation_id = i.organisation_id
    AND o.local_code = i.local_code
WHERE s.decision_id = %(decision)s
"""

REMATCH_PRODUCT = """
INSERT INTO matching_rematch (item_id)
SELECT m.item_id FROM matching_match AS m WHERE m.product_id = %(product)s
    OR m.product_id = (
        SELECT p.merged_into_id FROM products_product AS p WHERE p.id = %(product)s)
"""


@transaction.atomic
def settle_match(
    *,
    subjects: Collection[UUID] = (),
    item_ids: Collection[int] = (),
    product: Product,
    verdict: Verdict,
    by: Membership | None,
    at: datetime,
    needs_second: bool = False,
    value: Decimal = Decimal(0),
    note: str = "",
    evidence: dict[str, Any] | None = None,
) -> MatchDecision:
    """All items of these subjects are the product, or are not; of every trust, now and
    later. With `item_ids` only these items, and what their trusts call the same. The
    newest decision speaks; taken back, the one before it does again. Raises Refused."""
    refuse(rules.why_not_settle_match([*subjects, *item_ids], product))
    decision = MatchDecision.objects.create(
        verdict=verdict,
        product=product,
        note=note,
        evidence=evidence or {},
        value=value,
        decided_at=at,
        decided_by=by,
        needs_second=needs_second,
    )
    MatchSubject.objects.bulk_create(
        MatchSubject(decision=decision, subject=subject) for subject in set(subjects)
    )
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "decision": decision.pk,
            "subjects": list(subjects),
            "items": list(item_ids),
        }
        cursor.execute(ADD_WORDS_SUBJECTS, values)
    _look_again(decision)
    _record("match_settled", decision, by=by, at=at)
    return decision


@transaction.atomic
def settle_pack(
    *,
    product: Product,
    unit: str,
    says: str,
    eaches: int,
    by: Membership | None,
    at: datetime,
    organisation: Organisation | None = None,
    needs_second: bool = False,
    value: Decimal = Decimal(0),
    note: str = "",
    evidence: dict[str, Any] | None = None,
) -> PackDecision:
    """Items on the product with this unit, whose sources say just this of the pack,
    hold so many eaches: at every trust, or at one. The newest decision speaks. Raises
    Refused."""
    refuse(rules.why_not_settle_pack(product, eaches))
    decision = PackDecision.objects.create(
        product=product,
        unit=unit,
        says=says,
        organisation=organisation,
        eaches=eaches,
        note=note,
        evidence=evidence or {},
        value=value,
        decided_at=at,
        decided_by=by,
        needs_second=needs_second,
    )
    _look_again(decision)
    _record("pack_settled", decision, by=by, at=at)
    return decision


@transaction.atomic
def confirm_decision(
    decision: MatchDecision | PackDecision, *, by: Membership | None, at: datetime
) -> None:
    """A second reader agrees: from now on the decision counts. Raises Refused."""
    decision = _locked(decision)
    refuse(rules.why_not_confirm(decision, by=by))
    decision.seconded_at, decision.seconded_by = at, by
    decision.save(update_fields=["seconded_at", "seconded_by"])
    _look_again(decision)
    _record("decision_confirmed", decision, by=by, at=at)


@transaction.atomic
def end_decision(
    decision: MatchDecision | PackDecision, *, by: Membership | None, at: datetime
) -> None:
    """Take a decision back; what followed from it is worked out again. Raises
    Refused."""
    decision = _locked(decision)
    refuse(rules.why_not_end(decision))
    _end(decision, by=by, at=at)


def _locked(decision: MatchDecision | PackDecision) -> MatchDecision | PackDecision:
    """As it stands now, and nobody else's until the transaction ends."""
    if isinstance(decision, MatchDecision):
        return MatchDecision.objects.select_for_update().get(pk=decision.pk)
    return PackDecision.objects.select_for_update().get(pk=decision.pk)


def _end(
    decision: MatchDecision | PackDecision, *, by: Membership | None, at: datetime
) -> None:
    decision.ended_at, decision.ended_by = at, by
    decision.save(update_fields=["ended_at", "ended_by"])
    _look_again(decision)
    _record("decision_taken_back", decision, by=by, at=at)


def _look_again(decision: MatchDecision | PackDecision) -> None:
    with connection.cursor() as cursor:
        if isinstance(decision, MatchDecision):
            cursor.execute(REMATCH_SUBJECTS, {"decision": decision.pk})
        else:
            cursor.execute(REMATCH_PRODUCT, {"product": decision.product_id})


def _record(
    action: str,
    decision: MatchDecision | PackDecision,
    *,
    by: Membership | None,
    at: datetime,
) -> None:
    detail: dict[str, Any] = {"decision": decision.pk, "value": decision.value}
    if isinstance(decision, PackDecision):
        detail |= {"unit": decision.unit, "eaches": decision.eaches}
    else:
        detail |= {"verdict": decision.verdict}
    audit.record(action, target=decision.product, by=by, at=at, **detail)
