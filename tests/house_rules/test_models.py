"""What holds for every table: whether rows may change, and who did it beside when."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house_rules.the_house import HOUSES, our_models

# Rows are added and never changed; the database itself refuses.
APPEND_ONLY = {
    "adoption.AdoptionNotice",
    "adoption.AdoptionStep",
    "asks.AskReply",
    "dashboard.Reminder",
    "trusts.Attestation",
    "trusts.AuditEvent",
    "trusts.AuditSeal",
    "trusts.AuditSealed",
    "trusts.HeadMail",
    "trusts.RecordAlarm",
    "trusts.RecordCheck",
    "trusts.RecordLink",
    "gaps.GapChange",
    "gaps.GapStep",
    "gaps.Snapshot",
    "gaps.SnapshotGap",
    "gaps.SnapshotSuspect",
    "league.AdoptionRow",
    "league.DefinitionVersion",
    "league.Figure",
    "league.GapRow",
    "league.MetricDefinition",
    "league.PriceRow",
    "league.SpendRow",
    "league.Standing",
    "problems.ProblemNote",
    "problems.ProductProblem",
    "problems.ReviewCause",
    "problems.SafetyNotice",
    "problems.Telling",
    "purchases.ProfileVersion",
    "savings.BaselineLine",
    "savings.ConfirmedMonth",
    "savings.EvidenceFile",
    "savings.SavingStep",
    "savings.SavingsCheck",
    "savings.SavingsTarget",
    "evaluation.Score",
    "evaluation.ScoreSheet",
    "evaluation.TrialStep",
    "signoff.Correction",
    "signoff.Decision",
    "signoff.Declaration",
    "signoff.Extension",
    "signoff.InterestRuling",
    "signoff.ObjectionStep",
    "signoff.QuorumRule",
    "signoff.Reminder",
    "signoff.RoundCount",
    "specifications.Answer",
    "specifications.Comment",
    "specifications.EvidenceFile",
    "specifications.FrozenText",
    "specifications.HandingOn",
    "specifications.NothingToAdd",
    "specifications.VersionStep",
    "specifications.VersionWriter",
}
# Decisions and facts that people and files change, by actions.
EDITABLE = {
    "adoption.Adoption",
    "adoption.Training",
    "asks.AgreedPrice",
    "asks.Ask",
    "asks.AskLine",
    "asks.AskedGap",
    "demonstration.Mail",
    "gaps.GapWatch",
    "trusts.Invitation",
    "trusts.Membership",
    "trusts.RefusedAddress",
    "trusts.Organisation",
    "trusts.OrganisationAddress",
    "trusts.OrganisationName",
    "trusts.Succession",
    "trusts.User",
    "leavers.HandOver",
    "league.Challenge",
    "league.PreviewNotice",
    "league.Release",
    "league.Working",
    "matching.MatchDecision",
    "matching.MatchSubject",
    "matching.PackDecision",
    "products.Equivalence",
    "prices.ConfidentialPrice",
    "prices.PriceCorrection",
    "prices.PriceDispute",
    "products.CataloguedPack",
    "products.Manufacturer",
    "products.ManufacturerName",
    "products.Merge",
    "products.NationalCode",
    "products.Pack",
    "products.PartCode",
    "products.Product",
    "products.SaidDifferent",
    "products.Supplier",
    "products.SupplierCatalogue",
    "purchases.Import",
    "review.Answer",
    "review.Question",
    "purchases.Item",
    "purchases.Profile",
    "purchases.PurchaseLine",
    "purchases.Rejection",
    "savings.Baseline",
    "savings.Claim",
    "savings.Initiative",
    "savings.LeakNotice",
    "savings.Participation",
    "savings.Uplift",
    "evaluation.Trial",
    "evaluation.TrialProduct",
    "evaluation.TrialSite",
    "signoff.Round",
    "specifications.ConsideredProduct",
    "specifications.Criterion",
    "specifications.Evidence",
    "specifications.ParticipatingTrust",
    "specifications.Seat",
    "specifications.SeatOffer",
    "specifications.Specification",
    "specifications.Version",
}
# Worked out from other rows, again and again.
DERIVED = {
    "spend.MovedItem",
    "spend.SpendDay",
    "spend.SpendMonth",
    "spend.TouchedMonth",
    "matching.Match",
    "matching.OpenItem",
    "matching.Rematch",
    "review.Kept",
    "review.QuestionItem",
    "matching.TouchedProduct",
    "prices.PricePaid",
    "products.ProductSearch",
    "products.SearchWord",
    "products.TouchedCode",
    "purchases.LineKey",
    "purchases.LineSeen",
    "purchases.TouchedItem",
    "suggestions.Posting",
    "suggestions.ProductPair",
    "suggestions.Question",
    "suggestions.Suggestion",
    "suggestions.Term",
    "suggestions.Touched",
    "rollbacks.PreviewedGap",
    "rollbacks.RollbackPreview",
    "savings.ClaimMonth",
    "savings.KeptYear",
    "savings.PartSum",
    "savings.TouchedClaim",
    "savings.TouchedTrust",
    "savings.YearPounds",
    "opportunities.Kept",
    "opportunities.Opportunity",
    "opportunities.Purchases",
    "suppliers.Bought",
    "suppliers.GapSupplier",
    "suppliers.GtinShare",
    "suppliers.Kept",
    "suppliers.OrganisationPrint",
    "suppliers.ProductCategory",
    "suppliers.SupplierCategory",
    "suppliers.SupplierGaps",
    "suppliers.SupplierName",
    "suppliers.SupplierProduct",
    "suppliers.SupplierSpend",
    "suppliers.UnreadGtin",
    "gaps.ExactGap",
    "gaps.Gap",
    "gaps.Refresh",
    "gaps.SuspectPrice",
    "gaps.Worklist",
}

# As PostgreSQL keeps it: for each row, before, an update or a delete.
BEFORE_EACH_ROW = 1 | 2 | 8 | 16

# Who did it stands beside when, under another name.
PARTNERS = {"granted_by": "starts_on"}
MODELS = [pytest.param(model, id=model._meta.label) for model in our_models()]


def test_every_model_is_in_exactly_one_list():
    labels = {model._meta.label for model in our_models()}
    listed = [*APPEND_ONLY, *EDITABLE, *DERIVED]

    assert sorted(listed) == sorted(labels)


@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(APPEND_ONLY))
def test_the_database_refuses_to_change_what_is_append_only(label):
    [model] = [each for each in our_models() if each._meta.label == label]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND tgenabled = 'O' AND tgfoid = 'trusts_refuse_change'::regproc"
            " AND tgtype = %s",
            [model._meta.db_table, BEFORE_EACH_ROW],
        )
        [count] = cursor.fetchone()

    assert count == 1


@pytest.mark.parametrize("model", MODELS)
def test_who_stands_beside_when(model):
    fields = {field.name for field in model._meta.concrete_fields}

    for name in (each for each in fields if each.endswith("_by")):
        stem = name.removesuffix("_by")
        partners = {PARTNERS.get(name), f"{stem}_at", f"{stem}_on"}
        assert fields & partners, f"{name} has no moment"


@pytest.mark.parametrize("model", MODELS)
def test_the_database_says_when_a_moment_may_be_missing(model):
    """A moment with a person beside it is there or missing for a reason it can check.

    The person may be missing where the operator did it at the command line.
    """
    fields = {field.name: field for field in model._meta.concrete_fields}
    constraints = " ".join(str(each) for each in model._meta.constraints)

    for name in (each for each in fields if each.endswith("_by")):
        moment = f"{name.removesuffix('_by')}_at"
        if moment in fields and fields[moment].null:
            assert re.search(rf"\b{moment}(__isnull)?\b", constraints)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.django_db
def test_migrations_have_one_line_of_history():
    leaves = MigrationLoader(connection).graph.leaf_nodes()

    ours = [
        app
        for app, _ in leaves
        if any(app == model._meta.app_label for model in our_models())
    ]
    assert len(ours) == len(set(ours))
    assert HOUSES[0] in ours
