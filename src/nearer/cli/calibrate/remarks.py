"""What somebody at a keyboard should know at once about a calibration."""

from __future__ import annotations

from nearer.cli.calibrate.outcome import ENOUGH, Outcome

MOST_LISTED = 8


def remarks(outcome: Outcome) -> list[str]:
    """Return what stands out, a line each; empty where nothing does."""
    said = [*_of_the_file(outcome), *_of_the_items(outcome)]
    if outcome.is_small:
        said.append(f"fewer than {ENOUGH} people: look at the standard errors first")
    if not outcome.calibration.convergence.converged:
        said.append("the search did not arrive: do not use these numbers")
    return said


def _of_the_file(outcome: Outcome) -> list[str]:
    gathered, scale = outcome.gathered, outcome.instrument
    said = list(gathered.named)
    if outcome.items_left_out:
        said.append(f"left out by name: {', '.join(outcome.items_left_out)}")
    if gathered.not_read:
        said.append(f"columns not read: {_listed(gathered.not_read)}")
    if gathered.item_like:
        looks = (
            "looks like an item" if len(gathered.item_like) == 1 else "look like items"
        )
        said.append(
            f"{_listed(gathered.item_like)} {looks}; {scale.id} has "
            f"{len(scale.items)}. Is it the right scale?"
        )
    if "cut-off" in gathered.notes:
        said.append("the last line of the file has no end; was it cut off?")
    return said


def _of_the_items(outcome: Outcome) -> list[str]:
    found = outcome.calibration
    said = [
        f"nobody chose answer {answer:g} to {_listed(names)}"
        for answer, names in outcome.unused_answers.items()
    ]
    if found.opposed_items:
        names = _listed([found.names[item] for item in found.opposed_items])
        said.append(
            f"runs against the others: {names}. Is its key the wrong way round?"
        )
    alike = [f"{one} and {two}" for one, two in outcome.answered_alike]
    if alike:
        said.append(f"answered alike: {_listed(alike)}. The same question twice?")
    return said


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_LISTED
    listed = ", ".join(names[:MOST_LISTED])
    return f"{listed} and {more} more" if more > 0 else listed
