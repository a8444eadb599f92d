"""``daylight serve``: look at the published site on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.errors import UsageError
from publisher.spec.find import find_project


@click.command("serve", short_help="Show the published site on this machine.")
@click.option("--project", metavar="DIR", type=click.Path(path_type=Path), help="The portal's folder.")
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0 takes a free port.",
)
def command(project: Path | None, port: int) -> None:
    """Show the published site on this machine, with the headers and ranges of a real host.

    Only this machine can see it. A publish while it runs shows at the next page. Ctrl-C ends it.

    Exit code: 0 ended, 2 wrong usage, nothing published, or the port is taken.

    \b
    Examples:
      daylight serve
      daylight serve --port 8080
    """
    from publisher.serve import LOOPBACK, make_server

    public = find_project(project) / "public"
    if not public.is_dir():
        raise UsageError("nothing is published yet", remedy="Run daylight publish first.")
    try:
        server = make_server(public, port=port, log=True)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used ({error.strerror})", remedy="Try --port 0.") from error
    click.echo(f"Open http://{LOOPBACK}:{server.server_address[1]}/  (Ctrl-C ends it)", err=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        server.server_close()
