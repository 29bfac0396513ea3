"""Whatever holds for diary and accounts on SQLite holds on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.concurrency.conftest import ROOT


@pytest.mark.postgres
@pytest.mark.slow  # the suites of diary and accounts once more
def test_diary_and_accounts_hold_on_postgresql_too(postgres_url: str) -> None:
    suites = ["tests/diary", "tests/web/accounts"]
    quiet = ["-q", "--no-header", "-p", "no:cacheprovider"]
    found = subprocess.run(
        [sys.executable, "-m", "pytest", *suites, *quiet, "-m", "not browser"],
        env=os.environ | {"DATABASE_URL": postgres_url},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout[-4000:]
