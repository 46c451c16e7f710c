"""What ends a measure early, and the limit on the time of a whole run."""

import time


class Failure(Exception):
    """Something could not be run or answered wrongly; the message is for the user."""


class Deadline:
    """The end of the run; nothing is waited for beyond it."""

    def __init__(self, seconds: float):
        self._end = time.monotonic() + seconds

    def allow(self, seconds: float) -> float:
        """The given time, or what is left of the run if that is less."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Failure("the run's time limit was reached (--time-limit)")
        return min(seconds, left)
