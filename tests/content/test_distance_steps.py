"""The ladder for the fear of being left: only where it is safe; rich where alone."""

from __future__ import annotations

import re

import pytest

from nearer.content.steps import contraindications, of_domain
from nearer.core.pacing import LEVELS, Domain, Track

LANGUAGES = ("en", "es")
DISTANCE = [domain for domain in Domain if domain.track is Track.DISTANCE]
SAFE_ALONE = [Domain.OWN_TIME, Domain.SOOTHING, Domain.WORTH]
TOWARD = [domain for domain in DISTANCE if domain not in SAFE_ALONE]


@pytest.mark.parametrize("domain", DISTANCE)
def test_nobody_needs_a_partner_for_this_ladder(domain: Domain) -> None:
    assert all(step.solo for step in of_domain(domain))


@pytest.mark.parametrize("domain", SAFE_ALONE)
@pytest.mark.parametrize("level", LEVELS)
def test_there_is_enough_to_choose_from_where_only_this_is_left(
    domain: Domain, level: int
) -> None:
    here = of_domain(domain, level)

    assert len(here) >= 3
    assert all("unsafe" not in step.contraindications for step in here)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", SAFE_ALONE)
def test_the_form_for_one_speaks_of_no_one_close(domain: Domain, language: str) -> None:
    close = r"\bpartner|\bthe other\b|\bpareja|\bla otra persona\b"

    for step in of_domain(domain):
        told = step.words(language).told(alone=True)
        assert not re.search(close, told), step.id


@pytest.mark.parametrize("domain", SAFE_ALONE)
@pytest.mark.parametrize("level", LEVELS[:-1])
def test_whatever_holds_something_is_left_for_one_alone(
    domain: Domain, level: int
) -> None:
    everything = contraindications().keys() - {"after-drinking"}

    left = [s for s in of_domain(domain, level) if not s.contraindications & everything]

    assert len(left) >= 2


@pytest.mark.parametrize("domain", TOWARD)
def test_waiting_asking_and_trusting_are_for_someone_reliable(domain: Domain) -> None:
    for step in of_domain(domain):
        assert {"unsafe", "unsteady"} <= step.contraindications


def test_after_a_breach_of_trust_nobody_is_asked_to_trust() -> None:
    hard = [s for d in (Domain.TRUST, Domain.WAITING) for s in of_domain(d)]

    assert all(
        "breach" in step.contraindications
        for step in hard
        if step.domain is Domain.TRUST or step.level >= 3
    )


@pytest.mark.parametrize("level", LEVELS)
def test_first_steps_are_short(level: int) -> None:
    longest = {1: 20, 2: 60}.get(level, 24 * 60)

    for domain in DISTANCE:
        assert all(step.minutes <= longest for step in of_domain(domain, level))
