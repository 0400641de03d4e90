"""LightGBM on the product's features; the number of trees is chosen on later cases."""

from typing import Any

import lightgbm

from benchmarks.contestants.foretell import Task, main

MOST_TREES, PATIENCE = 1_000, 50


def says(task: Task) -> Any:
    """Median, or probability, of the rows asked for."""
    early = _rows(task, ~task.choose)
    tried = lightgbm.train(
        _settings(task),
        early,
        MOST_TREES,
        valid_sets=[_rows(task, task.choose, early)],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )
    every = _rows(task, slice(None))
    return lightgbm.train(_settings(task), every, max(tried.best_iteration, 1)).predict(task.ask)


def _settings(task: Task) -> dict[str, Any]:
    objective = "binary" if task.risk else "l1"
    return {"objective": objective, "learning_rate": 0.05, "num_threads": 2, "seed": 0, "verbosity": -1}


def _rows(task: Task, rows: Any, beside: Any = None) -> Any:
    return lightgbm.Dataset(
        task.learn[rows], task.target[rows], categorical_feature=task.named, reference=beside
    )


if __name__ == "__main__":
    main(says)
