from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_rules_is_what_the_rules_say() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / "scripts" / "safety_rules.py", "check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout
