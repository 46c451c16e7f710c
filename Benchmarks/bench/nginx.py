"""The peer: nginx with the emulator's certificates, doing the same work as far as it can."""

import grp
import os
import pwd
import shutil
import socket
import time
from pathlib import Path

from .failure import Deadline, Failure
from .processes import Child
from .server import Access

CONFIGURATION = """\
daemon off;
worker_processes 2;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    server_tokens off;
    default_type application/json;
    keepalive_requests 100000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;

    upstream fixed_answer {{
        server unix:{folder}/fixed.sock;
        keepalive 16;
    }}
    server {{
        listen unix:{folder}/fixed.sock;
        return 200 '{{"DeliveryId":"5f0c1f6e-0a51-4c1b-9c39-0f1f0a1f7d11","TimeStamp":"2026-09-30T12:00:00.000Z"}}';
    }}
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {certificates}/server/server-p256.crt;
        ssl_certificate_key {certificates}/server/server-p256.key;
        ssl_certificate {certificates}/server/server-rsa.crt;
        ssl_certificate_key {certificates}/server/server-rsa.key;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_client_certificate {certificates}/test/ca.crt;
        ssl_verify_client on;
        ssl_session_cache off;
        ssl_session_tickets off;

        location = /m2m/v2/heartbeat {{
            add_header Set-Cookie "M2MSession-test=0123456789abcdef0123456789abcdef; Path=/; Secure; HttpOnly";
            return 200 '"2026-09-30T12:00:00.000Z"';
        }}
        location /m2m/v2/file/ {{
            client_max_body_size 64m;
            client_body_buffer_size 16k;
            client_body_in_file_only clean;
            proxy_pass http://fixed_answer;
            proxy_http_version 1.1;
            proxy_pass_request_body off;
            proxy_set_header Content-Length "";
            proxy_set_header Connection "";
        }}
    }}
}}
"""


class Nginx:
    """A running nginx on a free port."""

    name = "nginx"

    def __init__(self, certificates: Path, folder: Path, like: Access, deadline: Deadline):
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
        if program is None:
            raise Failure("nginx is not installed; on Debian: apt-get install nginx-light")
        folder.mkdir(parents=True)
        port = _free_port()
        text = CONFIGURATION.format(folder=folder, port=port, certificates=certificates, user=_user_line())
        configuration = folder / "nginx.conf"
        configuration.write_text(text)
        command = [program, "-c", str(configuration), "-p", str(folder), "-e", str(folder / "error.log")]
        self.access = Access(f"https://127.0.0.1:{port}/m2m/v2/", like.ca, like.certificate, like.key)
        self._errors = folder / "error.log"
        self.child = Child(self.name, command, folder)
        try:
            self._wait_for(port, time.monotonic() + deadline.allow(10))
        except BaseException:
            self.child.end()
            raise

    def _wait_for(self, port: int, limit: float) -> None:
        while True:
            try:
                self.child.check()
            except Failure as failure:
                raise Failure(f"{failure}\n{self._errors.read_text() if self._errors.exists() else ''}") from None
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                if time.monotonic() > limit:
                    raise Failure("nginx did not accept connections within 10 s") from None
                time.sleep(0.01)

    def stop(self) -> None:
        self.child.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _user_line() -> str:
    """Started by root, the workers would change to a user who cannot read the keys; otherwise nginx warns of it."""
    if os.geteuid() != 0:
        return ""
    return f"user {pwd.getpwuid(0).pw_name} {grp.getgrgid(os.getegid()).gr_name};"
