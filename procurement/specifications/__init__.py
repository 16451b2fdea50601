"""Common specifications: what a kind of product must do, written in versions and
agreed with the clinicians who use it."""
