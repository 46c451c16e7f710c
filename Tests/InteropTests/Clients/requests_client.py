"""A delivery with the `requests` library, as its documentation would have one write it.

    requests_client.py READY-FILE FILE PATH FRAGMENT-SIZE

PATH is what follows the fragment's index, e.g. 9990000045/VINN/2022-06-30/V40/holdings.xml
"""

import json

import requests

import m2m


def tell(step, response):
    m2m.emit(m2m.answer(step, response.status_code, response.reason, response.headers.items(), response.content))
    return response


def main():
    path, file_path, words, size = m2m.arguments(4)
    ready = m2m.Ready(path)
    session = requests.Session()
    session.cert = ready.certificate("demo")
    session.verify = ready.ca
    # REQUESTS_CA_BUNDLE and the proxies' variables would win over what is set here.
    session.trust_env = False
    tell("heartbeat", session.get(ready.base_url + "heartbeat"))
    with open(file_path, "rb") as file:
        pieces = list(iter(lambda: file.read(int(size)), b""))
    for index, piece in enumerate(pieces):
        last = index == len(pieces) - 1
        url = f"{ready.base_url}file/{-1 if last else index}/{words}"
        stored = tell("fragment", session.post(url, files={"File": ("holdings.xml", piece)}))
    delivery = json.loads(stored.text)["DeliveryId"]
    tell("history", session.get(ready.base_url + "history/" + delivery))


if __name__ == "__main__":
    main()
