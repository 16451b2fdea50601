"""Pages of adoptions: to read, and to work on one's own trust's."""
