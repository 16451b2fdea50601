"""Scanning with the camera into the search, with a camera and a detector of our own."""

import pytest
from playwright.sync_api import expect

from catalogue.products.models import Pack
from tests import region
from tests.browser.axe import eventually

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
GTIN = "09521234543213"
FAKES = """
window.tracks = [];
window.codes = [];
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["ean_13", "data_matrix", "aztec"]; }
  constructor(options) { window.asked = options.formats; }
  async detect() { return window.codes.map((rawValue) => ({ rawValue })); }
};
navigator.mediaDevices.getUserMedia = async () => {
  if (window.refusal) throw new DOMException("no", window.refusal);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  setInterval(() => pen.fillRect(0, 0, 9, 9), 50);
  const stream = canvas.captureStream();
  window.tracks.push(...stream.getTracks());
  return stream;
};
"""
NO_DETECTOR = "delete window.BarcodeDetector;"


@pytest.fixture
def gloves(amina):
    product = region.product("Nitrile gloves, medium")
    type(product).objects.update(is_declared=True)
    each = Pack.objects.create(
        product=product, unit="EA", gtin="09520000000028", eaches=1
    )
    return Pack.objects.create(
        product=product,
        unit="BX",
        gtin=GTIN,
        eaches=100,
        contains=each,
        contains_quantity=100,
    ).product


@pytest.fixture
def search(page, live_server, browser_sign_in, carys, gloves):
    browser_sign_in(carys)
    page.set_viewport_size(PHONE)

    def opened(script=FAKES):
        page.add_init_script(script)
        page.goto(f"{live_server.url}/products/")
        return page

    return opened


def scan_button(page):
    return page.get_by_role("button", name="Scan a barcode")


def tracks_come_to_be(page, *states):
    """In the end: a dialog that is hidden says a moment later that it is closed."""
    each = "window.tracks.map((track) => track.readyState)"
    eventually(lambda: page.evaluate(each), list(states))


def test_without_a_detector_there_is_no_button(search):
    page = search(NO_DETECTOR)

    expect(page.get_by_role("button", name="Search")).to_be_visible()
    expect(scan_button(page)).to_be_hidden()


def test_the_code_found_lands_in_the_search_and_the_camera_stops(search, check_page):
    page = search()
    scan_button(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Scan a barcode")).to_be_visible()
    expect(page.get_by_text("Hold the barcode inside the picture")).to_be_visible()
    check_page(page)
    assert page.evaluate("window.asked") == ["ean_13", "data_matrix"]
    tracks_come_to_be(page, "live")

    page.evaluate(f"window.codes = ['01{GTIN}17261231\\u001d10ABC']")

    expect(page.get_by_text("Box of 100 (100 × Each)")).to_be_visible()  # noqa: RUF001
    expect(page.get_by_text("31 December 2026")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("Search")).to_be_focused()
    tracks_come_to_be(page, "ended")
    check_page(page)


def test_with_several_codes_in_view_none_is_taken(search):
    page = search()
    scan_button(page).click()
    expect(page.get_by_text("Hold the barcode inside the picture")).to_be_visible()

    page.evaluate(f"window.codes = ['{GTIN}', '4006381333931']")

    expect(page.get_by_text("There are several barcodes")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_escape_and_the_stop_button_stop_the_camera(search):
    page = search()
    scan_button(page).click()
    expect(page.get_by_text("Hold the barcode inside the picture")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(scan_button(page)).to_be_focused()

    scan_button(page).click()
    expect(page.get_by_text("Hold the barcode inside the picture")).to_be_visible()
    page.get_by_role("button", name="Stop the camera").click()
    expect(page.get_by_role("dialog")).to_be_hidden()

    tracks_come_to_be(page, "ended", "ended")


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        ("NotAllowedError", "The camera was not allowed"),
        ("NotFoundError", "This device has no camera"),
        ("NotReadableError", "Another program uses the camera"),
        ("AbortError", "The camera cannot be used just now"),
    ],
)
def test_a_camera_that_is_refused_says_what_to_do(
    search, check_page, refusal, sentence
):
    page = search()
    page.evaluate(f"window.refusal = '{refusal}'")

    scan_button(page).click()

    expect(page.get_by_role("alert")).to_contain_text(sentence)
    expect(page.get_by_role("alert")).to_contain_text("the number under the barcode")
    expect(page.get_by_role("dialog")).to_be_hidden()
    check_page(page)
