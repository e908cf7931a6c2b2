"""How many turns a minute one address may take."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ahp_careers.channel.problems import Problem


class TurnLimit:
    """A moving window of one minute for each address; ``turns`` of 0 means no limit."""

    def __init__(self, turns: int) -> None:
        self._item = RateLimitItemPerMinute(turns) if turns else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, address: str) -> None:
        """Count one turn. Raises Problem 429 with Retry-After, in seconds, once the window is full."""
        if self._item is None or self._limiter.hit(self._item, address):
            return
        free_at = self._limiter.get_window_stats(self._item, address)[0]
        wait = max(1, math.ceil(free_at - time.time()))
        raise Problem(429, f"Please wait {wait} seconds and try again.", {"Retry-After": str(wait)})
