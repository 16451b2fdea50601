"""Common specifications: one for each way that such a thing can go."""

from collections.abc import Sequence
from datetime import date

from catalogue.products.models import Product
from procurement.demonstration import papers
from procurement.demonstration.life.adopted import adopted_stories
from procurement.demonstration.life.given_up import given_up_stories
from procurement.demonstration.life.moments import Event, People
from procurement.demonstration.life.trouble import troubled_stories
from procurement.demonstration.life.undecided import undecided_stories


def specification_events(
    people: People, today: date, *, moved: Sequence[Product] = ()
) -> list[Event]:
    """From the first draft of each to where it stands today. `moved` are what the one
    about dressings is on: a trust goes over to the first of them."""
    kinds = (adopted_stories, troubled_stories, given_up_stories, undecided_stories)
    stories = [story for tell in kinds for story in tell(people, today)]
    for story in stories:
        if story.paper is papers.DRESSINGS:
            story.moved = moved
    return [event for story in stories for event in story.events]
