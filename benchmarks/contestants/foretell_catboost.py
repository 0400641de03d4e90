"""CatBoost on the product's features; the number of trees is chosen on later cases."""

from typing import Any

import catboost

from benchmarks.contestants.foretell import Task, main

MOST_TREES, PATIENCE = 500, 50


def says(task: Task) -> Any:
    """Median, or probability, of the rows asked for."""
    early, late = ~task.choose, task.choose
    tried = _learner(task, MOST_TREES, od_type="Iter", od_wait=PATIENCE)
    tried.fit(
        task.learn[early], task.target[early], eval_set=(task.learn[late], task.target[late]), verbose=False
    )
    final = _learner(task, max(tried.get_best_iteration() or 0, 0) + 1)
    final.fit(task.learn, task.target, verbose=False)
    return final.predict_proba(task.ask)[:, 1] if task.risk else final.predict(task.ask)


def _learner(task: Task, trees: int, **more: Any) -> Any:
    kind = catboost.CatBoostClassifier if task.risk else catboost.CatBoostRegressor
    return kind(
        loss_function="Logloss" if task.risk else "MAE",
        iterations=trees,
        cat_features=task.named,
        random_seed=0,
        thread_count=2,
        allow_writing_files=False,
        **more,
    )


if __name__ == "__main__":
    main(says)
