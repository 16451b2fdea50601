"""Pages of sign-off, by what they are about."""
