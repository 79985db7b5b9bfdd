"""One folder per protocol family: codec, driver, manifest, README."""
