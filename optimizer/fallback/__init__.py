"""Plans without a compiler: plain OR-Tools guided local search."""

from optimizer.fallback.guided import search_guided

__all__ = ["search_guided"]
