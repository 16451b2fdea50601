"""Problems with products of a standard, safety notices, and the reviews they bring
about."""
