"""Evaluation: how products did against the criteria, at desks and in trials, scored by
people who see no price."""
