"""Pages of scoring, of trials and of what came of them."""
