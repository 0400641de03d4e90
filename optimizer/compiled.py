"""Functions over arrays that run as machine code where numba is there, else as plain Python."""

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

WITHOUT_NUMBA = "SWITCHBOARD_NO_NUMBA"
"""Variable of the environment that, set to anything, has plans made as if there were no compiler."""


def _is_there() -> bool:
    """Whether numba can be imported and is wanted."""
    if os.environ.get(WITHOUT_NUMBA):
        return False
    try:
        import numba  # noqa: F401
    except ImportError:
        return False
    return True


COMPILED = _is_there()
"""Whether there is a compiler; without one the same functions run some hundred times slower."""

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")

_FOLDER = Path(__file__).parent


def compiled(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
    """Compile a function when it is first called and keep the code on disk; it lets other threads run."""
    return _made(function, cache=True)


def inlined(function: Callable[Arguments, Value]) -> Callable[Arguments, Value]:
    """Compile a function into those that call it; there is no other way to call it.

    A call would hand over every array by itself, which takes longer than most of these functions run.
    """
    return _made(function, forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _made(function: Callable[Arguments, Value], **options: Any) -> Callable[Arguments, Value]:
    """Compile without counting references to the arrays: with it search is thirteen times slower.

    Without it no kernel may make an array, not even a view of one.
    """
    if not COMPILED:
        return function
    import numba

    made: Callable[Arguments, Value] = numba.njit(nogil=True, **{"_nrt": False, **options})(function)
    return made


def _keep_code_by_source() -> None:
    """Kept code belongs to the sources of all kernels: numba looks only at the file of the one called."""
    import numba

    kernels = (path for folder in ("search", "linked", "exact") for path in (_FOLDER / folder).glob("*.py"))
    sources = [Path(__file__), _FOLDER / "arrays.py", *sorted(kernels)]
    mark = blake2b(b"".join(path.read_bytes() for path in sources), digest_size=8).hexdigest()
    vars(numba.config)["CACHE_DIR"] = str(_FOLDER / "__pycache__" / f"kernels-{mark}")


if COMPILED:
    _keep_code_by_source()
