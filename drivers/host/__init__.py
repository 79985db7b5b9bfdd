"""Drivers that run in a child process, behind the same contracts as any other: a crash, a hang or a leak in native
code then ends a child and not the terminal."""

from drivers.host.compare import compare_faces

__all__ = ["compare_faces"]
