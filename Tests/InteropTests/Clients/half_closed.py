"""A client that says all it will say, closes its side, and only then reads the answer.

    half_closed.py READY-FILE 1.2|1.3 close_notify|end|both

It closes with TLS's close_notify, with the end of the TCP stream, or with both.
"""

import socket
import ssl

import m2m


def main():
    path, tls, how = m2m.arguments(3)
    ready = m2m.Ready(path)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = ready.context(tls=tls).wrap_bio(incoming, outgoing, server_hostname="localhost")
    with socket.create_connection(("127.0.0.1", ready.port)) as connection:

        def step(call, *arguments):
            """The call's result, once enough has come."""
            while True:
                try:
                    return call(*arguments)
                except ssl.SSLWantReadError:
                    connection.sendall(outgoing.read())
                    received = connection.recv(65536)
                    incoming.write(received) if received else incoming.write_eof()

        step(session.do_handshake)
        step(session.write, b"GET /m2m/v2/heartbeat HTTP/1.1\r\nHost: localhost\r\n\r\n")
        if how != "end":
            try:
                session.unwrap()
            except ssl.SSLWantReadError:
                pass  # close_notify is written; the server's comes after the answer
        connection.sendall(outgoing.read())
        if how != "close_notify":
            connection.shutdown(socket.SHUT_WR)
        while received := connection.recv(65536):
            incoming.write(received)
        incoming.write_eof()
        body = b""
        try:
            while more := session.read(65536):
                body += more
        except ssl.SSLZeroReturnError:
            pass  # the server's close_notify
        m2m.emit({"step": how, "tls": tls, "body": body.decode()})


if __name__ == "__main__":
    main()
