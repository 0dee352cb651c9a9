"""`notices demo`: the whole job on made-up sites, offline, in under a minute."""

from __future__ import annotations

import click
from tqdm import tqdm

from archive.clock import Clock
from archive.data_folder import DataFolder
from archive.options import data_option, now_option
from crawler.commands.crawl import show_progress, summary
from crawler.demo.run import run_demo


@click.command("demo", short_help="See the whole job on made-up sites, offline.")
@data_option(default="demo-data")
@click.option("--no-serve", is_flag=True, help="Stop after the summary instead of opening the archive.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port of the archive."
)
@click.option(
    "--free-ports", is_flag=True, help="Serve the sites on any free ports instead of their fixed ones."
)
@now_option
def demo_command(folder: DataFolder, no_serve: bool, port: int, free_ports: bool, clock: Clock) -> None:
    """Crawl the bundled, made-up sites on this machine, then serve the archive.

    \b
    notices demo             then open http://127.0.0.1:8001/
    notices demo --no-serve  only crawl and print the summary

    A second run shows what a crawl costs when nothing is new.
    """
    with tqdm(unit=" page", disable=None, leave=False) as bar:
        report = run_demo(
            folder,
            clock=clock,
            free_ports=free_ports,
            progress=lambda visit, site: show_progress(bar, visit, site),
        )
    click.echo(summary(report))
    if report.exit_code:
        raise SystemExit(report.exit_code)
    if no_serve:
        click.echo(f"\nThe archive is {folder.archive}; `notices serve --data {folder.path}` opens it.")
    else:
        # Here, not above: it loads Datasette, which no other command of the crawler needs.
        from archive.browse.serving import serve_archive  # noqa: PLC0415

        serve_archive(folder.existing_archive(), port=port)
