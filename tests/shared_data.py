"""Real data beside the project; a test that needs them skips where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data"
ECR = FOLDER / "ecr" / "responses.csv"

needs_ecr = pytest.mark.skipif(
    not ECR.exists(), reason=f"the ECR answers are not there ({ECR})"
)
