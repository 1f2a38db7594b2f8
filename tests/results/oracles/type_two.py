"""Type II sums of squares, marginal means and their variances by brute force: prints what
test_analysis_of_variance.cpp expects of its incomplete factorials. numpy's singular values, none of gridsweep's code."""
import itertools
import numpy

FACTORS = {"a": 3, "b": 2, "c": 2, "block": 3}  # levels
PLACE = {name: i for i, name in enumerate(FACTORS)}
BLOCK, MAINS, PAIRS = ("block",), [("a",), ("b",), ("c",)], [("a", "b"), ("a", "c"), ("b", "c")]


def value(a, b, c, r):
    noise = (7 * a * a + 11 * b + 13 * c * r + 17 * r * r + 5 * a * b * c + 3 * a * r + 2 * b * r) % 23 / 4
    return 50 + 3 * a - 4 * b + 2 * c + 5 * (a == 1) * b + 1.5 * r + noise


def columns(term, row):
    return [float(all(row[PLACE[f]] == l for f, l in zip(term, combination)))
            for combination in itertools.product(*(range(FACTORS[f]) for f in term))]


def report(title, missing):
    rows = [row for row in itertools.product(*map(range, FACTORS.values())) if not missing(*row)]
    y = numpy.array([value(*row) for row in rows])

    def design(terms, of):
        return numpy.array([[1.0] + [x for term in terms for x in columns(term, row)] for row in of])

    def fit(terms):
        x = design(terms, rows)
        beta, _, rank, _ = numpy.linalg.lstsq(x, y, rcond=1e-10)
        return ((y - x @ beta) ** 2).sum(), rank

    everything = [BLOCK] + MAINS + PAIRS
    residual, rank = fit(everything)
    print(title, "measurements", len(rows), "error", len(rows) - rank, f"{residual:.9f}")
    for term in everything:
        others = [t for t in everything if t != term and not (term != BLOCK and set(t) > set(term))]
        (without, low), (with_it, high) = fit(others), fit(others + [term])
        print("  ", " ".join(term), high - low, f"{without - with_it:.9f}")
    for terms in everything, [BLOCK] + MAINS:
        x = design(terms, rows)
        inverse = numpy.linalg.pinv(x.T @ x, rcond=1e-10)
        for factor in "abc":
            for level in range(FACTORS[factor]):
                grid = [row for row in itertools.product(*map(range, FACTORS.values())) if row[PLACE[factor]] == level]
                weights = design(terms, grid).mean(axis=0)
                estimable = numpy.allclose(weights @ inverse @ x.T @ x, weights, atol=1e-8)
                print("   mean", len(terms), factor, level, f"{weights @ inverse @ x.T @ y:.9f}",
                      f"{weights @ inverse @ weights:.9f}" if estimable else "not estimable")


report("unbalanced", lambda a, b, c, r: (a == 2 and b == 1 and r > 0) or (a == 0 and c == 1 and r == 2))
report("cell missing", lambda a, b, c, r: a == 2 and b == 1)
