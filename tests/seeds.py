"""How many random sequences a property test tries: enough in every run to notice what
breaks, and as many times more as somebody asks for: `SEQUENCES=10 ./dev test PATH`."""

import os


def seeds(number: int) -> range:
    return range(number * int(os.environ.get("SEQUENCES", "1")))
