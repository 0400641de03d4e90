"""Everything installed is pinned exactly and its licence lets the product be used and passed on freely."""

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FILES = ("requirements.txt", "requirements-dev.txt")

# MPL binds changes to the library's own files, and we change none. MIT-CMU is Pillow's, PSF Python's own.
FREE = re.compile(r"MIT|BSD|Apache|MPL|Mozilla Public|PSF|Python Software Foundation|ISC", re.IGNORECASE)
BINDING = re.compile(r"GPL|General Public|Proprietary|Commercial", re.IGNORECASE)


def pins(file: str) -> dict[NormalizedName, str]:
    """Name to version of every line of one file; a line that is not an exact pin fails."""
    lines = (line.split("#")[0].strip() for line in (ROOT / file).read_text("utf-8").splitlines())
    found: dict[NormalizedName, str] = {}
    for line in lines:
        if line and not line.startswith("-r "):
            exact = re.fullmatch(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.+!]+)", line)
            assert exact, f"{file}: {line!r} is not pinned exactly"
            found[canonicalize_name(exact[1])] = exact[2]
    return found


def needs(library: Distribution) -> set[NormalizedName]:
    """Names of what a library requires here, optional extras left out."""
    wanted = (Requirement(text) for text in library.requires or [])
    return {
        canonicalize_name(one.name)
        for one in wanted
        if one.marker is None or one.marker.evaluate({"extra": ""})
    }


def licence(library: Distribution) -> str:
    """What the library says of its licence, on one line: in its metadata, else at the head of its text."""
    fields = library.metadata
    classifiers = [c for c in fields.get_all("Classifier") or [] if c.startswith("License")]
    said = fields.get_all("License-Expression") or classifiers or fields.get_all("License") or []
    text = " ".join(" ".join(said).split())
    return text if text not in ("", "License :: OSI Approved") else licence_text(library)


def licence_text(library: Distribution) -> str:
    """The first line of the licence that comes with a library whose metadata names none."""
    files = [file for file in library.files or [] if file.name.upper().startswith("LICENSE")]
    texts = (file.locate().read_text("utf-8").strip() for file in files if ".dist-info" in str(file))
    return next((text.splitlines()[0] for text in texts if text), "")


def is_free(text: str) -> bool:
    """Whether a licence text names one we accept and none that binds the product."""
    return bool(FREE.search(text)) and not BINDING.search(text)


RUN, DEV = (pins(file) for file in FILES)
ALL = RUN | DEV


def test_the_pinned_versions_are_those_installed() -> None:
    assert {name: distribution(name).version for name in ALL} == ALL


def test_what_the_pinned_libraries_need_is_pinned_too() -> None:
    assert {name: missing for name in RUN if (missing := needs(distribution(name)) - set(RUN))} == {}
    assert {name: missing for name in DEV if (missing := needs(distribution(name)) - set(ALL))} == {}


def test_every_licence_is_a_free_one() -> None:
    assert {name: text for name in ALL if not is_free(text := licence(distribution(name)))} == {}


@pytest.mark.parametrize(
    "text", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3", "Proprietary", ""]
)
def test_a_licence_that_binds_the_product_is_refused(text: str) -> None:
    assert not is_free(text)


@pytest.mark.parametrize("text", ["MIT", "BSD-3-Clause AND MIT", "Apache-2.0", "MPL-2.0"])
def test_a_free_licence_is_accepted(text: str) -> None:
    assert is_free(text)
