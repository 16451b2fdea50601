"""What a letter says, line by line: what is kept of it when it is sent, and what its
PDF and its workbook are made of. So both can be made again, the same as on that day."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from procurement.asks import wording
from procurement.asks.bands import Band
from procurement.asks.models import Ask, AskLine
from procurement.asks.queries import names_to_keep
from trusts.exports import EACHES, PRICE_EACH, About, Cell, Column, Sheet
from trusts.models import Membership
from trusts.successions import day_in_words


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One product: pounds per each, eaches of 12 months. Either a price is asked for
    or a band; `price_each` is empty where the letter is for several trusts."""

    product: str
    maker: str
    part_code: str
    trusts: int
    units: str
    price_each: str
    ask_price: str
    band_low: int
    band_high: int

    @property
    def band(self) -> Band:
        return Band(self.band_low, self.band_high)

    @property
    def figures(self) -> dict[str, Decimal | None]:
        return {
            name: Decimal(text) if (text := getattr(self, name)) else None
            for name in ("units", "price_each", "ask_price")
        }


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that stands on the paper, as text; days as 2026-10-04."""

    reference: str
    sender: str
    supplier: str
    addressee: str
    on: str
    as_at: str
    paragraphs: list[str]
    lines: list[LetterLine]
    spend: str
    contact: list[str]
    signed: str
    made_by: str
    is_of_region: bool

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)

    @property
    def as_at_day(self) -> date:
        return date.fromisoformat(self.as_at)

    @property
    def salutation(self) -> str:
        return f"Dear {self.addressee}" if self.addressee else "Dear Sir or Madam"

    @property
    def valediction(self) -> str:
        return "Yours sincerely" if self.addressee else "Yours faithfully"

    @property
    def opening(self) -> list[str]:
        """What stands before the table."""
        return self.paragraphs[:-1]

    @property
    def closing(self) -> str:
        return self.paragraphs[-1]

    @property
    def confidentiality(self) -> str:
        return wording.CONFIDENTIAL.format(supplier=self.supplier)

    @property
    def total(self) -> Decimal | None:
        """What the year's volume costs at today's prices; None for several trusts."""
        return Decimal(self.spend) if self.spend else None


def letter_of(ask: Ask, *, by: Membership, at: datetime) -> Letter:
    """What was sent; of a draft, what would be sent now."""
    return _read(ask.letter) if ask.letter else write(ask, by=by, at=at)


def write(ask: Ask, *, by: Membership, at: datetime) -> Letter:
    lines = list(
        ask.lines.select_related("product__manufacturer").order_by(
            "product__description", "pk"
        )
    )
    of_region = ask.is_of_region
    spend = sum((line.spend for line in lines), Decimal(0))
    contact = (ask.contact_name, ask.contact_email, ask.contact_phone)
    return Letter(
        reference=ask.reference,
        sender=ask.organisation.name,
        supplier=ask.supplier.name,
        addressee=ask.addressee,
        on=timezone.localdate(at).isoformat(),
        as_at=ask.as_at.isoformat(),
        paragraphs=_words(ask, products=len(lines)),
        lines=_lines(ask, lines, of_region=of_region),
        spend="" if of_region else _plain(spend.quantize(Decimal(1))),
        contact=[each for each in contact if each],
        signed=str(by.user),
        made_by=str(by),
        is_of_region=of_region,
    )


def digest_of(letter: Letter) -> str:
    """The SHA-256 of everything that the letter says."""
    text = json.dumps(asdict(letter), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def about(ask: Ask, letter: Letter, *, by: Membership, at: datetime) -> About:
    """What stands at the foot of the letter and in front of its workbook: of one that
    was sent, who sent it when, whoever looks at it now."""
    draft = "Draft, not sent: " if ask.is_draft else ""
    return About(
        f"{draft}Request for prices {letter.reference}",
        why="To ask the supplier for better prices.",
        by=by,
        at=at,
        made_by=letter.made_by,
        made_at=ask.issued_at,
        as_at=letter.as_at_day,
        organisation=ask.organisation,
        definitions=(
            ("Each", "The smallest unit that is sold, such as one glove. Prices are "
             "for one each, in pounds without VAT."),
            ("Eaches in 12 months", "What was bought in the 365 days to the day of "
             "the figures, returns taken off."),
            ("What we ask for", "A price for one each, or by how much less than "
             "today’s price one each should cost."),
        ),
        confidentiality=letter.confidentiality,
    )  # fmt: skip


def sheets(letter: Letter) -> list[Sheet]:
    """The table of the letter, with room for the supplier's answers."""
    paid = () if letter.is_of_region else (Column("Price paid each", PRICE_EACH),)
    trusts = (Column("Trusts that buy it"),) if letter.is_of_region else ()
    columns = (
        Column("Product", width=48),
        Column("Manufacturer", width=22),
        Column("Part code", width=18),
        *trusts,
        Column("Eaches in 12 months", EACHES, 14),
        *paid,
        Column("We ask for, lower", width=20),
        Column("We ask for, price each", PRICE_EACH),
        *(Column(each, width=18) for each in _ANSWERS),
    )
    return [Sheet("Products", columns, map(_row(letter), letter.lines))]


_ANSWERS = ("Your price each", "From", "Until", "Remark")


def _row(letter: Letter) -> Callable[[LetterLine], Iterable[Cell]]:
    def row(line: LetterLine) -> Iterable[Cell]:
        figures = line.figures
        return (
            line.product,
            line.maker,
            line.part_code,
            *((line.trusts,) if letter.is_of_region else ()),
            figures["units"],
            *(() if letter.is_of_region else (figures["price_each"],)),
            "" if line.ask_price else str(line.band),
            figures["ask_price"],
            *(None for _ in _ANSWERS),
        )

    return row


def _words(ask: Ask, *, products: int) -> list[str]:
    return wording.paragraphs(
        sender=ask.organisation.name,
        products=products,
        until=day_in_words(ask.reply_until),
        chosen=ask.paragraphs,
        of_region=ask.is_of_region,
    )


def _lines(ask: Ask, lines: list[AskLine], *, of_region: bool) -> list[LetterLine]:
    kept = names_to_keep(ask.organisation)
    return [
        LetterLine(
            product=_without(kept, line.product.description),
            maker=_without(kept, _maker(line)),
            part_code=_without(kept, line.product.part_code),
            trusts=line.trusts,
            units=_plain(line.units_12m),
            price_each="" if of_region else _plain(line.price_each),
            ask_price=_plain(line.ask_price) if line.ask_price else "",
            band_low=line.band_low,
            band_high=line.band_high,
        )
        for line in lines
    ]


def _without(kept: re.Pattern[str], text: str) -> str:
    """A text of a file without what it says of another trust."""
    return kept.sub("…", text).strip()


def _maker(line: AskLine) -> str:
    maker = line.product.manufacturer
    return maker.called if maker else ""


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _read(kept: dict[str, Any]) -> Letter:
    lines = [LetterLine(**line) for line in kept["lines"]]
    return Letter(**(kept | {"lines": lines}))
