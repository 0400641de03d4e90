"""Comments: a small corpus in two languages whose topics are known, and what is refused."""

import pandas as pd
import pytest

from domain.errors import InputError
from models.comment_words import language_of, stem, words_of
from models.comments import comments_of, topics_of
from tests.domain.logs import MONDAY, application, hour, log_of, visit

CHINESE = {
    "waiting": [
        "等了三天才有人上门，时间太长",
        "等待时间太长，装表等了一周",
        "时间太长，等待一周没人联系",
        "等待太长，三天没人上门",
        "装表等待时间长达一周",
        "等待上门时间太长",
        "一周才上门，等待时间长",
        "等待时间长，三天才装表",
    ],
    "attitude": [
        "工作人员态度恶劣，说话不耐烦",
        "客服态度差，不耐烦",
        "窗口人员态度恶劣",
        "态度冷淡，说话不耐烦",
        "客服说话态度恶劣",
        "工作人员不耐烦，态度差",
        "窗口态度冷淡，不耐烦",
        "客服人员态度差",
    ],
    "papers": [
        "材料反复提交，资料要求不清楚",
        "同样的资料提交三遍",
        "资料要求不清楚，反复补材料",
        "提交材料反复退回",
        "补材料跑了几趟，要求不清楚",
        "材料退回两次，资料重复提交",
        "反复提交同样的材料",
        "资料重复提交，要求不清楚",
    ],
}
ENGLISH = {
    "waiting": [
        "waited three days for the meter",
        "waiting too long for a meter",
        "the meter came after a week of waiting",
        "long wait for the crew and the meter",
        "we wait a week and nobody installed the meter",
        "waited long, meter late",
        "a week waiting for the meter",
        "still waiting, meter not installed",
    ],
    "attitude": [
        "the clerk was rude",
        "rude clerk, no explanation",
        "staff rude and impatient",
        "impatient clerk",
        "clerk impatient on the phone",
        "rude answer from staff",
        "the staff was impatient and rude",
        "clerk shouted, very rude staff",
    ],
    "papers": [
        "asked for the same documents twice",
        "documents sent again and again",
        "unclear which documents are required",
        "same documents required again",
        "documents returned twice",
        "the form and documents are unclear",
        "required form unclear",
        "documents lost, form sent twice",
    ],
}


def corpus():
    """Waiting is complained of in the first week at installation, the rest in the second at acceptance."""
    rows = []
    for topics in (CHINESE, ENGLISH):
        for topic, texts in topics.items():
            week, stage = (0, "install") if topic == "waiting" else (1, "acceptance")
            at = MONDAY + pd.Timedelta(days=7 * week + 2)
            rows += [(text, stage, at, 2 if topic == "waiting" else 1, topic) for text in texts]
    return pd.DataFrame(rows, columns=["text", "stage", "answered_at", "score", "meant"])


@pytest.fixture(scope="module")
def found():
    return topics_of(corpus(), most=3)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_comments_meant_alike_come_together(found, language):
    """Each topic found is one of those meant, for at least 22 of the 24 comments."""
    own = found.comments[found.comments["language"] == language]
    table = pd.crosstab(own["topic"], own["meant"])
    assert sorted(table.idxmax(axis=1)) == ["attitude", "papers", "waiting"]
    assert table.max(axis=1).sum() >= 22


@pytest.mark.parametrize(
    ("meant", "language", "words"),
    [
        ("waiting", "zh", {"等待", "时间"}),
        ("attitude", "zh", {"态度", "恶劣", "不耐烦"}),
        ("papers", "zh", {"材料", "资料", "提交"}),
        ("waiting", "en", {"waiting", "meter"}),
        ("attitude", "en", {"rude", "clerk"}),
        ("papers", "en", {"documents"}),
    ],
)
def test_topics_are_named_by_their_words(found, meant, language, words):
    number = topic_of(found, meant, language)
    told = found.topics.set_index("topic").loc[number]
    assert len(words & set(told["words"])) >= 1
    assert len(told["examples"]) == 3
    assert set(told["examples"]) <= set(found.comments[found.comments["topic"] == number]["text"])


def topic_of(found, meant, language):
    own = found.comments[(found.comments["language"] == language) & (found.comments["meant"] == meant)]
    return own["topic"].mode().iloc[0]


def test_a_topic_is_told_with_its_stage_and_its_weeks(found):
    waiting = topic_of(found, "waiting", "zh")
    stages = found.stages[found.stages["topic"] == waiting].set_index("stage")["n"]
    assert stages["install"] >= 7
    weeks = found.weeks[found.weeks["topic"] == waiting].set_index("week")["n"]
    assert weeks[pd.Timestamp("2026-03-02")] >= 7
    first, second = found.by_week()[waiting]
    assert (first, first + second) == (weeks[pd.Timestamp("2026-03-02")], weeks.sum())


def test_weeks_begin_on_monday_where_the_customers_are():
    """Sunday 20:00 UTC is Monday 04:00 in Shanghai."""
    comments = corpus().assign(answered_at=hour(6 * 24 + 20))
    assert set(topics_of(comments).weeks["week"]) == {pd.Timestamp("2026-03-02")}
    assert set(topics_of(comments, "Asia/Shanghai").weeks["week"]) == {pd.Timestamp("2026-03-09")}


def test_the_same_comments_give_the_same_topics(found):
    pd.testing.assert_frame_equal(topics_of(corpus(), most=3).topics, found.topics)


def test_too_few_comments_are_counted_rather_than_sorted():
    few = topics_of(corpus().iloc[:19])
    assert few.too_few == {"zh": 1}
    assert few.topics.empty
    assert few.as_dict()["n"] == 19


def test_only_what_was_said_with_a_low_score_is_a_complaint():
    """A1 says attitude 5 and speed 2 at once with a comment on the first; A2 is content."""
    told = {"dimension": "attitude", "stage": "survey"}
    log = log_of(
        9,
        applications=[application("A1", 0), application("A2", 0)],
        visits=[visit("A1", 1, "survey", 0, 1, 2)],
        surveys=[
            {"application": "A1", **told, "score": 5, "answered_at": 5, "comment": "too slow"},
            {
                "application": "A1",
                **told,
                "dimension": "speed",
                "score": 2,
                "answered_at": 5,
                "comment": None,
            },
            {"application": "A2", **told, "score": 5, "answered_at": 6, "comment": "fine"},
        ],
    )
    assert comments_of(log)[["text", "score"]].to_numpy().tolist() == [["too slow", 2]]
    assert comments_of(log, worst=5)["text"].tolist() == ["too slow", "fine"]


def test_surveys_without_comments_are_refused():
    log = log_of(9, applications=[application("A1", 0)])
    with pytest.raises(InputError, match="Surveys must have comments"):
        comments_of(log)


def test_forms_of_a_word_count_as_one():
    assert {stem(word) for word in ("wait", "waits", "waited", "waiting")} == {"wait"}
    assert language_of("waited 三 days") == "zh"
    assert words_of("The crew waited, 态度恶劣！") == ["crew", "waited", "态度恶劣"]
