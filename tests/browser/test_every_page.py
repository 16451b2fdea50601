"""Every page, in a browser, as everybody who may open it: one test each.

A page is first fetched as every role. Roles that are given the same markup are looked
at once, in the browser, by `look_at`.

Longer than 250 lines: half of it is the table of what each page needs to be shown.
"""

import itertools
import re
from dataclasses import dataclass

import pytest
from django.conf import settings as the_settings
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import PageCheck, axe_violations, fits, is_at_rest
from tests.browser.leaving import FILES, OF_SEVERAL, leaves_on_the_record
from tests.browser.world import make_world, take_world_away
from tests.conftest import PATIENCE
from tests.house_rules.the_house import our_patterns
from trusts.models import AuditEvent
from trusts.permissions import allows
from trusts.roles import Role

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# A desk's window at 200%: half as many pixels of CSS, each drawn twice as fine.
ZOOMED, FINENESS = {"width": 640, "height": 450}, 2
SIGNED_OUT = "signed out"

# The rows that pages are about, by the name of the address. Every value is the
# arguments of one address; a name may have several.
SHOWN = {
    "adjustment_add": [["product", "code"]],
    "adoption_detail": [["adoption"]],
    "adoption_edit": [["adoption"]],
    "adoption_exempt": [["adopted"]],
    "adoption_lines": [["adoption", "adoption_month"]],
    "adoption_move": [["adoption"]],
    "adoption_start": [["adopted"]],
    "adoption_start_savings": [["adoption"]],
    "adoption_trusts": [["adopted"]],
    "agreed_price_detail": [["agreed"]],
    "agreed_price_withdraw": [["agreed"]],
    "ask_detail": [["draft"], ["sent"], ["answered"]],
    "ask_discard": [["draft"]],
    "ask_edit": [["draft"]],
    "ask_issue": [["draft"]],
    "ask_letter": [["sent"]],
    "ask_refresh": [["draft"]],
    "ask_reply": [["sent"]],
    "ask_workbook": [["sent"]],
    "confidential_add": [["product", "code"]],
    "confidential_lift": [["kept"]],
    "correction_detail": [["correction"]],
    "correction_end": [["correction"]],
    "correction_reopen": [["correction"]],
    "answer_confirm": [["answer"]],
    "answer_refuse": [["answer"]],
    "answer_undo": [["answer"]],
    "comment_add": [["signed_specification", "signed_number"]],
    "comment_answer": [["comment"]],
    "comment_list": [["signed_specification", "signed_number"]],
    "count_again": [["round"]],
    "decision_confirm": [["round"]],
    "decision_declare": [["round"]],
    "decision_prove": [["round"]],
    "decision_receipt": [["decision"]],
    "decision_record": [["closed_round"], ["round"]],
    "decision_record_export": [["closed_round"]],
    "decision_record_paper": [["closed_round"]],
    "decision_sign": [["round"]],
    "interest_rule": [["declaration"]],
    "round_close": [["round"]],
    "round_detail": [["round"]],
    "round_extend": [["round"]],
    "round_open": [["signed_specification", "signed_number"]],
    "text_correct": [["round"]],
    "version_reject": [["round"]],
    "objection_act": [
        ["objection", "give_it"],
        ["objection", "answer_it"],
        ["objection", "reply_to_it"],
    ],
    "objection_detail": [["objection"]],
    "evidence_download": [["signed_specification", "sha256"]],
    "version_detail": [["signed_specification", "signed_number"]],
    "challenge_add": [["in_preview", "code", "metric"]],
    "challenge_answer": [["challenge"]],
    "challenge_detail": [["challenge"], ["answered_challenge"]],
    "challenge_take_back": [["challenge"]],
    "coverage_lines": [["code", "month"]],
    "coverage_month": [["code", "month"]],
    "coverage_trust": [["code"]],
    "coverage_trust_export": [["code"]],
    "dashboard_remind": [["code"]],
    "difference_say": [["of_products", "product", "gowns"]],
    "difference_take_back": [["different"]],
    "dispute_add": [["product", "code"]],
    "dispute_detail": [["dispute"]],
    "dispute_settle": [["dispute"]],
    "dispute_withdraw": [["dispute"]],
    "equivalence_add": [["product"]],
    "equivalence_take_back": [["equivalence"]],
    "check_detail": [["check"]],
    "gap_changes_of_import": [["done"]],
    "gap_detail": [["gap"]],
    "gap_act_take_back": [["act"]],
    "gap_line_export": [["gap"]],
    "gap_lines": [["gap"]],
    "gap_stop_watching": [["gap"]],
    "gap_wake": [["gap"]],
    "gap_watch": [["gap"]],
    "import_again": [["done"]],
    "import_confirm": [["asking"]],
    "import_detail": [["done"], ["asking"]],
    "import_discard": [["asking"]],
    "import_rejected": [["done"]],
    "import_roll_back": [["done"]],
    "invitation_accept": [["token"]],
    "invitation_send_again": [["invitation"]],
    "invitation_withdraw": [["invitation"]],
    "league_export": [["released"]],
    "league_release": [["released"], ["in_preview"], ["withdrawn"]],
    "league_row_export": [["released", "code", "metric"]],
    "league_rows": [
        ["released", "code", "prices"],
        ["released", "code", "gaps"],
        ["released", "code", "metric"],
    ],
    "league_trust": [["released", "code"], ["in_preview", "code"]],
    "mail_detail": [["mail"]],
    "manufacturer_detail": [["maker"]],
    "membership_add": [["ben"]],
    "membership_change_end": [["ben"]],
    "membership_end": [["ben"]],
    "membership_reinstate": [["ben"]],
    "merge_again": [["merge"]],
    "merge_choose": [["of_products", "product"], ["of_suppliers", "supplier"]],
    "merge_part": [["merge"], ["parted"]],
    "merge_preview": [
        ["of_products", "gowns", "product"],
        ["of_products", "product", "merged"],
        ["of_suppliers", "osprey", "supplier"],
    ],
    "month_line_export": [["saving_part", "saving_month"]],
    "month_lines": [["saving_part", "saving_month"]],
    "organisation_change": [["code", "name"], ["code", "succession"]],
    "organisation_detail": [["code"]],
    "organisation_take_back": [["code", "name"]],
    "part_month_export": [["saving_part"]],
    "part_months": [["saving_part"]],
    "person_detail": [["ben"]],
    "person_second_factor_remove": [["ben"]],
    "price_choose": [["product"]],
    "price_wrong": [["product", "code"]],
    "product_detail": [["product"]],
    "profile_copy": [["profile"]],
    "profile_detail": [["profile"]],
    "profile_edit": [["profile"]],
    "profile_put_back": [["profile", "version"]],
    "profile_remove": [["profile"]],
    "profile_restore": [["profile"]],
    "product_line_export": [["product"]],
    "product_lines": [["product"]],
    "question_answer": [["unmatched"]],
    "question_ask": [["unmatched"]],
    "question_detail": [["pack"], ["suspect"], ["unmatched"], ["pair"], ["proposed"]],
    "record_detail": [["event"]],
    "release_detail": [["released"], ["in_preview"], ["withdrawn"]],
    "release_preview": [["in_preview"]],
    "release_publish": [["in_preview"]],
    "release_take_disputed_out": [["in_preview"]],
    "release_withdraw": [["in_preview"]],
    "release_work_out": [["in_preview"]],
    "considered_add": [["specification", "number"]],
    "considered_change": [["considered"]],
    "considered_drop": [["considered"]],
    "considered_list": [["specification", "number"], ["consulted", "number"]],
    "criterion_add": [["specification", "number"]],
    "criterion_change": [["criterion"]],
    "criterion_drop": [["criterion"]],
    "criterion_list": [["specification", "number"]],
    "criterion_move": [["criterion"]],
    "evidence_drop": [["evidence"]],
    "evidence_list": [["specification", "number"]],
    "chair_hand_on": [["specification"]],
    "version_read": [["consulted", "number"]],
    "seat_give": [["specification", "code"], ["specification", "southmere"]],
    "seat_give_up": [["seat"]],
    "seat_invite": [["specification", "code"]],
    "seat_list": [["specification"], ["consulted"]],
    "trust_add": [["specification"]],
    "trust_leave": [["specification", "code"]],
    "version_edit": [["specification", "number"], ["consulted", "number"]],
    "version_move": [
        ["specification", "number", "consult"],
        ["consulted", "number", "withdraw"],
    ],
    "version_next": [["consulted", "number"]],
    "session_end": [["ben"]],
    "sheet_add": [["scored"]],
    "sheet_detail": [["sheet"]],
    "result_detail": [["of_scored", "first"], ["of_results", "first"]],
    "training_add": [["adoption"]],
    "training_drop": [["training"]],
    "training_edit": [["training"]],
    "trial_detail": [["planned_trial"], ["live_trial"]],
    "trial_edit": [["planned_trial"]],
    "trial_move": [["planned_trial"], ["live_trial"]],
    "trial_plan": [["of_scored", "first"]],
    "specification_detail": [["specification"], ["consulted"]],
    "suppression_add": [["product", "code"]],
    "baseline_detail": [["claim"], ["identified_claim"]],
    "baseline_export": [["claim"]],
    "baseline_lower": [["claim"]],
    "claim_drop": [["claim"]],
    "evidence_add": [["part"]],
    "evidence_file": [["part", "paper"]],
    "gap_initiative": [["gap"]],
    "initiative_detail": [["initiative"]],
    "initiative_rename": [["initiative"]],
    "part_add": [["initiative"]],
    "part_agree": [["part"]],
    "part_change": [["identified"]],
    "part_close": [["part"]],
    "part_detail": [["part"], ["identified"]],
    "part_hand_over": [["identified"]],
    "part_lapse": [["identified"]],
    "part_prices": [["identified"]],
    "part_product_add": [["identified"]],
    "part_products": [["identified"]],
    "part_propose": [["identified"]],
    "part_send_back": [["part"]],
    "part_take_back": [["part"]],
    "uplift_add": [["identified_claim"]],
    "uplift_take_back": [["rise"]],
    "hand_over_take_back": [["act"]],
    "person_work": [["ben"]],
    "work_hand_over": [["ben"]],
    "supplier_detail": [["supplier"]],
    "supplier_gap_export": [["supplier"]],
}
# What has to follow a question mark for a page to show something.
ASKED = {
    "considered_list": "?q=gloves",
    "leak_export": "?trust=NGT",
    "left_out_items": "?reason=unknown-pack",
    "gap_accept": "?all=yes",
    "gap_assign": "?all=yes",
    "gap_note": "?all=yes",
    "gap_reopen": "?all=yes",
    "gap_snooze": "?all=yes",
}
# Addresses that lead somebody on to another page, and so are none.
LEADS_ON = {
    "choose_membership",
    "decision_prove",
    "question_next",
}


@dataclass(frozen=True)
class Seen:
    """Who was given which page."""

    who: str
    address: str
    markup: tuple[str, ...]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Committed before any test begins, so that the web server's thread sees it."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock():
        with override_settings(FILES_DIR=files, MEDIA_ROOT=files):
            made = make_world(files)
        yield made
        take_world_away()


@pytest.fixture(autouse=True)
def as_in_the_world(settings, files_dir, world):
    settings.DEMONSTRATION = settings.KEEPS_MAIL = True
    settings.FILES_DIR = settings.MEDIA_ROOT = world.files


@pytest.fixture(scope="module")
def server(world):
    server = LiveServer("localhost")
    with server._live_server_modified_settings:
        yield server
        server.stop()


@pytest.fixture(scope="module")
def visitors(browser, world, server):
    """`visitors(who)` gives a page with JavaScript and one without, kept by person."""
    opened = {}

    def visit(who):
        if who not in opened:
            opened[who] = [
                new_page(browser, server, world.browsers.get(who), has_javascript)
                for has_javascript in (True, False)
            ]
        return opened[who]

    yield visit
    for page in itertools.chain(*opened.values()):
        page.context.close()


def new_page(browser, server, client, has_javascript):
    """A window of somebody's own; of nobody's without a client."""
    context = browser.new_context(
        java_script_enabled=has_javascript,
        viewport=DESK,
        device_scale_factor=FINENESS,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    if client:
        cookie = client.cookies[the_settings.SESSION_COOKIE_NAME]
        context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": server.url}]
        )
    return context.new_page()


@pytest.mark.django_db
@pytest.mark.browser
@pytest.mark.parametrize(
    "pattern", [pytest.param(p, id=str(p.name)) for p, _ in our_patterns()]
)
def test_page_is_fit_for_everybody_who_may_open_it(pattern, world, server, visitors):
    found = [
        seen
        for address in addresses_of(pattern, world)
        for seen in distinct(pattern, address, world)
    ]

    for number, seen in enumerate(found):
        with_script, without = visitors(seen.who)
        look_at(with_script, server.url + seen.address, thoroughly=number == 0)
        if number == 0:
            look_without_script(without, server.url + seen.address)


@pytest.mark.django_db
def test_a_file_of_one_trusts_rows_is_on_that_trusts_record(world):
    whose = {
        pattern.name: taken_from(pattern, world, "trust=NGT&organisation=NGT")
        for pattern, _ in our_patterns()
        if pattern.name.endswith(FILES) and Role.REGIONAL_LEAD in visitors_of(pattern)
    }

    assert {name for name, code in whose.items() if code != "NGT"} == OF_SEVERAL


def taken_from(pattern, world, asked):
    """On whose record it is when the regional lead takes the file and asks for this."""
    [address] = addresses_of(pattern, world)
    join = "&" if "?" in address else "?"
    answer = fetch(Role.REGIONAL_LEAD, f"{address}{join}{asked}", world)
    leaves_on_the_record(answer, pattern.name, Role.REGIONAL_LEAD)
    return AuditEvent.objects.latest("pk").organisation


def addresses_of(pattern, world):
    """The addresses of a page, made of the rows that it shows in this world."""
    names = list(pattern.pattern.converters)
    if names and pattern.name not in SHOWN:
        pytest.fail(
            f"Say in SHOWN of {__file__} which row the page {pattern.name} is about, "
            "and make one in tests/browser/world.py if there is none."
        )
    return [
        reverse(pattern.name, args=[argument(world.rows[each]) for each in row])
        + ASKED.get(pattern.name, "")
        for row in SHOWN.get(pattern.name, [[]])
    ]


def argument(row):
    return row if isinstance(row, str | int) else row.pk


def distinct(pattern, address, world):
    """One person for each markup that is given for the address."""
    answers = {}
    for who in visitors_of(pattern):
        answers[who] = answer = fetch(who, address, world)
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            leaves_on_the_record(answer, pattern.name, who)
    pages = {who: page for who, page in answers.items() if is_page(page)}
    if not pages and pattern.name not in LEADS_ON:
        assert all(is_no_page(answer) for answer in answers.values()), (
            f"Nobody is shown {address}: give it what it needs in ASKED or in the "
            f"world. {[answer.status_code for answer in answers.values()]}"
        )
    found = {}
    for who, page in pages.items():
        found.setdefault(markup_of(page), Seen(who, address, markup_of(page)))
    return list(found.values())


def visitors_of(pattern):
    """Who may open it, by what its view declares."""
    view = pattern.callback
    if getattr(view, "is_public", False):
        return [SIGNED_OUT, Role.TRUST_LEAD]
    needed = getattr(view, "required_permission", None)
    return [role for role in Role if needed is None or allows(role, needed)]


def fetch(who, address, world):
    return world.clients.get(who, Client()).get(address)


def is_page(answer):
    kind = answer.headers.get("Content-Type", "")
    return answer.status_code == 200 and kind.startswith("text/html")


def is_no_page(answer):
    """It takes only a POST, is a file, or says one word to a machine."""
    is_text = "Content-Disposition" in answer.headers or not answer.headers.get(
        "Content-Type", ""
    ).startswith("text/html")
    return answer.status_code == 405 or (answer.status_code == 200 and is_text)


def markup_of(answer):
    """The tags of the page's own part, with their classes: its look without words."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    tags = re.findall(r"<(\w+)(?:[^>]*?\sclass=\"([^\"]*)\")?", main)
    return tuple(sorted({f"{tag}.{classes}" for tag, classes in tags}))


def look_at(page, address, *, thoroughly):
    """With JavaScript: at a desk and on a phone, and once zoomed, by Tab, printed."""
    check = PageCheck()
    check.listen(page)
    page.set_viewport_size(DESK)
    page.goto(address)
    is_at_rest(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert check.complaints == []
    assert axe_violations(page) == []
    fits_in(page, PHONE)
    if thoroughly:
        fits_in(page, ZOOMED)
        page.set_viewport_size(DESK)
        focus_is_seen(page)
        is_printed_without_navigation(page)
    page.remove_listener("console", check._hear)
    assert check.complaints == []


def fits_in(page, window):
    page.set_viewport_size(window)
    fits(page, window)


LOOK = """() => {
    const look = (each) => {
        const style = getComputedStyle(each);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor,
            style.boxShadow, style.backgroundColor, style.borderColor].join();
    };
    const each = document.activeElement;
    if (each === document.body) return null;
    const focused = look(each);
    each.blur();
    const plain = look(each);
    each.focus();
    return [each.outerHTML.slice(0, 200), focused !== plain];
}"""


def focus_is_seen(page):
    """The first three that Tab reaches look otherwise than before."""
    for _ in range(3):
        page.keyboard.press("Tab")
        reached = page.evaluate(LOOK)
        assert reached is None or reached[1], f"no focus to be seen on {reached[0]}"


def is_printed_without_navigation(page):
    page.emulate_media(media="print")
    for hidden in (".nhsuk-header__navigation", ".app-footer__links", "form button"):
        for each in page.locator(hidden).all():
            assert not each.is_visible(), f"{hidden} is printed"
    page.emulate_media(media="screen")
    assert len(page.pdf()) > 1000


def look_without_script(page, address):
    page.goto(address)
    assert page.locator("h1").first.is_visible()
    assert page.locator("main").is_visible()
