"""A client of SCB's machine-to-machine interface (M2M), to read and to copy from. It needs requests and nothing else."""

import email.utils
import random
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import requests

FRAGMENT_BYTES = 9_216_000  # the most that a fragment may hold, by SCB's instruction: 1024 × 9000


class M2MError(Exception):
    """The file was not delivered."""


class OutcomeUnknown(M2MError):
    """Nobody knows yet what became of the file. Ask history before you send it again."""


class Refused(M2MError):
    """The server said no, in its own words."""

    def __init__(self, call, answer):
        problem = _members(answer)
        self.status, self.code = answer.status_code, problem.get("code")
        self.may_have_been_obeyed_before = False
        reason = problem.get("detail") or problem.get("title") or answer.text.strip()[:300] or answer.reason
        trace = problem.get("traceId")
        words = [f"{call} was answered with {self.status}:", reason, problem.get("hint"), trace and f"(traceId {trace})"]
        super().__init__(" ".join(word for word in words if word))

    @property
    def may_pass(self):
        # The two codes: this client's own broken call may not have ended at the server.
        own_call = self.code in ("upload-busy", "fragment-superseded")
        return self.status in (408, 429) or self.status >= 500 or own_call


@dataclass(frozen=True)
class Submission:
    """What is said of a file."""

    organisation: str
    program: str
    period: str
    file_format: str
    version: str = ""  # empty: the newest


@dataclass(frozen=True)
class Outcome:
    """What history told of a delivery."""

    delivery_id: str
    status: str
    progress: int

    @property
    def is_final(self):
        return self.progress >= 2

    @property
    def is_read_in(self):
        return self.progress == 3


class M2MClient:
    """Delivers one file at a time. `ca` is a PEM file; without it those that requests trusts are trusted."""

    attempts = 8  # at one call
    first_wait, longest_wait, longest_retry_after = 1.0, 60.0, 600.0  # seconds between them
    beginnings = 4  # of one file at fragment 0
    renew_after = 300.0  # seconds; a session that is not used ends
    first_poll, longest_poll, poll_limit, doubt_limit = 1.0, 15.0, 1800.0, 120.0  # seconds

    def __init__(self, base_url, certificate, key, ca=None, sleep=time.sleep, tell=lambda line: None):
        self._base_url = base_url.rstrip("/") + "/"
        self._http = requests.Session()  # one cookie jar, and connections that are used again
        self._http.trust_env = False  # no proxy and no other CA from the environment
        self._http.verify = str(ca) if ca else True
        self._http.cert = (str(certificate), str(key))
        self._sleep, self._tell = sleep, tell
        self._renewed = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._http.close()

    def deliver(self, path, submission, resends=0):
        """Sends a file and waits for its final status; after Systemfel, again whole, as often as `resends` says."""
        outcome = self.wait_for_outcome(self.send(path, submission))
        if outcome.status != "Systemfel" or resends == 0:
            return outcome
        self._tell(f"{outcome.delivery_id} ended as Systemfel: the whole file again")
        return self.deliver(path, submission, resends - 1)

    def send(self, path, submission):
        """Sends a file and returns its DeliveryId, when the server has acknowledged the whole of it."""
        for beginning in range(1, self.beginnings + 1):
            try:
                return self._send_fragments(Path(path), submission)
            except Refused as refusal:
                if refusal.status == 401:  # an upload belongs to its session: with another it begins at 0
                    self._http.cookies.clear()
                    self._renewed = None
                if refusal.status not in (401, 409) or beginning == self.beginnings:
                    raise
                self._tell(f"begun anew at fragment 0: {refusal}")

    def heartbeat(self):
        """Begins a session, or renews it. Its cookie goes with every later call."""
        self._call("heartbeat", "GET", "heartbeat")
        self._renewed = time.monotonic()

    def history(self, delivery_id):
        members = self._call(f"history of {delivery_id}", "GET", f"history/{delivery_id}")
        outcome = Outcome(delivery_id, _member("Status", members), _member("ProgressStatus", members))
        self._tell(f"{delivery_id} is {outcome.status}")
        return outcome

    def wait_for_outcome(self, delivery_id, limit=None):
        """Asks history, ever more rarely, until the status is final."""
        waited, pause = 0.0, self.first_poll
        while waited < (limit or self.poll_limit):
            self._sleep(pause)
            outcome = self.history(delivery_id)
            if outcome.is_final:
                return outcome
            waited, pause = waited + pause, min(pause * 1.5, self.longest_poll)
        raise OutcomeUnknown(f"{delivery_id} is still {outcome.status} after {waited:.0f} s; ask history again later")

    def _send_fragments(self, path, submission):
        stamp, delivery_id = _stamp(path), None
        with path.open("rb") as file:
            for index, begin, length in _fragments(stamp[0]):
                if self._renewed is None or time.monotonic() - self._renewed > self.renew_after:
                    self.heartbeat()
                file.seek(begin)
                content = file.read(length)  # one fragment in memory, never the file
                if _stamp(path) != stamp:
                    raise M2MError(f"{path} was changed while it was sent")
                words = ["file", str(index), submission.organisation, submission.program, submission.period,
                         submission.file_format, path.name, submission.version]
                target = "/".join(quote(word, safe="") for word in words)
                delivery_id = self._send_fragment(index, target, {"File": (path.name, content)}, delivery_id)
                self._tell(f"fragment {index} acknowledged, {begin + length} of {stamp[0]} bytes, {delivery_id}")
        return delivery_id

    def _send_fragment(self, index, target, files, known_id):
        # Bearbetar settles nothing: a file that is being uploaded is that too.
        is_settled = (lambda: self.history(known_id).is_final) if index == -1 else None
        try:
            answer = self._call(f"fragment {index}", "POST", target, files, is_settled)
        except Refused as refusal:
            if index != -1 or not refusal.may_have_been_obeyed_before:
                raise
            self._settle(known_id, refusal)
            return known_id
        delivery_id = _member("DeliveryId", answer) if answer else known_id
        if known_id and delivery_id != known_id:
            self._tell(f"fragment {index} became delivery {delivery_id}, those before it {known_id}: there may be two")
        return known_id or delivery_id

    def _settle(self, delivery_id, refusal):
        """The answer to -1 was lost and -1 again was refused: what history says counts."""
        try:
            self.wait_for_outcome(delivery_id, self.doubt_limit)
        except Refused as unknown:
            raise refusal if unknown.status == 404 else unknown

    def _call(self, name, method, target, files=None, is_settled=None):
        """Makes a call, again and again while what hinders it may pass; returns the JSON of the answer.

        `is_settled` belongs to -1: it is asked before the call is repeated, if it may have been obeyed although its
        answer was lost. Where it is true, None is returned.
        """
        in_doubt = False
        for attempt in range(1, self.attempts + 1):
            retry_after = 0.0
            try:
                answer = self._http.request(method, self._base_url + target, files=files, timeout=(10, 120),
                                            allow_redirects=False)
                if answer.status_code == 200:
                    return answer.json()
                trouble = Refused(name, answer)
                trouble.may_have_been_obeyed_before = in_doubt
                if not trouble.may_pass:
                    raise trouble
                retry_after = _retry_after(answer)
                in_doubt = in_doubt or trouble.status not in (409, 429, 503)  # these say that nothing was done
            except requests.RequestException as error:
                if isinstance(error, requests.exceptions.SSLError) and _is_refusal(str(error)):
                    raise M2MError(f"{name}: client and server do not accept each other's certificates: {error}") from error
                trouble, in_doubt = M2MError(f"{name} has no answer: {error}"), True
            if attempt == self.attempts or retry_after > self.longest_retry_after:
                raise OutcomeUnknown(str(trouble)) if in_doubt and is_settled else trouble
            wait = min(self.first_wait * 2 ** (attempt - 1), self.longest_wait) * random.uniform(0.5, 1)
            self._tell(f"attempt {attempt} of {self.attempts}: {trouble}")
            self._sleep(max(wait, retry_after))
            if in_doubt and is_settled and is_settled():
                return None


def _fragments(size):
    """Index, first byte and length of each; the last is -1 and has the last bytes.

    A file of one fragment goes as fragment 0 and an empty -1: only from an answer before -1 is the DeliveryId known when
    the answer to -1 is lost.
    """
    if size == 0:
        raise M2MError("the file is empty")
    begins = list(range(0, size, FRAGMENT_BYTES))
    if len(begins) == 1:
        begins.append(size)
    for number, begin in enumerate(begins):
        yield -1 if number == len(begins) - 1 else number, begin, min(FRAGMENT_BYTES, size - begin)


def _stamp(path):
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def _members(answer):
    try:
        members = answer.json()
    except ValueError:
        return {}
    return members if isinstance(members, dict) else {}


def _member(name, members):
    if not isinstance(members, dict) or name not in members:
        raise M2MError(f"no {name} in the answer: {members}")
    return members[name]


def _retry_after(answer):
    """In seconds; the field has seconds or a date."""
    field = answer.headers.get("Retry-After", "0")
    if field.isdigit():
        return float(field)
    try:
        return email.utils.parsedate_to_datetime(field).timestamp() - time.time()
    except ValueError:
        return 0.0


def _is_refusal(tls_error):
    return "CERTIFICATE_VERIFY_FAILED" in tls_error or "ALERT" in tls_error
