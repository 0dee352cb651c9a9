"""Over three years of weekends, holidays, quiet weeks and bursts a healthy site is hardly ever called ill."""

import pytest

from tests.archive.publishing import (
    SHOWN_FAULTS,
    TEMPERAMENTS,
    YEARS,
    SimulatedSite,
    can_show,
    detected,
    judged,
)

SEEDS = (1, 2)


@pytest.fixture(scope="module")
def alarms() -> dict[str, float]:
    """Alarms a site-year by temperament: a fault or an unusual silence that begins counts once."""
    return {
        temperament: sum(judged(SimulatedSite(temperament, seed)).alarms for seed in SEEDS)
        / YEARS
        / len(SEEDS)
        for temperament in TEMPERAMENTS
    }


def test_there_are_far_fewer_than_one_false_alarm_a_site_year(alarms: dict[str, float]) -> None:
    assert sum(alarms.values()) / len(alarms) < 0.5, alarms


@pytest.mark.parametrize("temperament", TEMPERAMENTS)
def test_no_temperament_is_misjudged_again_and_again(alarms: dict[str, float], temperament: str) -> None:
    assert alarms[temperament] < 1.5


@pytest.mark.parametrize("fault", SHOWN_FAULTS)
def test_a_fault_is_named_at_the_first_bad_look_whatever_the_temperament(fault: str) -> None:
    said = {
        (temperament, seed): detected(site, fault, day=30)
        for temperament in TEMPERAMENTS
        for seed in (1, 2, 3)
        if can_show(site := SimulatedSite(temperament, seed), fault, day=30)
    }
    assert len(said) > 12
    assert {site: name for site, name in said.items() if name != fault} == {}
