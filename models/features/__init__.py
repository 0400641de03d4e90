"""Features of applications at a moment: only what was known then, all moments in one pass over the log."""

from models.features.build import Features, Group, Recipe, common_stages, features_at
from models.features.moments import Moments, looks, open_at, openings, prefixes

__all__ = [
    "Features",
    "Group",
    "Moments",
    "Recipe",
    "common_stages",
    "features_at",
    "looks",
    "open_at",
    "openings",
    "prefixes",
]
