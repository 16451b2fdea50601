"""The words of a letter to a supplier: fixed, and chosen from. No database or clock."""

from django.db.models import TextChoices


class Paragraph(TextChoices):
    """What a letter may say besides what it has to; the label is for who chooses."""

    SAME = "SAME", "The same articles, in the same quality and packaging"
    STEADY = "STEADY", "We buy regularly and expect to go on"
    BREAKS = "BREAKS", "If the price depends on quantity or delivery, say on what"
    CONTRACT = "CONTRACT", "Where a contract holds, name it and its last day"
    MEETING = "MEETING", "We would be glad to speak about it"
    ELSEWHERE = "ELSEWHERE", "Without a better price we look elsewhere"


USUAL = (Paragraph.SAME, Paragraph.STEADY, Paragraph.BREAKS, Paragraph.MEETING)

TEXTS = {
    Paragraph.SAME: (
        "We ask for the same articles as today, in the same quality and packaging, "
        "delivered as today. This letter is about their price alone."
    ),
    Paragraph.STEADY: (
        "We buy these products regularly. The quantities are those of the last twelve "
        "months, and we expect to go on buying them."
    ),
    Paragraph.BREAKS: (
        "If a lower price depends on quantity, on how often we order or on delivery, "
        "please say on what, and from where on it would apply."
    ),
    Paragraph.CONTRACT: (
        "Where a contract fixes the price of a product, please give its reference and "
        "the day on which it ends, and say what you can offer until then."
    ),
    Paragraph.MEETING: (
        "We would be glad to go through the list with you, by telephone or in person."
    ),
    Paragraph.ELSEWHERE: (
        "Where no better price can be agreed, we shall look at other ways of buying "
        "the product at the next opportunity."
    ),
}

OPENING = (
    "{sender} buys the {products} below from you. For each of them we know that the "
    "very same article can be bought for less than we pay. We ask you to bring your "
    "price to what the last column says. All prices are for one each, without VAT."
)
OPENING_FOR_REGION = (
    "{sender} writes for the trusts of its region that buy the {products} below from "
    "you. For each of them we know that the very same article can be bought for less "
    "than they pay on average. We ask you to bring your price to what the last column "
    "says, for every one of them alike. All prices are for one each, without VAT."
)
CLOSING = (
    "Please reply by {until}, line by line, with your price for one each and the day "
    "from which it applies. The workbook that comes with this letter has room for "
    "your answers."
)
CONFIDENTIAL = "In confidence, for {supplier} alone."


def paragraphs(
    *, sender: str, products: int, until: str, chosen: list[str], of_region: bool
) -> list[str]:
    """The letter's paragraphs before and, the last of them, after the table."""
    opening = OPENING_FOR_REGION if of_region else OPENING
    count = "product" if products == 1 else f"{products} products"
    return [
        opening.format(sender=sender, products=count),
        *(TEXTS[each] for each in Paragraph if each in chosen),
        CLOSING.format(until=until),
    ]
