"""Problem b as numpy users write it: for each day and class a count, then a normal sum of that many costs.

Prints trials, best seconds of processor time of a few runs, and the year's mean, P50 and P95.
"""
import sys
import time

import numpy as np

CLASSES = [(25, 11500, 0.6, 450, 0.8), (10, 4000, 1.0, 800, 1.0), (50, 1500, 0.5, 150, 0.7)]
WEEKDAYS = np.array([1.10, 1.15, 1.15, 1.10, 1.00, 0.75, 0.75])
RHO, RETRY, PRICE_IN, PRICE_OUT, THURSDAY = 0.3, 0.04, 2.5e-6, 10e-6, 3


def cost_moments(mean_in, cv_in, mean_out, cv_out):
    """Mean and variance of a request's cost, one retry at most."""
    s_in, s_out = np.sqrt(np.log1p(cv_in**2)), np.sqrt(np.log1p(cv_out**2))
    cross = mean_in * mean_out * np.exp(RHO * s_in * s_out)
    first = PRICE_IN * mean_in + PRICE_OUT * mean_out
    second = PRICE_IN**2 * mean_in**2 * (1 + cv_in**2) + 2 * PRICE_IN * PRICE_OUT * cross + PRICE_OUT**2 * mean_out**2 * (1 + cv_out**2)
    mean = first * (1 + RETRY)
    return mean, second * (1 + 3 * RETRY) - mean**2


def simulate(trials, rng):
    growth = rng.normal(0.03, 0.01, trials)
    moments = [cost_moments(*c[1:]) for c in CLASSES]
    year = np.zeros(trials)
    for day in range(365):
        mean = 10_000 * WEEKDAYS[(day + THURSDAY) % 7] * (1 + growth) ** (day / (365 / 12))
        for (k, *_), (m, v) in zip(CLASSES, moments):
            count = rng.negative_binomial(k, k / (k + mean))
            year += count * m + np.sqrt(count * v) * rng.standard_normal(trials)
    return year


trials, runs, best = int(sys.argv[1]), int(sys.argv[2]), float("inf")
for run in range(runs):
    start = time.process_time()
    year = simulate(trials, np.random.default_rng(7))
    best = min(best, time.process_time() - start)
p50, p95 = np.quantile(year, [0.5, 0.95])
print(f"{trials},{best:.3f},{year.mean():.0f},{p50:.0f},{p95:.0f}")
