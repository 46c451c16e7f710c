"""Requests byte for byte as SCB's published .NET client writes them, and a few deliberate departures."""

import base64
import uuid
from urllib.parse import quote

# Characters that .NET's Uri leaves as they are in a path.
RAW_IN_PATH = "+&=;,'()[]:@!$*"
# Characters that make .NET put a disposition parameter in quotation marks.
NEED_QUOTES = set(" ()<>@,;:\\\"/[]?={}&+'!$*")


def disposition(name):
    """The Content-Disposition of the file part: `name=File` has no quotation marks."""
    if not name.isascii():
        word = base64.b64encode(name.encode("utf-8")).decode("ascii")
        plain = f'"=?utf-8?B?{word}?="'
    elif NEED_QUOTES & set(name):
        plain = f'"{name}"'
    else:
        plain = name
    return f"form-data; name=File; filename={plain}; filename*=utf-8''{quote(name, safe='')}"


def upload_path(step):
    """The path of a fragment; without a version it ends in a slash."""
    if step.get("path") is not None:
        return step["path"]
    words = [step["index"], step["organisation"], step["program"], step["period"], step["format"]]
    name = quote(step["name"], safe=RAW_IN_PATH)
    return "/m2m/v2/file/" + "/".join(words) + f"/{name}/" + (step.get("version") or "")


def get(path, host, cookies):
    return head("GET", path, [("Host", host)] + cookie_field(cookies))


def post(step, host, cookies, content):
    """A fragment's head and body. The boundary is quoted and new for each request; the part has no Content-Type."""
    boundary = str(uuid.uuid4())
    part = step.get("part") or "Content-Disposition: " + disposition(step["name"])
    body = f"--{boundary}\r\n{part}\r\n\r\n".encode() + content + f"\r\n--{boundary}--\r\n".encode()
    if step.get("body") is not None:
        body = step["body"].replace("BOUNDARY", boundary).encode()
    length = step.get("contentLength") or len(body)
    media = step.get("contentType") or f'multipart/form-data; boundary="{boundary}"'
    fields = cookie_field(cookies) + [("Content-Type", media)]
    if step.get("transfer") == "chunked":
        fields.append(("Transfer-Encoding", "chunked"))
        body = chunked(body)
    else:
        fields.append(("Content-Length", str(length)))
    # Mono writes Host behind all other fields.
    fields = fields + [("Host", host)] if step.get("hostLast") else [("Host", host)] + fields
    return head("POST", upload_path(step), fields), body


def head(method, path, fields):
    lines = [f"{method} {path} HTTP/1.1"] + [f"{name}: {value}" for name, value in fields]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def cookie_field(cookies):
    pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return [("Cookie", pairs)] if pairs else []


def chunked(body, size=1000):
    """The body in chunks of `size`, most of which end within a line of the form."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
