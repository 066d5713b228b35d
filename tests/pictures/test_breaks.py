"""Where lines may end."""

import pytest

from advocacybot.pictures.breaks import pieces


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Syria", ("Syria",)),
        ("two words", ("two ", "words")),
        ("Saint-Vincent-et-les-Grenadines", ("Saint-", "Vincent-", "et-", "les-", "Grenadines")),
        ("11-2-2 and S/2016/846", ("11-2-2 ", "and ", "S/2016/846")),
        ("8\u00a0octobre 2016\u202f:", ("8\u00a0octobre ", "2016\u202f:")),
        ("叙利亚", ("叙", "利", "亚")),
        ("《宪章》第二条。", ("《宪", "章》", "第", "二", "条。")),
        ("2016年10月8日", ("2016年", "10月", "8日")),
        ("（S/2016/846）草案", ("（S/2016/846）", "草", "案")),
    ],
)
def test_a_line_ends_where_the_language_lets_it(words: str, expected: tuple[str, ...]) -> None:
    assert pieces(words) == expected
    assert "".join(pieces(words)) == words


def test_chinese_that_is_to_stay_whole_is_cut_behind_its_punctuation_only() -> None:
    assert pieces("因否决未获通过：俄罗斯联邦、中国", whole=True) == ("因否决未获通过：", "俄罗斯联邦、", "中国")
    assert pieces("two words", whole=True) == ("two ", "words")
