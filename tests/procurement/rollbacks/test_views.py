"""The page of a rollback: it says first what changes, and does just that."""

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.purchases.actions import roll_back_import
from catalogue.purchases.models import Import, ImportState, PurchaseLine
from catalogue.purchases.tasks import run_import
from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.rollbacks import actions
from procurement.rollbacks.models import PreviewState, RollbackPreview
from procurement.rollbacks.tasks import work_out_waiting_previews
from tests.catalogue.purchases.pages import text_of
from tests.extracts import AT, extract, import_bytes, row
from tests.procurement.gaps.test_import_views import orders

pytestmark = pytest.mark.django_db


def address(of_import):
    return reverse("import_roll_back", args=[of_import.pk])


def previewed(client, of_import):
    """The page once a worker has worked out what changes."""
    client.get(address(of_import))
    work_out_waiting_previews()
    return client.get(address(of_import))


def roll_back(client, of_import):
    preview = previewed(client, of_import).context["preview"]
    sent = {"preview": preview.pk}
    return client.post(address(of_import), sent, follow=True)


@pytest.fixture
def dear(northgate, southmere):
    """Northgate's import, which makes a gap of £1,300 or so against Southmere."""
    now = timezone.now()
    refresh_gaps(on=timezone.localdate(), at=now)
    import_bytes(orders("5.20"), southmere)
    of_import = import_bytes(orders("6.50"), northgate)
    catch_up(on=timezone.localdate(), at=now)
    return of_import


def test_import_roll_back_waits_for_the_preview_and_changes_nothing(
    sign_in, amina, northgate
):
    of_import = import_bytes(extract(row()), northgate)

    shown = text_of(sign_in(amina).get(address(of_import)))

    assert "What it changes is being worked out" in shown
    assert "Roll it back</button>" not in shown
    assert PurchaseLine.objects.live().count() == 1


def test_import_roll_back_says_what_goes_and_then_takes_it_back(
    sign_in, amina, northgate
):
    of_import, client = import_bytes(extract(row()), northgate), sign_in(amina)

    asked = text_of(previewed(client, of_import))
    assert PurchaseLine.objects.live().count() == 1
    done = roll_back(client, of_import)

    assert "£65.00" in asked
    assert "The profile “Purchase orders” stays" in asked
    assert "Rolled back" in text_of(done)
    assert "by Amina Shah" in text_of(done)
    assert "Import this file again" in text_of(done)
    assert not PurchaseLine.objects.live().exists()


def test_import_roll_back_names_the_imports_it_shares_lines_with(
    sign_in, amina, northgate
):
    import_bytes(extract(row()), northgate, file_name="first.csv")
    rows = [row(quantity="7"), row(po_number="2"), row(po_number="3")]
    of_import = import_bytes(extract(*rows), northgate)
    import_bytes(extract(row(po_number="2")), northgate, file_name="same.csv")
    newer = extract(row(po_number="3", quantity="9"))
    import_bytes(newer, northgate, file_name="newer.csv")

    shown = previewed(sign_in(amina), of_import).context["shown"]

    assert [each.of_import.file_name for each in shown.return_of] == ["first.csv"]
    assert [each.of_import.file_name for each in shown.stay_with] == ["same.csv"]
    assert [each.of_import.file_name for each in shown.replaced_by] == ["newer.csv"]


def test_import_roll_back_shows_the_gaps_that_go_with_their_money(sign_in, amina, dear):
    shown = previewed(sign_in(amina), dear).context["shown"]

    [trust] = shown.trusts
    assert (trust.come, trust.go) == (0, 1)
    assert trust.value_before > 0 == trust.value_after
    assert shown.gaps_elsewhere == 0


def test_a_trust_is_told_of_other_trusts_gaps_by_number_alone(
    sign_in, dilys, dear, southmere
):
    cheap = Import.objects.get(organisation=southmere)

    response = previewed(sign_in(dilys), cheap)

    assert response.context["shown"].trusts == []
    assert "1 gap of other trusts changes" in text_of(response)
    assert "Northgate" not in text_of(response)


def test_the_steward_sees_lines_and_no_gaps(sign_in, stella, dear):
    shown = text_of(previewed(sign_in(stella), dear))

    assert "Order lines" in shown
    assert "Price gaps</h2>" not in shown


def test_import_roll_back_without_a_look_is_led_to_it(sign_in, amina, northgate):
    of_import = import_bytes(extract(row()), northgate)

    response = sign_in(amina).post(address(of_import), follow=True)

    assert "Look first at what" in text_of(response)
    assert PurchaseLine.objects.live().exists()


def test_import_roll_back_does_not_do_what_was_not_shown(sign_in, amina, northgate):
    of_import, client = import_bytes(extract(row()), northgate), sign_in(amina)
    preview = previewed(client, of_import).context["preview"]
    import_bytes(extract(row()), northgate, file_name="b.csv")
    import_bytes(extract(row(), row(po_number="2")), northgate)

    response = client.post(address(of_import), {"preview": preview.pk}, follow=True)

    assert "Other data has come in since" in text_of(response)
    assert "being worked out" in text_of(response)
    of_import.refresh_from_db()
    assert of_import.state == ImportState.DONE


def test_import_roll_back_while_it_is_worked_out_waits(sign_in, amina, northgate):
    of_import, client = import_bytes(extract(row()), northgate), sign_in(amina)
    client.get(address(of_import))
    preview = RollbackPreview.objects.get()

    response = client.post(address(of_import), {"preview": preview.pk}, follow=True)

    assert "still being worked out" in text_of(response)
    assert PurchaseLine.objects.live().exists()


def test_a_preview_that_holds_is_not_worked_out_again(sign_in, amina, northgate):
    of_import, client = import_bytes(extract(row()), northgate), sign_in(amina)
    first = previewed(client, of_import).context["preview"]

    assert previewed(client, of_import).context["preview"] == first


def test_a_preview_that_fails_three_times_is_given_up(sign_in, amina, northgate):
    of_import, client = import_bytes(extract(row()), northgate), sign_in(amina)
    client.get(address(of_import))
    RollbackPreview.objects.update(attempts=actions.MOST_ATTEMPTS)
    work_out_waiting_previews()

    response = client.get(address(of_import))

    assert response.context["preview"].state == PreviewState.FAILED
    assert "could not be worked out" in text_of(response)
    roll_back(client, of_import)
    assert not PurchaseLine.objects.live().exists()


def test_a_preview_of_an_import_rolled_back_meanwhile_goes(sign_in, amina, northgate):
    of_import, client = import_bytes(extract(row()), northgate), sign_in(amina)
    client.get(address(of_import))
    roll_back_import(of_import, by=None, at=AT)

    work_out_waiting_previews()

    assert not RollbackPreview.objects.exists()


def test_import_roll_back_twice_is_refused_with_the_reason(sign_in, amina, northgate):
    of_import, client = import_bytes(extract(row()), northgate), sign_in(amina)
    roll_back(client, of_import)

    response = client.post(address(of_import))

    assert response.status_code == 409
    assert "There is nothing to roll back" in text_of(response)


def test_import_roll_back_of_one_being_read_says_to_wait(sign_in, amina, northgate):
    of_import = import_bytes(extract(row()), northgate)
    Import.objects.update(state=ImportState.QUEUED)

    response = sign_in(amina).get(address(of_import))

    assert "still being read" in text_of(response)


def test_another_trusts_import_and_preview_are_not_there(
    sign_in, amina, dilys, northgate
):
    of_import = import_bytes(extract(row()), northgate)
    previewed(sign_in(amina), of_import)

    assert sign_in(dilys).get(address(of_import)).status_code == 404
    assert not RollbackPreview.objects.visible_to(dilys).exists()


def test_importing_again_undoes_a_rollback_and_keeps_what_came_after(
    sign_in, amina, northgate
):
    client = sign_in(amina)
    of_import = import_bytes(extract(row(), row(po_number="2")), northgate)
    import_bytes(extract(row(quantity="7")), northgate)
    before = set(PurchaseLine.objects.live().values_list("po_number", "quantity"))
    roll_back(client, of_import)

    response = client.post(reverse("import_again", args=[of_import.pk]), follow=True)
    again = Import.objects.newest_first()[0]
    client.post(reverse("import_confirm", args=[again.pk]))
    run_import(import_id=again.pk)

    assert "it takes its old place" in text_of(response)
    now = set(PurchaseLine.objects.live().values_list("po_number", "quantity"))
    assert now == before
    again.refresh_from_db()
    assert (again.rows, again.accepted, again.replaced) == (2, 2, 0)
