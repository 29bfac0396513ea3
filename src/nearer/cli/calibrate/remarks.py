"""What somebody at a keyboard should know at once about a calibration."""

from __future__ import annotations

from nearer.cli.calibrate.outcome import Outcome

MOST_LISTED = 8


def remarks(outcome: Outcome) -> list[str]:
    """Return what stands out, a line each; empty where nothing does."""
    found, gathered = outcome.calibration, outcome.gathered
    said = list(gathered.named)
    if outcome.items_left_out:
        said.append(f"left out by name: {', '.join(outcome.items_left_out)}")
    if gathered.not_read:
        said.append(f"columns not read: {_listed(gathered.not_read)}")
    if gathered.item_like:
        looks = (
            "looks like an item" if len(gathered.item_like) == 1 else "look like items"
        )
        scale = outcome.instrument
        said.append(
            f"{_listed(gathered.item_like)} {looks}; {scale.id} has "
            f"{len(scale.items)}. Is it the right scale?"
        )
    if "cut-off" in gathered.notes:
        said.append("the last line of the file has no end; was it cut off?")
    said += [
        f"nobody chose answer {category + 1} to {found.names[item]}"
        for item, category in found.unused_categories
    ]
    if found.opposed_items:
        names = _listed([found.names[item] for item in found.opposed_items])
        said.append(
            f"runs against the others: {names}. Is its key the wrong way round?"
        )
    alike = [f"{one} and {two}" for one, two in outcome.answered_alike]
    if alike:
        said.append(f"answered alike: {_listed(alike)}. The same question twice?")
    if not found.convergence.converged:
        said.append("the search did not arrive: do not use these numbers")
    return said


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_LISTED
    listed = ", ".join(names[:MOST_LISTED])
    return f"{listed} and {more} more" if more > 0 else listed
