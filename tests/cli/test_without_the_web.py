"""The science runs where Django is not installed, and begins without delay."""

from __future__ import annotations

import subprocess
import sys

import pytest

WEB = {"django", "allauth", "nacl", "waitress"}
RESEARCH = {"scipy", "numba", "dask", "pandas"}
pytestmark = pytest.mark.slow  # each starts Python anew


def loaded_by(code: str) -> set[str]:
    """Return the packages that are loaded when some code has run."""
    told = "; import sys; print('|', *{name.split('.')[0] for name in sys.modules})"
    out = subprocess.run(
        [sys.executable, "-c", code + told], capture_output=True, text=True, check=True
    )
    return set(out.stdout.rpartition("|")[2].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"numpy", "msgspec", "tqdm", "argparse"}

    assert loaded_by("import nearer") & (heavy | WEB | RESEARCH) == set()


@pytest.mark.parametrize(
    "code",
    [
        "import nearer; nearer.score([[3] * 36])",
        "import nearer; nearer.posterior([3] * 36)",
        "import nearer; nearer.catalogue()",
        "from nearer.cli.main import main; main(['instruments', 'list'])",
        "from nearer.cli.main import main; main(['check-content'])",
        "import nearer.cli.score.verb, nearer.cli.simulate.verb",
    ],
)
def test_no_verb_of_science_needs_the_web_or_the_research_extra(code: str) -> None:
    assert loaded_by(code) & (WEB | RESEARCH) == set()


def test_small_matrices_are_not_shared_out() -> None:
    code = (
        "import os; os.environ.pop('OPENBLAS_NUM_THREADS', None)\n"
        "from nearer.cli.main import main; main(['check-content'])\n"
        "print('threads', os.environ['OPENBLAS_NUM_THREADS'])"
    )

    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert "threads 1" in out.stdout
