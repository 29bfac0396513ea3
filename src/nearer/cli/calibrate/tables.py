"""Tables of a calibration, line by line, for files that machines read."""

from __future__ import annotations

import math

from nearer.cli.calibrate.outcome import Outcome
from nearer.research.study import Study

Lines = list[list[str]]


def cell(value: float) -> str:
    """Return a number with ten decimals, empty where there is none."""
    return "" if math.isnan(value) else f"{value:.10f}"


def chance(p: float) -> str:
    """Return a p value with six digits that count: with many people it may be tiny."""
    return "" if math.isnan(p) else f"{p:.6g}"


def item_fit_lines(outcome: Outcome) -> Lines:
    """S-X² of every item."""
    lines = [["item", "s_x2", "degrees", "p", "rmsea", "people"]]
    for name, fit in zip(
        outcome.calibration.names, outcome.study.examination.item_fit, strict=True
    ):
        numbers = [
            cell(fit.statistic),
            str(fit.degrees),
            chance(fit.p),
            cell(fit.rmsea),
        ]
        lines.append([name, *numbers, str(fit.n_people)])
    return lines


def dependence_lines(outcome: Outcome) -> Lines:
    """Every pair of items, the most dependent first."""
    names = outcome.calibration.names
    q3 = outcome.study.examination.q3
    both = outcome.study.examination.both
    lines = [["item", "other", "q3", "above_average", "people"]]
    for one, two, above in outcome.study.examination.dependent_pairs:
        numbers = [cell(q3[one, two]), cell(above), f"{both[one, two]:.0f}"]
        lines.append([names[one], names[two], *numbers])
    return lines


def information_lines(outcome: Outcome) -> Lines:
    """Information, error and reliability along each trait."""
    study = outcome.study
    lines = [["trait", "theta", "information", "error", "reliability"]]
    error, reliability = study.error(), study.conditional_reliability()
    for place, scale in enumerate(study.scales):
        for at, level in enumerate(study.levels):
            numbers = (study.information, error, reliability)
            row = [cell(values[place, at]) for values in numbers]
            lines.append([scale, f"{level:.2f}", *row])
    return lines


def norm_lines(outcome: Outcome) -> Lines:
    """Mean, SD and percentiles of raw means and theta, for everybody and by group."""
    rows = outcome.study.norms
    shares = [f"{p:g}" for p in rows[0].norms.percentiles]
    lines = [["column", "group", "trait", "score", "people"]]
    lines[0] += ["mean", "se_mean", "sd", "se_sd"]
    lines[0] += [f"p{s}{end}" for s in shares for end in ("", "_low", "_high")]
    for row in rows:
        own = row.norms
        line = [row.column, row.group, row.scale, row.score, str(own.n_people)]
        line += map(cell, (own.mean, own.mean_error, own.sd, own.sd_error))
        for triple in zip(own.values, own.low, own.high, strict=True):
            line += map(cell, triple)
        lines.append(line)
    return lines


def difference_lines(outcome: Outcome) -> Lines:
    """Items compared between groups."""
    header = ["column", "item", "group", "reference", "chi2", "degrees", "p"]
    header += ["signed", "se_signed", "unsigned", "effect", "size", "notable"]
    lines = [header]
    names = outcome.calibration.names
    for own in outcome.study.comparisons:
        labels = own.grouping.labels
        for one in own.differences.items:
            line = [own.grouping.column, names[one.item], labels[one.group], labels[0]]
            line += [cell(one.statistic), str(one.degrees), chance(one.p)]
            effects = (one.signed, one.signed_error, one.unsigned, one.effect, one.size)
            lines.append([*line, *map(cell, effects), str(one.notable).lower()])
    return lines


def group_lines(outcome: Outcome) -> Lines:
    """Compare the traits between groups, and count whoever is in none."""
    header = [
        "column",
        "group",
        "trait",
        "people",
        "mean",
        "se_mean",
        "sd",
        "converged",
    ]
    lines = [header]
    study: Study = outcome.study
    for own in study.comparisons:
        for one in own.differences.groups:
            line = [own.grouping.column, own.grouping.labels[one.group]]
            line += [study.scales[one.trait], str(one.n_people)]
            line += map(cell, (one.mean, one.mean_error, one.sd))
            lines.append([*line, str(one.converged).lower()])
    for grouping in study.groupings:
        for label, count in grouping.beside.items():
            lines.append([grouping.column, label, "", str(count), "", "", "", ""])
    return lines


def change_lines(outcome: Outcome) -> Lines:
    """Reliable change of a raw mean, by reliability."""
    lines = [["trait", "basis", "reliability", "error_of_measurement", "change"]]
    for row in outcome.study.changes:
        numbers = (row.reliability, row.error_of_measurement, row.reliable_change)
        lines.append([row.scale, row.basis, *map(cell, numbers)])
    return lines


def retest_lines(outcome: Outcome) -> Lines:
    """Write the two sittings of the same people, where there are enough."""
    header = ["trait", "score", "people", "r", "r_low", "r_high", "change", "se_change"]
    lines = [[*header, "error_of_measurement", "reliable_change"]]
    for row in outcome.study.retests:
        own = row.retest
        numbers = [own.r, own.r_low, own.r_high, own.change, own.change_error]
        numbers += [own.error_of_measurement, own.reliable_change]
        lines.append([row.scale, row.score, str(own.n_people), *map(cell, numbers)])
    return lines


def bank_text(outcome: Outcome) -> str:
    """Return the parameters as TOML, in the shape of an instrument's own file."""
    found = outcome.calibration
    lines = [
        f"# {outcome.instrument.id} on {found.n_people} people; logit per SD, SD",
        f'form = "{outcome.instrument.form}"',
        "items = [",
    ]
    for place, item in enumerate(outcome.items):
        b = ", ".join(_toml(value) for value in found.thresholds[place])
        turned = str(item.reversed).lower()
        lines.append(
            f'  {{ id = "{item.id}", number = {item.number}, scale = "{item.scale}", '
            f"reversed = {turned}, discrimination = "
            f"{_toml(found.discrimination[place])}, thresholds = [{b}] }},"
        )
    lines += ["]", "", "[calibration]"]
    status = "calibrated" if found.convergence.converged else "none"
    lines.append(f'status = "{status}"')
    if found.correlation is not None:
        lines.append(f"correlation = {_toml(found.correlation)}")
    return "\n".join([*lines, f"n = {found.n_people}", ""])


def _toml(value: float) -> str:
    return f"{value:.4f}" if math.isfinite(value) else str(value)
