"""What the Python clients share: the ready file, TLS contexts, and answers as JSON lines."""

import json
import os
import ssl
import sys
from urllib.parse import urlsplit


class Ready:
    """The emulator's ready file: where it is, and whose certificates there are."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.facts = json.load(file)
        self.base_url = self.facts["baseURL"]
        self.port = urlsplit(self.base_url).port
        self.ca = self.facts["ca"]

    def certificate(self, user):
        """Certificate and key of `user`: they lie beside those that the ready file names."""
        folder = os.path.dirname(self.facts["clientCertificate"])
        return os.path.join(folder, user + ".crt"), os.path.join(folder, user + ".key")

    def context(self, user="demo", tls=None):
        """A client's TLS settings; `user` None shows no certificate, `tls` "1.2" or "1.3" allows only that."""
        context = ssl.create_default_context(cafile=self.ca)
        if user is not None:
            context.load_cert_chain(*self.certificate(user))
        if tls is not None:
            version = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}[tls]
            context.minimum_version = context.maximum_version = version
        return context


def emit(line):
    """One JSON object on a line of its own, at once: the test may be waiting for it."""
    print(json.dumps(line), flush=True)


def answer(step, status, reason, headers, body, **more):
    """An answer in the form that the tests decode; header names in lower case."""
    fields = {name.lower(): value for name, value in headers}
    text = body.decode("utf-8", errors="replace")
    return {"step": step, "status": status, "reason": reason, "headers": fields, "body": text, **more}


def arguments(count):
    """The command line's arguments, which must be `count`."""
    if len(sys.argv) != count + 1:
        sys.exit(f"{sys.argv[0]}: {count} arguments expected, found {len(sys.argv) - 1}")
    return sys.argv[1:]
