"""How figures and dates are written for a person. Decimal and int only, never float."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"

_MILLION = Decimal(1_000_000)
_BILLION = Decimal(1_000_000_000)

type Figure = Decimal | int


def pounds(amount: Figure) -> str:
    """Money rounded for the eye: £6.50, £950, £1,950, £12,400, £1.2m."""
    sign, size = _parts(amount)
    if _rounded(size, Decimal(100)) >= _MILLION:
        return f"{sign}£{_short(size)}"
    if size >= 10_000:
        return f"{sign}£{_rounded(size, Decimal(100)):,}"
    if size >= 10 or size == _rounded(size, Decimal(1)):
        return f"{sign}£{_rounded(size, Decimal(1)):,}"
    return f"{sign}£{_rounded(size, Decimal('0.01')):,}"


def pounds_exact(amount: Figure) -> str:
    """Money to the penny: £35,415,278.49. Half a penny goes up."""
    sign, size = _parts(amount)
    return f"{sign}£{_rounded(size, Decimal('0.01')):,}"


def price_unit(amount: Figure) -> str:
    """A price per unit of purchase, with two to four decimals: £10.40, £0.099."""
    sign, size = _parts(amount)
    whole, _, decimals = f"{_rounded(size, Decimal('0.0001')):,f}".partition(".")
    return f"{sign}£{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def price_each(amount: Figure) -> str:
    """A price per each, given in pounds: 6.50p under a pound, £4.10 from a pound up.

    Two decimals of a penny are four of a pound. A price too small for that keeps the
    six decimals it is stored with, so that it is never shown as nothing.
    """
    sign, size = _parts(amount)
    places = Decimal("0.0001")
    if size and not _rounded(size, places):
        places = Decimal("0.000001")
    size = _rounded(size, places)
    if size >= 1:
        return f"{sign}£{_rounded(size, Decimal('0.01')):,}"
    return f"{sign}{(size * 100).quantize(places.scaleb(2))}p"


def percent(fraction: Figure, places: int | None = None) -> str:
    """A fraction as a percentage: 0.2 is 20%. Under 10% with one decimal."""
    sign, size = _parts(Decimal(fraction) * 100)
    if places is None:
        places = 1 if 0 < size < 10 else 0
    shown = _rounded(size, Decimal(1).scaleb(-places))
    return f"{sign if shown else ''}{shown:,}%"


def grouped(number: Figure) -> str:
    """A number in full with its thousands marked: 2,400,000. No trailing noughts."""
    sign, size = _parts(number)
    text = f"{size:,f}"
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)


def compact(number: Figure) -> str:
    """A number rounded for the eye: 950, 12,400, 2.4m."""
    sign, size = _parts(number)
    if _rounded(size, Decimal(100)) >= _MILLION:
        return sign + _short(size)
    step = Decimal(100) if size >= 10_000 else Decimal(1)
    return f"{sign}{_rounded(size, step):,}"


def date_long(day: date) -> str:
    """4 October 2026."""
    return f"{day.day} {day:%B} {day.year}"


def moment_long(moment: datetime) -> str:
    """4 October 2026, 14:05. The moment must be in the reader's time zone already."""
    return f"{date_long(moment)}, {moment:%H:%M}"


def _parts(figure: Figure) -> tuple[str, Decimal]:
    """Split into a minus sign, or none, and the size."""
    if isinstance(figure, bool) or not isinstance(figure, Decimal | int):
        raise TypeError(f"A figure is a Decimal or an int, not {figure!r}.")
    amount = Decimal(figure)
    return (MINUS if amount < 0 else ""), abs(amount)


def _rounded(size: Decimal, step: Decimal) -> Decimal:
    """Round half up to a multiple of a power of ten, written out in full."""
    exponent = step.adjusted()
    rounded = size.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_HALF_UP)
    return rounded if exponent < 0 else rounded.quantize(Decimal(1))


def _short(size: Decimal) -> str:
    tenth_of_million = Decimal(100_000)
    if _rounded(size, tenth_of_million) >= _BILLION:
        return f"{_tenths(size / _BILLION)}bn"
    return f"{_tenths(size / _MILLION)}m"


def _tenths(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}"
