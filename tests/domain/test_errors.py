import pytest

from domain.errors import InputError, must, must_be_one_of, nearest


def test_a_misspelt_word_is_answered_with_the_nearest_choice() -> None:
    assert nearest("survy", ["survey", "contract"]) == " (nearest: 'survey')"


def test_the_case_of_letters_does_not_hide_the_nearest_choice() -> None:
    assert nearest("SURVEY", ["Survey", "contract"]) == " (nearest: 'Survey')"


def test_how_like_a_choice_must_be_can_be_asked() -> None:
    # 6 letters are shared of 6 + 12: 2 x 6 / 18 = 0.67.
    assert nearest("drone_survey", ["survey"], alike=0.66) == " (nearest: 'survey')"
    assert nearest("drone_survey", ["survey"], alike=0.67) == ""


@pytest.mark.parametrize("word", ["xyz", None, 7])
def test_nothing_is_suggested_for_a_word_that_resembles_none(word: object) -> None:
    assert nearest(word, ["survey"]) == ""


def test_a_broken_rule_raises_its_sentence() -> None:
    must(True, "never said")
    with pytest.raises(InputError, match="crews must be at least 1, got 0"):
        must(False, "crews must be at least 1, got 0.")


def test_an_unknown_word_names_the_place_and_the_nearest_word() -> None:
    must_be_one_of("lv", {"lv", "hv"}, "track")
    with pytest.raises(InputError, match=r"track must be a known word, got 'servey' \(nearest: 'survey'\)\."):
        must_be_one_of("servey", ["survey", "contract"], "track")


def test_a_word_unlike_any_other_is_answered_with_all_choices() -> None:
    with pytest.raises(InputError, match=r"got 3 \(one of: contract, survey\)"):
        must_be_one_of(3, ["survey", "contract"], "stage")
