"""Common specifications: one for each way that such a thing can go."""

from datetime import date

from procurement.demonstration.life.adopted import adopted_stories
from procurement.demonstration.life.given_up import given_up_stories
from procurement.demonstration.life.moments import Event, People
from procurement.demonstration.life.trouble import troubled_stories
from procurement.demonstration.life.undecided import undecided_stories


def specification_events(people: People, today: date) -> list[Event]:
    """From the first draft of each to where it stands today."""
    kinds = (adopted_stories, troubled_stories, given_up_stories, undecided_stories)
    stories = [story for tell in kinds for story in tell(people, today)]
    return [event for story in stories for event in story.events]
