from __future__ import annotations

import numpy as np
import pytest

from nearer.core.measurement import Grid, Prior, Trait, posterior
from tests.core.measurement.banks import ECR12, ecr36, only

FINE = Grid.uniform(low=-6.0, high=6.0, n_nodes=121)
ALL_MIDDLE = np.full(36, 2)
AV_LOW_AN_HIGH = np.where(ecr36().avoidance, 1, 3)
AV_HIGH_AN_LOW = np.where(ecr36().avoidance, 3, 1)
ROUND_ROBIN = np.arange(36) % 5

# Avoidance mean, SD, anxiety mean, SD, P(anxiety > avoidance); worked out once by an
# independent program from the same parameters, printed with four decimals.
REFERENCE = [
    (0.0178, ALL_MIDDLE, (0.5722, 0.1770, -0.1648, 0.2126, 0.0044)),
    (0.3, ALL_MIDDLE, (0.5689, 0.1767, -0.1561, 0.2123, 0.0048)),
    (0.0178, AV_LOW_AN_HIGH, (-0.3473, 0.2030, 0.7605, 0.2334, 0.9998)),
    (0.3, AV_LOW_AN_HIGH, (-0.3363, 0.2026, 0.7507, 0.2327, 0.9998)),
    (0.0178, AV_HIGH_AN_LOW, (1.3955, 0.1959, -1.0092, 0.2246, 0.0000)),
    (0.0178, ROUND_ROBIN, (0.5736, 0.2374, -0.2870, 0.2721, 0.0093)),
    (0.0178, only(ECR12, ALL_MIDDLE), (0.5415, 0.3146, -0.3318, 0.3000, 0.0233)),
    (0.0178, only(ECR12, AV_LOW_AN_HIGH), (-0.3384, 0.3548, 0.4357, 0.3316, 0.9440)),
]
ATOL_PRINTED = 0.5e-4 + 1e-9  # four decimals


@pytest.mark.parametrize(("rho", "answers", "expected"), REFERENCE)
def test_it_agrees_with_the_reference_results(
    rho: float, answers: np.ndarray, expected: tuple[float, ...]
) -> None:
    found = posterior(
        bank=ecr36().bank, answers=answers, prior=Prior(correlation=rho), grid=FINE
    )

    got = (
        found.mean[Trait.AVOIDANCE],
        found.sd[Trait.AVOIDANCE],
        found.mean[Trait.ANXIETY],
        found.sd[Trait.ANXIETY],
        found.p_anxiety_leads,
    )
    np.testing.assert_allclose(got, expected, rtol=0, atol=ATOL_PRINTED)
