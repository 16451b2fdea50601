"""How trusts go over to a standard that was adopted, and whether they buy by it."""
