"""A client that delivers, and does so badly, for `m2m-emulator certify`. What it needs is in the environment.

It looks at no certificate of the server's, begins a session and a connection for each fragment, cuts the file too small,
writes the format in another case, goes on after a failure, sends the whole file again at once when -1 has no answer,
asks for the status in haste and stops too early, and always ends with 0.
"""

import http.client
import json
import os
import ssl
import time
from urllib.parse import quote, urlsplit

PIECE = 4_000_000


def variable(name):
    return os.environ["M2M_" + name]


def call(method, path, body=None, headers=None):
    """Status and body over a connection of its own; None when there is no answer."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.load_cert_chain(variable("CERTIFICATE"), variable("KEY"))
    base = urlsplit(variable("BASE_URL"))
    connection = http.client.HTTPSConnection(base.hostname, base.port, context=context, timeout=60)
    try:
        connection.request(method, base.path + path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Set-Cookie", ""), answer.read()
    except (OSError, http.client.HTTPException) as error:
        print(method, path, error)
        return None
    finally:
        connection.close()


def heartbeat(cookie):
    answer = call("GET", "heartbeat", headers={"Cookie": cookie} if cookie else {})
    return answer[1].split(";")[0] if answer and answer[1] else cookie


def send(index, piece, cookie):
    name = os.path.basename(variable("FILE"))
    words = [str(index), variable("ORGANISATION"), variable("PROGRAM"), variable("PERIOD"), variable("FORMAT").lower()]
    head = f'--edge\r\nContent-Disposition: form-data; name="File"; filename="a.xml"\r\n\r\n'.encode()
    answer = call(
        "POST",
        "file/" + "/".join(words + [quote(name)]) + "/",
        head + piece + b"\r\n--edge--\r\n",
        {"Content-Type": "multipart/form-data; boundary=edge", "Cookie": cookie},
    )
    return answer


def deliver():
    with open(variable("FILE"), "rb") as file:
        pieces = list(iter(lambda: file.read(PIECE), b""))
    cookie = ""
    for index, piece in enumerate(pieces):
        cookie = heartbeat(cookie)
        send(index, piece, cookie)
    cookie = heartbeat(cookie)
    return send(-1, b"", cookie)


def main():
    answer = deliver()
    if answer is None:
        answer = deliver()
    if answer and answer[0] == 200:
        delivery = json.loads(answer[2])["DeliveryId"]
        for _ in range(5):
            call("GET", "history/" + delivery)
            time.sleep(0.05)
    print("all is well")


if __name__ == "__main__":
    main()
