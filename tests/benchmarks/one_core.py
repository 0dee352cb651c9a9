"""Keep a benchmark on one core, so that its figures are those of one core."""

from __future__ import annotations

import os


def stay_on_one_core() -> str:
    """Pin this process to one of the cores it may use; says so in words."""
    if not hasattr(os, "sched_setaffinity"):  # macOS
        return "on whichever core the system gives"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"on core {core}"
