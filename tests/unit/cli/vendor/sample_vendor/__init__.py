"""A vendor's package with three driver families, as a site would install it."""
