"""What a region and a fleet run: reference backend, publishing, packaging."""
