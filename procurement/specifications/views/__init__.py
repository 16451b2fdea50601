"""Pages of specifications, by what they are about."""
