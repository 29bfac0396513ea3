from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.diary.identity import uuid7

INSTANTS = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2500, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
ENTROPY = st.binary(min_size=10, max_size=10)


def test_the_example_of_the_standard() -> None:
    # RFC 9562, A.6: 2022-02-22 19:22:22 UTC, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    entropy = (0xCC3 << 68 | 0x18C4DC0C0C07398F).to_bytes(10, "big")

    assert str(uuid7(at=at, entropy=entropy)) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(INSTANTS, ENTROPY)
def test_version_and_variant_are_right(at: datetime, entropy: bytes) -> None:
    made = uuid7(at=at, entropy=entropy)

    assert (made.version, made.variant) == (7, "specified in RFC 4122")


@given(INSTANTS, ENTROPY, ENTROPY)
def test_later_sorts_after(at: datetime, one: bytes, other: bytes) -> None:
    later = at + timedelta(milliseconds=1)

    assert uuid7(at=at, entropy=one) < uuid7(at=later, entropy=other)


def test_an_instant_needs_a_zone_and_chance_its_length() -> None:
    with pytest.raises(ValueError, match="time zone"):
        uuid7(at=datetime(2026, 1, 1), entropy=bytes(10))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="10 bytes, got 9"):
        uuid7(at=datetime(2026, 1, 1, tzinfo=UTC), entropy=bytes(9))
