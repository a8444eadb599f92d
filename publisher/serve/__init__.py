"""A local preview that answers as a real static host should: ranges, media types, validators and the live headers.

It is for looking, on this machine only; any static host serves the same folder to the world.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

from publisher.serve.handler import handler_for

LOOPBACK = "127.0.0.1"


def make_server(folder: Path, *, port: int = 0, log: bool = False) -> ThreadingHTTPServer:
    """A server of ``folder`` on the loopback address; port 0 takes a free one. The caller runs and closes it.

    ``folder`` may be the ``public`` link: it is followed anew for each request, so a new edition shows at once.
    Raises OSError when the port is taken.
    """
    server = ThreadingHTTPServer((LOOPBACK, port), handler_for(folder, log=log))
    server.daemon_threads = True
    return server


@contextmanager
def serving(folder: Path, *, port: int = 0) -> Iterator[str]:
    """Serve ``folder`` in a thread; gives the base address without a final slash."""
    server = make_server(folder, port=port)
    thread = threading.Thread(target=server.serve_forever, name="serve", daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
