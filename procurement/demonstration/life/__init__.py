"""Two years of work in the demonstration: what people did about prices, by the actions
that pages use, in the order in which it happened.

Savings come from deals that the order lines show (`deals.py`): somebody starts an
initiative, its trust's finance agrees, months are confirmed as they go by.
"""

from collections.abc import Iterable
from datetime import date

from procurement.demonstration.deals import Deal
from procurement.demonstration.life.confidential import confidential_events
from procurement.demonstration.life.finance import (
    closing_events,
    confirmation_events,
    target_events,
)
from procurement.demonstration.life.gaps import gap_events
from procurement.demonstration.life.initiatives import (
    identified_events,
    initiative_events,
)
from procurement.demonstration.life.league import league_events
from procurement.demonstration.life.letters import letter_events
from procurement.demonstration.life.moments import People, at_time
from procurement.demonstration.life.specifications import specification_events
from procurement.demonstration.life.standards import standard_events
from procurement.demonstration.life.struck import struck_deal
from procurement.demonstration.life.switches import moved_products, switch_events
from procurement.savings import actions


def live(deals: Iterable[Deal], *, today: date) -> None:
    """Do everything that happened up to `today`."""
    people = People()
    events = [*target_events(people, today), *identified_events(people, today)]
    several = list(deals)
    switch = [deal for deal in several if deal.to_code]
    for deal in several:
        if not deal.to_code and (struck := struck_deal(deal)):
            events += initiative_events(struck, people, today)
    events += gap_events(people, today)
    events += letter_events(people, today)
    events += league_events(people, today)
    events += confidential_events(people, today)
    events += specification_events(people, today, moved=moved_products(switch))
    events += switch_events(switch, people)
    events += standard_events(people, today)
    events += confirmation_events(people, today)
    events += closing_events(people, today)
    for event in sorted(events, key=lambda each: each.at):
        event.do(event.at)
    actions.keep_savings(on=today)
    actions.check_savings(on=today, at=at_time(today, 4))
