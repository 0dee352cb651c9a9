"""False alarms a site-year, and faults named at the first bad look: `python -m tests.benchmarks.false_alarms [SEEDS]`.

Three simulated years of many sites of each temperament, judged by the real code; nothing is wrong with
any of them.  Then each fault is put into one look of each site whose list is long enough to show it.
"""

from __future__ import annotations

from collections import Counter

import click

from tests.archive.publishing import (
    SHOWN_FAULTS,
    TEMPERAMENTS,
    YEARS,
    SimulatedSite,
    can_show,
    detected,
    judged,
)

FIRST_BAD_DAYS = (4, 60, 400)


@click.command()
@click.argument("seeds", type=click.IntRange(min=1), default=20)
def main(seeds: int) -> None:
    """Print a line for each temperament, and one for each fault."""
    click.echo(
        f"{'temperament':18}{'site-years':>11}{'broken':>9}{'quiet':>9}   a site-year, and by which name"
    )
    broken = quiet = 0
    for temperament in TEMPERAMENTS:
        found = [judged(SimulatedSite(temperament, seed)) for seed in range(seeds)]
        names = Counter(name for one in found for _, name in one.broken)
        counts = sum(len(one.broken) for one in found), sum(len(one.quiet) for one in found)
        broken, quiet = broken + counts[0], quiet + counts[1]
        years = seeds * YEARS
        click.echo(
            f"{temperament:18}{years:11}{counts[0] / years:9.3f}{counts[1] / years:9.3f}   {dict(names)}",
        )
    years = seeds * YEARS * len(TEMPERAMENTS)
    click.echo(f"{'all':18}{years:11}{broken / years:9.3f}{quiet / years:9.3f}\n")
    for fault in SHOWN_FAULTS:
        click.echo(_line(fault, seeds))


def _line(fault: str, seeds: int) -> str:
    said: Counter[str | None] = Counter()
    for temperament in TEMPERAMENTS:
        for seed in range(seeds):
            for day in FIRST_BAD_DAYS:
                site = SimulatedSite(temperament, seed)
                if can_show(site, fault, day):
                    said[detected(site, fault, day)] += 1
    others = {str(name): count for name, count in said.items() if name != fault}
    return f"{fault:18}{said[fault]:5} of {said.total():5} named at the first bad look   else {others}"


if __name__ == "__main__":
    main()
