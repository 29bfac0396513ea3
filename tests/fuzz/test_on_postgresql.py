"""The same on PostgreSQL, which refuses what SQLite takes: NUL, for one."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.concurrency.conftest import ROOT

EVERYDAY = "300"


@pytest.mark.postgres
@pytest.mark.slow  # a few hundred requests
def test_no_request_whatever_is_a_fault_on_postgresql(postgres_url: str) -> None:
    suites = ["tests/fuzz/test_every_form.py", "tests/fuzz/test_malformed.py"]
    quiet = ["-q", "-s", "--no-header", "-p", "no:cacheprovider"]
    wanted = os.environ.get("NEARER_TEST_FUZZ", EVERYDAY)
    more = {"DATABASE_URL": postgres_url, "NEARER_TEST_FUZZ": wanted}
    found = subprocess.run(
        [sys.executable, "-m", "pytest", *suites, *quiet],
        env=os.environ | more,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout[-4000:]
    told = [line for line in found.stdout.splitlines() if "on postgresql" in line]
    assert told
    print(*told, sep="\n")  # noqa: T201 - figures
