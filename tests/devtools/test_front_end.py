import re

import pytest

from devtools import front_end
from devtools.front_end import own_addresses_only
from devtools.steps import CannotGoOn

THEIRS = """\
@font-face{font-family:F;src:url(https://assets.example/f.woff2) format("woff2")}\
a{background:url(/assets/images/arrow.svg)}
/*# sourceMappingURL=theirs.min.css.map */
"""


def test_own_addresses_only_leaves_nothing_from_another_site():
    assert own_addresses_only(THEIRS) == "a{background:url(assets/images/arrow.svg)}\n"


def test_own_addresses_only_refuses_what_it_does_not_know():
    with pytest.raises(CannotGoOn, match="another site"):
        own_addresses_only("a{background:url('//cdn.example/x.svg')}")


def test_every_file_the_style_sheet_names_is_laid_out():
    folder = front_end.BUILT / "nhsuk"
    style = (folder / "nhsuk-frontend.min.css").read_text()

    named = set(re.findall(r"url\((?!data:)([^)]+)\)", style))

    assert named
    assert all((folder / name).is_file() for name in named)
