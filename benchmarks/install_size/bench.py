"""What one person's installation takes on the disk, fresh and after a start."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from benchmarks.side_by_side import table, write_page
from benchmarks.visitor import ROOT, served

LIMIT = 150e6
SHOWN = 8


def copied(folder: Path) -> Path:
    """Copy what the repository holds, as a clone would bring it."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    for name in filter(None, names.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
        target.chmod((ROOT / name).stat().st_mode)
    return folder


def size(path: Path) -> int:
    """Return the bytes of all files below, links not followed."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(f.stat().st_size for f in files if f.is_file() and not f.is_symlink())


def megabytes(n_bytes: float) -> str:
    return f"{n_bytes / 1e6:.1f} MB"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = copied(Path(folder) / "nearer")
        clone = size(home)
        subprocess.run([home / "scripts" / "setup", "home"], check=True)
        fresh = size(home)
        with served(Path(folder) / "data", home=home):
            pass
        used = size(home)
        (site,) = (home / ".venv" / "lib").glob("python*/site-packages")
        parts = sorted(((size(p), p.name) for p in site.iterdir()), reverse=True)
    rows = [
        ["the clone itself", megabytes(clone), ""],
        ["after set-up", megabytes(fresh), f"≤ {megabytes(LIMIT)}"],
        ["after the first start (compiled Python beside it)", megabytes(used), ""],
    ]
    largest = [[name, megabytes(n_bytes)] for n_bytes, name in parts[:SHOWN]]
    what = (
        "A copy of the repository and `scripts/setup home`, without git's own history "
        "and without Python itself."
    )
    write_page(
        "install_size",
        title="Size of an installation for one person",
        parts=[
            what,
            table(["", "size", "target"], rows),
            f"The {SHOWN} largest parts of the environment:",
            table(["part", "size"], largest),
        ],
        how="measured once",
    )


if __name__ == "__main__":
    main()
