"""Measurements, never tests: nothing here passes or fails, everything goes to out/bench.json with what it was measured
against in the same run. `make bench`."""
