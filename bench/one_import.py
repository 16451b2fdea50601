"""One import from bytes to gaps in a process of its own, so that its memory is its own:
`python -m bench.one_import FILE CODE`. Prints one JSON object."""

import json
import os
import sys
from pathlib import Path

import django


# Longer than 30 lines: each step is timed where it is called.
def import_file(path: Path, code: str) -> dict[str, object]:
    """Everything that follows from one uploaded file; seconds by step and statement.

    Raises ValueError when the file is not read as it stands.
    """
    from django.utils import timezone

    from bench.clocks import StatementClock, timed
    from catalogue.matching.actions import match_items
    from catalogue.purchases import actions, files
    from catalogue.purchases.models import ImportState
    from catalogue.spend.actions import keep_spend
    from procurement.gaps.actions import refresh_touched_gaps
    from trusts.models import Organisation

    steps: dict[str, float] = {}
    clock = StatementClock()
    at, on = timezone.now(), timezone.localdate()
    organisation = Organisation.objects.get(code=code)
    with timed(steps, "receive"):
        of_import, is_new = actions.receive_file(
            files.chunks_of(path),
            file_name=path.name,
            organisation=organisation,
            by=None,
            at=at,
        )
    if is_new:
        with timed(steps, "understand"):
            understanding = actions.understand_import(
                of_import, profile=actions.profile_of(of_import)
            )
        if understanding.questions:
            raise ValueError(understanding.questions[0].text)
        actions.confirm_import(of_import, layout=understanding.layout, by=None, at=at)
        with timed(steps, "store"), clock.running():
            of_import = actions.run_import(of_import.pk, on=on, at=at)
        if of_import.state != ImportState.DONE:
            raise ValueError(of_import.message)
        with timed(steps, "match"), clock.running():
            match_items()
        with timed(steps, "gaps"), clock.running():
            refresh_touched_gaps(at=at)
        with timed(steps, "spend"), clock.running():
            keep_spend()
    return {
        "is_new": is_new,
        "rows": of_import.rows,
        "accepted": of_import.accepted,
        "unchanged": of_import.unchanged,
        "rejected": of_import.rejected,
        "steps": steps,
        "statements": dict(clock.slowest(60)),
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.config.settings")
    django.setup()
    from bench.clocks import peak_megabytes

    done = import_file(Path(sys.argv[1]), sys.argv[2])
    print(json.dumps(done | {"peak_megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main()
