"""The outcome of a measure, and the target it is judged by."""

from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Target:
    """A limit on the judged figure: a lower one (`at_least`) or an upper one."""

    limit: float
    at_least: bool = False

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}"


@dataclass
class Result:
    """One line of the table. Without a ratio, the emulator's own median is judged."""

    title: str
    unit: str
    target: Target | None
    emulator: list[float]
    peer: list[float] = field(default_factory=list)
    peer_name: str = ""
    judges_ratio: bool = False
    #: Processor time for one unit of work, in µs: of the servers and of the generator against each.
    cost: dict[str, list[float]] = field(default_factory=dict)
    #: What the generator printed in each round, by server: latencies are there.
    reports: dict[str, list[dict]] = field(default_factory=dict)

    @property
    def ratios(self) -> list[float]:
        """Emulator ÷ peer within each round, so that what slows a whole round down cancels out."""
        return [mine / theirs for mine, theirs in zip(self.emulator, self.peer)] if self.judges_ratio else []

    @property
    def judged(self) -> float:
        return median(self.ratios) if self.judges_ratio else median(self.emulator)

    @property
    def met(self) -> bool | None:
        return self.target.is_met(self.judged) if self.target else None

    def figures(self) -> dict:
        """Everything measured, for the JSON file."""
        return {
            "title": self.title,
            "unit": self.unit,
            "emulator": self.emulator,
            "peer": self.peer_name,
            "peerValues": self.peer,
            "ratios": self.ratios,
            "judged": self.judged,
            "target": str(self.target) if self.target else None,
            "met": self.met,
            "processorMicrosecondsPerUnit": self.cost,
            "reports": self.reports,
        }
