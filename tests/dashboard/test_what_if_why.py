from dataclasses import replace

import pytest

from dashboard.components.what_if_why import sentence
from dashboard.words import speaking
from domain.bottleneck import Agreement, Bottleneck

CREW = Bottleneck("survey", "metering", "old_town", "survey", 0.62, 0.93, 400.0, 3.0)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Agreement(CREW, 8, 10),
            "Site survey, Old town, at Site survey: 62% of all waiting, busy for 93% of the time on duty; "
            "in 8 of 10 runs.",
        ),
        (
            Agreement(replace(CREW, skill="", region="", utilisation=0.9), 6, 10),
            "Desk of Metering, at Site survey: 62% of all waiting, busy for 90% of the time on duty; "
            "in 6 of 10 runs.",
        ),
        (
            Agreement(replace(CREW, skill="", department="", utilisation=None), 10, 10),
            "Old town, at Site survey: 62% of all waiting, nobody able on duty; in 10 of 10 runs.",
        ),
        (
            Agreement(None, 4, 10),
            "none is shown: no pool stands out that is busy, or grows, and for which much work waits.",
        ),
    ],
)
def test_a_bottleneck_is_one_sentence_with_its_evidence(found: Agreement, said: str) -> None:
    with speaking("en"):
        assert sentence(found) == said


def test_a_bottleneck_is_told_in_chinese() -> None:
    with speaking("zh"):
        said = sentence(Agreement(CREW, 8, 10))
    assert said.startswith("老城区现场勘查班组，现场勘查环节：占全部等待的 62%")
