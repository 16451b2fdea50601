"""Sign-off: who declared, decided and objected on one exact text, how it was counted,
and the record of it that outlives the system."""
