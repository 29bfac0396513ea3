"""Items that work differently in different groups of people.

A multiple-group model lets the groups differ in mean and SD of the trait but in no
item; then, for each item and group, a score test asks whether letting this item differ
would fit better, and one Newton step says by how much (Rao 1948, Glas 1998).
Items that differ notably get a curve of their own in that group, the model is fitted
again, and the others are judged anew, so that one bad item does not make its neighbours
look bad. Effects are differences of the expected answer over the people of the group
(Meade 2010), because with many people every difference is significant.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nearer.core.measurement._types import FloatArray, IntArray
from nearer.core.measurement.calibration._chi_square import chi_square_tail
from nearer.core.measurement.calibration._graded import (
    answer_scores,
    is_ordered,
    item_table,
)
from nearer.core.measurement.calibration._groups import (
    GroupFit,
    first_model,
    fit_groups,
    with_own_curves,
)
from nearer.core.measurement.calibration._people import People
from nearer.core.measurement.calibration._result import Calibration

NOTABLE = 0.2  # of an SD of the expected answer: a small effect in Cohen's sense
SURE = 0.01
ROUNDS = 6
SMALLEST_SHARE = 1e-6  # of a step that would put thresholds out of order


@dataclass(frozen=True, kw_only=True)
class ItemDifference:
    """How one item differs in one group from the reference group.

    Attributes
    ----------
    item, group : int
    statistic, degrees, p : float, int, float
        Test that the item works alike: a score test, or a Wald test where the item was
        given a curve of its own.
    signed : float, answer steps
        Mean difference of the expected answer, this group minus reference, at equal
        trait, over the people of this group.
    signed_error : float, answer steps
    unsigned : float, answer steps
        The same without sign: differences that cancel along the trait count too.
    effect : float
        ``signed`` over the SD of the expected answer in this group.
    size : float
        ``unsigned`` over the same SD.
    notable : bool
        A size of at least .2 that is not by chance (p below .01, Bonferroni over the
        items).
    """

    item: int
    group: int
    statistic: float
    degrees: int
    p: float
    signed: float
    signed_error: float
    unsigned: float
    effect: float
    size: float
    notable: bool


@dataclass(frozen=True, kw_only=True)
class GroupDifference:
    """How the trait itself differs in one group from the reference group.

    Attributes
    ----------
    trait, group, n_people : int
    mean, mean_error, sd : float, SD of the reference group
        With notable items on curves of their own; the error is nan where
        nothing is left to compare by.
    converged : bool
    """

    trait: int
    group: int
    n_people: int
    mean: float
    mean_error: float
    sd: float
    converged: bool


@dataclass(frozen=True, kw_only=True)
class Differences:
    """All comparisons with the reference group, which is group 0."""

    items: tuple[ItemDifference, ...]
    groups: tuple[GroupDifference, ...]


def compare_groups(
    *, answers: People, found: Calibration, groups: IntArray
) -> Differences:
    """Compare groups 1, 2 … with group 0, item by item.

    Parameters
    ----------
    answers : People
        The same as were calibrated on.
    found : Calibration
    groups : ndarray of shape (n_people,)
        Group of each person; -1 for whoever is not compared.

    Returns
    -------
    Differences

    Raises
    ------
    ValueError
        If the groups are not numbered 0, 1 …

    Notes
    -----
    At most half of the items get curves of their own in a group: somebody has to be the
    measure.

    References
    ----------
    .. [1] Glas, C. A. W. (1998). Detection of differential item functioning using
       Lagrange multiplier tests. Statistica Sinica 8, 647-667.
    .. [2] Meade, A. W. (2010). A taxonomy of effect size measures for the differential
       functioning of items and scales. Journal of Applied Psychology 95, 728-743.
    """
    numbers = np.unique(groups[groups >= 0])
    if len(numbers) < 2 or numbers[0] != 0 or numbers[-1] != len(numbers) - 1:
        raise ValueError(f"groups must be numbered 0, 1 …, got {numbers.tolist()}")
    items: list[ItemDifference] = []
    means: list[GroupDifference] = []
    for trait, places in enumerate(found.problem.items):
        fit, judged = _judge_trait(answers, found, trait, groups, len(numbers))
        items += [_at(one, int(places[one.item])) for one in judged]
        means += [
            _group_difference(fit, trait, group) for group in range(1, len(numbers))
        ]
    items.sort(key=lambda one: (one.item, one.group))
    return Differences(items=tuple(items), groups=tuple(means))


def _at(one: ItemDifference, item: int) -> ItemDifference:
    return ItemDifference(**{**vars(one), "item": item})


def _judge_trait(
    answers: People, found: Calibration, trait: int, groups: IntArray, n: int
) -> tuple[GroupFit, list[ItemDifference]]:
    """Free the notable items and fit again, until nothing new is notable.

    An item that is notable only while it is not free would come and go: it stays free.
    """
    base, start = first_model(
        answers=answers, found=found, trait=trait, groups=groups, n=n
    )
    fit = fit_groups(base, start)
    judged = _judge(fit)
    own: frozenset[tuple[int, int]] = frozenset()
    tried = [own]
    for _ in range(ROUNDS):
        worse = _to_free(judged, own, base.n_items)
        if worse in tried:
            worse |= own
        if worse == own or _leave_no_measure(worse, base.n_items):
            break
        own = worse
        tried.append(own)
        model, start = with_own_curves(base, fit.x, own)
        fit = fit_groups(model, start, fit.by_group)
        judged = _judge(fit)
    return fit, judged


def _leave_no_measure(own: frozenset[tuple[int, int]], n_items: int) -> bool:
    """Whether more than half of the items would have curves of their own in a group."""
    by_group = [group for _, group in own]
    return any(by_group.count(group) > n_items // 2 for group in set(by_group))


def _to_free(
    judged: list[ItemDifference], own: frozenset[tuple[int, int]], n_items: int
) -> frozenset[tuple[int, int]]:
    """Keep what is still notable; add what is at least half as bad as the worst."""
    chosen: set[tuple[int, int]] = set()
    for group in {one.group for one in judged}:
        notable = [one for one in judged if one.group == group and one.notable]
        notable.sort(key=lambda one: -one.size)
        fresh = [one for one in notable if (one.item, group) not in own]
        bad = [one for one in fresh if 2 * one.size >= fresh[0].size]
        kept = [one for one in notable if (one.item, group) in own]
        chosen |= {(one.item, group) for one in (kept + bad)[: n_items // 2]}
    return frozenset(chosen)


def _group_difference(fit: GroupFit, trait: int, group: int) -> GroupDifference:
    place = fit.model.group_place(group)[-2:]
    mean, log_sd = fit.x[place]
    variance = float(fit.covariance[place[0], place[0]])
    return GroupDifference(
        trait=trait,
        group=group,
        n_people=round(float(fit.expected[group].mass.sum())),
        mean=float(mean),
        # Where the search did not arrive, a variance can be below zero: no number.
        mean_error=math.sqrt(variance) if variance > 0.0 else math.nan,
        sd=float(np.exp(log_sd)),
        converged=fit.converged,
    )


@dataclass(frozen=True)
class _Step:
    """From a shared curve to a group's own: both curves and the uncertainty between."""

    shared: FloatArray
    own: FloatArray
    covariance: FloatArray
    statistic: float


def _judge(fit: GroupFit) -> list[ItemDifference]:
    judged = []
    for group in range(1, len(fit.model.people)):
        for item in range(fit.model.n_items):
            freed = fit.model.rows[group][item] != item
            step = (
                _own_step(fit, item, group) if freed else _next_step(fit, item, group)
            )
            judged.append(_difference(fit, step, item, group))
    return judged


def _own_step(fit: GroupFit, item: int, group: int) -> _Step:
    """Compare the group's own curve with the shared one (Wald)."""
    model, cov = fit.model, fit.covariance
    shared, own = (
        model.curve_place(curve) for curve in (item, int(model.rows[group][item]))
    )
    across = cov[np.ix_(own, shared)]
    covariance = cov[np.ix_(own, own)] + cov[np.ix_(shared, shared)] - across - across.T
    gap = fit.x[own] - fit.x[shared]
    statistic = float(gap @ np.linalg.pinv(covariance, hermitian=True) @ gap)
    return _Step(fit.x[shared], fit.x[own], covariance, statistic)


def _next_step(fit: GroupFit, item: int, group: int) -> _Step:
    """Ask where the group's own curve would go if it were free to (score test)."""
    model = fit.model
    place = model.group_place(group)
    curve = model.curve_place(item)
    own = np.flatnonzero(np.isin(place, curve))
    matrix, slope = fit.by_group[group], fit.slopes[group][own]
    across = np.zeros((len(own), len(fit.x)))
    across[:, place] = matrix[own]
    moved = fit.covariance @ across.T
    curvature = matrix[np.ix_(own, own)] - across @ moved
    # Far from its own maximum an item's curvature can fail to be positive; what is
    # known within the group alone is a bound on it that does not.
    if np.linalg.eigvalsh(curvature)[0] <= 0.0:
        curvature = matrix[np.ix_(own, own)]
    covariance = np.asarray(np.linalg.pinv(curvature, hermitian=True), np.float64)
    step = covariance @ slope
    shared = -moved[curve] @ step
    x = fit.x[curve]
    share = 1.0
    while share > SMALLEST_SHARE and not is_ordered(
        _padded(np.array([x + share * shared, x + share * (shared + step)]), fit, item)
    ):
        share *= 0.5
    statistic = max(0.0, float(slope @ step))
    ends = x + share * shared, x + share * (shared + step)
    return _Step(*ends, covariance, statistic)


def _padded(curves: FloatArray, fit: GroupFit, item: int) -> FloatArray:
    block = np.full((len(curves), fit.model.free.shape[1]), -np.inf)
    block[:, fit.model.free[item]] = curves
    return block


def _difference(fit: GroupFit, step: _Step, item: int, group: int) -> ItemDifference:
    curves = _padded(np.array([step.shared, step.own]), fit, item)
    table = item_table(parameters=curves, nodes=fit.model.nodes)
    p = np.exp(table.log_p) * table.free[:, :, None]
    codes = np.arange(p.shape[1])
    answer = np.einsum("k,jkq->jq", codes, p)
    scores = answer_scores(table=table, nodes=fit.model.nodes)[1]
    slopes = np.einsum("k,kq,kmq->mq", codes, p[1], scores)[table.free[1]]
    people = fit.model.latent(fit.x, group).prior
    gap = answer[1] - answer[0]
    lean = slopes @ people
    spread = np.sqrt(people @ answer[1] ** 2 - (people @ answer[1]) ** 2)
    degrees = len(step.own)
    p_value = chi_square_tail(step.statistic, degrees)
    unsigned = float(people @ np.abs(gap))
    size = float(unsigned / spread)
    return ItemDifference(
        item=item,
        group=group,
        statistic=step.statistic,
        degrees=degrees,
        p=p_value,
        signed=float(people @ gap),
        signed_error=float(np.sqrt(max(0.0, lean @ step.covariance @ lean))),
        unsigned=unsigned,
        effect=float(people @ gap / spread),
        size=size,
        notable=size >= NOTABLE and p_value * fit.model.n_items < SURE,
    )
