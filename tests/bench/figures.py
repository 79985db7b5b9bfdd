"""Samples to figures."""

import math
import statistics
from collections.abc import Sequence

Figures = dict[str, float | int]


def spread(samples: Sequence[float]) -> Figures:
    """Median, 99th percentile (nearest rank), extremes and count of samples; values rounded to 0.01."""
    ordered = sorted(samples)
    rank = max(0, math.ceil(0.99 * len(ordered)) - 1)
    return {
        "p50": round(statistics.median(ordered), 2),
        "p99": round(ordered[rank], 2),
        "min": round(ordered[0], 2),
        "max": round(ordered[-1], 2),
        "n": len(ordered),
    }
