"""States and reasons of imports, as their pages show them."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from catalogue.purchases.models import Import, ImportState, PurchaseLine, Rejection
from catalogue.purchases.reasons import sentence
from trusts.models import Membership, Organisation

register = template.Library()

_COLOURS = {
    ImportState.ASKING: "yellow",
    ImportState.QUEUED: "blue",
    ImportState.DONE: "green",
    ImportState.FAILED: "red",
    ImportState.ROLLED_BACK: "grey",
    ImportState.DISCARDED: "grey",
}


@register.simple_tag
def import_tag(of_import: Import) -> SafeString:
    """The state of an import as a small label."""
    state = ImportState(of_import.state)
    text = "To be confirmed" if state == ImportState.ASKING else state.label
    return render_to_string(
        "components/tag.html", {"text": text, "colour": _COLOURS[state]}
    )


@register.simple_tag
def why_rejected(rejection: Rejection) -> str:
    """`Quantity is not a number`."""
    said = sentence(rejection.field, rejection.reason)
    return said[:1].upper() + said[1:]


@register.simple_tag
def order_lines_of(organisation: Organisation) -> int:
    """How many order lines an organisation has that stand: a count and no price, for
    who decides about the organisation. Counted there and then, which takes a moment."""
    return PurchaseLine.objects.live().filter(organisation=organisation).count()


@register.simple_tag
def newest_import_of(organisation: Organisation, member: Membership) -> Import | None:
    """The newest import of an organisation that the member may see."""
    done = Import.objects.visible_to(member).filter(state=ImportState.DONE)
    return done.filter(organisation=organisation).order_by("-pk").first()
