"""Sign-off: clinicians of every trust decide on a version of a specification."""
