"""The statements by which suggestions are kept: what was touched, the index of terms,
what is asked, and what was found."""
