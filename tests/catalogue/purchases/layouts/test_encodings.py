import pytest

from catalogue.purchases.layouts import UnreadableFile
from catalogue.purchases.layouts.encodings import encoding_of
from tests.catalogue.purchases.layouts.extracts import csv_file, line, read, text_of

ACCENTED = "Crème für Größe, sonde bébé"


@pytest.mark.parametrize(
    ("codec", "description"),
    [
        ("utf-8", ACCENTED),
        ("utf-8-sig", ACCENTED),
        ("utf-16", ACCENTED),
        ("utf-16-le", ACCENTED),
        ("utf-16-be", ACCENTED),
        ("utf-32", ACCENTED),
        ("cp1252", ACCENTED),
        ("cp1252", "24” tube – “soft” €"),
        ("cp1252", "£"),
        ("latin-1", "MÜLLER Ångström ½"),
        ("mac_roman", "Sonde bébé d’origine naïve"),
        ("mac_roman", "“soft” – café"),
        ("cp850", "Crème café für Größe"),
    ],
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_extracts_in_any_common_encoding_read_as_they_were_written(
    tmp_path, codec, description, end
):
    row = line(description=f'"{description}"')
    path = csv_file(tmp_path, text_of(row, end=end).encode(codec))

    [found] = read(path)

    assert found["description"] == description


def test_a_pound_sign_in_ascii_is_windows_text(tmp_path):
    path = csv_file(
        tmp_path, text_of(line()).encode() + b"PO2,1,1/1/26,A,B,1,\xa31,1\n"
    )

    assert encoding_of(path) == "cp1252"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_mixture_of_encodings_is_refused_by_its_first_lines(tmp_path, end):
    good, bad = "Café".encode(), "Café".encode("cp1252")
    rows = [b"description", good, b"plain", bad, b"plain", good, bad, bad, bad]
    path = csv_file(tmp_path, end.encode().join(rows))

    with pytest.raises(
        UnreadableFile, match=r"UTF-8 in lines 2 and 6 but not in lines"
    ):
        encoding_of(path)


def test_a_mixture_inside_one_line_is_refused(tmp_path):
    path = csv_file(tmp_path, "Café ".encode() + "Café".encode("cp1252"))

    with pytest.raises(UnreadableFile, match="some special characters in line 1"):
        encoding_of(path)


def test_a_false_mark_of_utf_8_is_refused_by_its_lines(tmp_path):
    path = csv_file(tmp_path, b"\xef\xbb\xbf" + text_of(line()).encode() + b"caf\xe9,")

    with pytest.raises(UnreadableFile, match="marked as UTF-8, but line 3 cannot"):
        encoding_of(path)


def test_nul_characters_after_windows_text_are_refused(tmp_path):
    path = csv_file(tmp_path, text_of(line(description="£ a\0b")).encode("cp1252"))

    with pytest.raises(UnreadableFile, match="NUL"):
        read(path)


def test_nul_characters_are_refused(tmp_path):
    path = csv_file(tmp_path, text_of(line(description="a\0b")).encode())

    with pytest.raises(UnreadableFile, match="NUL"):
        read(path)


def test_wide_text_that_was_cut_short_is_refused(tmp_path):
    path = csv_file(tmp_path, text_of(line()).encode("utf-16")[:-1])

    with pytest.raises(UnreadableFile, match="cut short"):
        read(path)
