"""Real sentences, and others made to mislead: none is read wrongly, and what is not read is known."""

from collections import Counter

import pytest

from advocacybot.errors import BadInput
from advocacybot.sources import press
from advocacybot.sources.press import Reading
from tests.config.shipped import the_shipped_files
from tests.sources.press_corpus import Read, Sentence, corpus, how_far, wrong

every_sentence = pytest.mark.parametrize("sentence", corpus(), ids=lambda sentence: f"{sentence.day} {sentence.text[:60]}")


def sitting(sentence: Sentence) -> tuple[str, ...]:
    return tuple(member.state for member in the_shipped_files().reference.council.members_on(sentence.day))


def read(sentence: Sentence) -> Reading:
    reference = the_shipped_files().reference
    return press.read(sentence.text, reference.council.members_on(sentence.day), reference.states)


def read_as(sentence: Sentence) -> Read:
    try:
        reading = read(sentence)
    except BadInput:
        return Read.REFUSED
    return how_far(sentence, reading, sitting(sentence))


@every_sentence
def test_no_sentence_is_read_wrongly(sentence: Sentence) -> None:
    try:
        reading = read(sentence)
    except BadInput:
        return
    assert list(wrong(sentence, reading, sitting(sentence))) == []


@every_sentence
def test_a_sentence_is_read_as_far_as_is_known(sentence: Sentence) -> None:
    assert read_as(sentence) is sentence.read


def test_what_is_not_wholly_read_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """The counts stand here, so that whoever changes how much is understood says so."""
    counts = Counter(read_as(sentence) for sentence in corpus())
    with capsys.disabled():
        print(f"\n{len(corpus())} sentences, {sum(one.real for one in corpus())} of them real: {dict(sorted(counts.items()))}")
    assert counts == {Read.WHOLE: 68, Read.DOUBTED: 2, Read.PARTLY: 11, Read.NOT: 25, Read.SILENT: 2, Read.REFUSED: 17}
    assert len(corpus()) >= 60


def test_what_is_read_partly_or_not_names_the_words_that_were_passed_over() -> None:
    unread = {sentence.text: read(sentence) for sentence in corpus() if sentence.read is Read.NOT}
    for text, reading in unread.items():
        assert all(passage in " ".join(text.split()) for passage in reading.not_understood), text
        assert reading.not_understood, text
