"""What a measure needs of a server, whichever it is."""

from dataclasses import dataclass
from typing import Protocol

from .processes import Child


@dataclass(frozen=True)
class Access:
    """How the load generator reaches a server, and as whom."""

    url: str
    ca: str
    certificate: str
    key: str


class Server(Protocol):
    """A server that is running."""

    name: str
    access: Access
    child: Child
