"""What Python reports of a heartbeat with each of several certificates, under TLS 1.2 and 1.3.

    heartbeats.py http.client|requests READY-FILE FOLDER CASE...

CASE names a certificate of FOLDER, or is "missing" for none. One JSON line a case and version: an answer, or the
exception's class and text with where it was raised: in the handshake, at the request, or at the answer.
"""

import http.client
import sys
from urllib.parse import urlsplit

import m2m


def files(folder, case):
    return None if case == "missing" else (f"{folder}/{case}.crt", f"{folder}/{case}.key")


def context(ready, certificate, tls):
    made = ready.context(user=None, tls=tls)
    if certificate is not None:
        made.load_cert_chain(*certificate)
    return made


def with_http_client(ready, certificate, tls):
    """One heartbeat; yields where it is, so that the caller knows where it failed, and at last the answer."""
    base = urlsplit(ready.base_url)
    connection = http.client.HTTPSConnection(base.hostname, base.port, context=context(ready, certificate, tls))
    yield "handshake"
    connection.connect()
    yield "request"
    connection.request("GET", base.path + "heartbeat")
    yield "answer"
    response = connection.getresponse()
    yield response.status, response.reason, response.getheaders(), response.read()


def with_requests(ready, certificate, tls):
    import requests
    from requests.adapters import HTTPAdapter

    class Adapter(HTTPAdapter):
        """The only way that requests has to a TLS version."""

        def init_poolmanager(self, *positional, **named):
            super().init_poolmanager(*positional, ssl_context=context(ready, None, tls), **named)

    session = requests.Session()
    session.mount("https://", Adapter())
    session.cert, session.verify, session.trust_env = certificate, ready.ca, False
    yield "call"
    response = session.get(ready.base_url + "heartbeat")
    yield response.status_code, response.reason, response.headers.items(), response.content


def attempt(calls, case, tls):
    phase = None
    try:
        for phase in calls:
            pass
    except Exception as error:  # whatever it is, it is what is asked for
        kind = type(error)
        m2m.emit({"step": case, "tls": tls, "phase": phase, "failure": f"{kind.__module__}.{kind.__name__}: {error}"})
    else:
        m2m.emit(m2m.answer(case, *phase, tls=tls))


def main():
    library, ready_path, folder, *cases = sys.argv[1:]
    ready = m2m.Ready(ready_path)
    client = {"http.client": with_http_client, "requests": with_requests}[library]
    for case in cases:
        for tls in ["1.2", "1.3"]:
            attempt(client(ready, files(folder, case), tls), case, tls)


if __name__ == "__main__":
    main()
