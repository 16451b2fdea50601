"""How a specification of the demonstration is written down in code."""

from dataclasses import dataclass

from procurement.specifications.models import Domain, Heading, RiskTier


@dataclass(frozen=True, slots=True)
class Asks:
    """A criterion; `anchors` say what 0, 1, 2 and 3 mean, if not as usual."""

    domain: Domain
    text: str
    is_mandatory: bool = False
    weight: int = 1
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What a specification says. `noun` finds its products in the catalogue; `texts`
    are those of the six headings, parted by a line of "--"."""

    name: str
    tier: RiskTier
    noun: str
    texts: str
    what_changes: str
    criteria: tuple[Asks, ...]

    def by_heading(self) -> dict[str, str]:
        """Each heading's field with its text, a paragraph on a line of its own."""
        parts = self.texts.split("\n--\n")
        return {
            heading.value: _flowing(text)
            for heading, text in zip(Heading, parts, strict=True)
        }


def _flowing(text: str) -> str:
    return "\n\n".join(" ".join(each.split()) for each in text.strip().split("\n\n"))
