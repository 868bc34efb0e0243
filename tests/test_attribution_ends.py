"""Where statements begin and end inside a sentence, who is told, and what is background: whole short articles."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.attribution.addressee import find_addressees
from tests.work import assert_linear

EVERYTHING_SAID = [
    # the narrator goes on
    (
        "Croatian Foreign Minister Anna Horvat said on Monday that the ports would reopen soon, using the old name for "
        "the harbour district.",
        [("Anna Horvat", "the ports would reopen soon")],
    ),
    ("Peru rejected the ruling as “a farce” and continues to ignore it.", [("Peru", "the ruling as “a farce”")]),
    (
        "Norwegian envoy Kari Lund ruled out any early vote, a day before her partners were due to meet.",
        [("Kari Lund", "any early vote")],
    ),
    (
        "Cypriot Foreign Minister Nikos Vassou called the offer “a slap in the face” and walked out of the room.",
        [("Nikos Vassou", "the offer “a slap in the face”")],
    ),
    (
        "Peruvian Defence Minister Luis Vega praised the crews who had waited for days and were cold.",
        [("Luis Vega", "the crews who had waited for days and were cold")],
    ),
    # who has the next verb
    (
        "Croatian Premier Ivo Maric met Peruvian President Rosa Diaz and the two called for an early end to war.",
        [("Rosa Diaz", "an early end to war")],
    ),
    (
        "Peru blamed Chile for the collapse of the fishing talks, and Chile denied it had walked out.",
        [("Peru", "Chile for the collapse of the fishing talks"), ("Chile", "it had walked out")],
    ),
    (
        "Peruvian Prime Minister Luis Vega thanked Qatar for its mediation, and announced that the port would open.",
        [("Luis Vega", "Qatar for its mediation"), ("Luis Vega", "the port would open")],
    ),
    (
        "Foreign Minister Anna Horvat proposed a round of talks in June; and stressed that the border must be quiet.",
        [("Anna Horvat", "a round of talks in June"), ("Anna Horvat", "the border must be quiet")],
    ),
    (
        "Peruvian envoy Luis Vega expressed gratitude for the tents and hoped that more would come.",
        [("Luis Vega", "gratitude for the tents and hoped that more would come")],
    ),
    # who speaks
    (
        "The Dutch foreign ministry released a short statement saying that two of its nationals had been freed.",
        [("Dutch foreign ministry", "two of its nationals had been freed")],
    ),
    (
        "Officials in Nairobi said Foreign Minister Peter Otieno told his counterpart that the line would be finished.",
        [("Peter Otieno", "the line would be finished")],
    ),
    (
        "Prime Minister Nabil Haddad of Lebanon vowed to hunt down the bombers.",
        [("Nabil Haddad", "to hunt down the bombers")],
    ),
    ("Governments opposed to the embargo met in Lima on Monday.", []),
    ("Japanese Foreign Minister Ken Sato welcomed Korean Foreign Minister Pak Jin-ho to Tokyo.", []),
    # nouns and states of mind
    (
        "Peruvian envoy Luis Vega replied with words of thanks for the hospitality of the city.",
        [("Luis Vega", "words of thanks for the hospitality of the city")],
    ),
    (
        "Peruvian President Rosa Diaz was very satisfied with the pace of the talks.",
        [("Rosa Diaz", "the pace of the talks")],
    ),
    # a lead-in and its quotation
    (
        "Peruvian President Rosa Diaz said Lima would not hand over the man. “He is our guest and he stays,” she said.",
        [("Rosa Diaz", "Lima would not hand over the man. “He is our guest and he stays,”")],
    ),
    (
        "Peruvian envoy Luis Vega, who last month had accused Chile of greed, stood up and said it hoped for peace.",
        [("Luis Vega", "Chile of greed"), ("Luis Vega", "it hoped for peace")],
    ),
    (
        "Croatian Foreign Minister Anna Horvat expressed “extreme regret” over the launch of two rockets.",
        [("Anna Horvat", "“extreme regret” over the launch of two rockets")],
    ),
    # whom one tells is no part of what one says
    (
        "Peruvian Vice President Elena Duarte warned shipping firms that fees would rise, but gave no figures.",
        [("Elena Duarte", "fees would rise")],
    ),
    (
        "Peruvian envoy Luis Vega stated in clear terms that his country stood by the map.",
        [("Luis Vega", "his country stood by the map")],
    ),
    (
        "Croatian Foreign Minister Anna Horvat pointed out to Peruvian President Rosa Diaz that three men were held.",
        [("Anna Horvat", "three men were held")],
    ),
]


def said(text: str) -> list[tuple[str, str]]:
    analysis = analyse(Article(id="a", text=text, published="2024-05-07"))
    names = {person.id: person.name for person in analysis.reading.persons}
    return [
        (item.speaker_text if item.speaker_person is None else names[item.speaker_person], item.content.of(text))
        for item in analysis.attributions
    ]


@pytest.mark.parametrize(("text", "expected"), EVERYTHING_SAID)
def test_everything_said(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("Anna Horvat pointed out to Peruvian President Rosa Diaz that men were held.", ["Rosa Diaz"]),
        ("Anna Horvat expressed to Peruvian President Rosa Diaz her sympathy after the storm.", ["Rosa Diaz"]),
        ("Anna Horvat offered congratulations to Peruvian President Rosa Diaz on the feast.", ["Rosa Diaz"]),
        ("Anna Horvat assured her guest of Peru's support.", []),
        ("Anna Horvat explained to visitors the plan for Peru.", []),
    ],
)
def test_who_is_told(text: str, addressed: list[str]) -> None:
    reading = analyse(Article(id="a", text=text, published="2024-05-07")).reading
    whole = reading.sentences[0].span
    assert [name for name, _ in find_addressees(reading, whole, speaker=None)] == addressed


@pytest.mark.parametrize(
    ("sentence", "background"),
    [
        ("Croatia accused Peru last week of hiding the report.", True),
        ("Croatia has long accused Peru of hiding the report.", True),
        ("Croatia denies hiding the report from the court.", True),
        ("In 2009 Croatia said the report would be published.", True),
        ("Croatia accused Peru of hiding the report last week.", False),
        ("Croatia denied hiding the report from the court.", False),
    ],
)
def test_what_was_said_before_is_background(sentence: str, background: bool) -> None:
    text = f"Peru said on Monday it would wait for the court. {sentence} The envoys said they would meet."
    found = analyse(Article(id="a", text=text, published="2024-05-07")).attributions
    assert found[1].background is background


def test_an_acronym_speaks_by_its_name() -> None:
    text = "The Gulf Cooperation Council (GCC) met in Riyadh on Sunday. The GCC called for an immediate truce."
    assert [speaker for speaker, _ in said(text)] == ["Gulf Cooperation Council"]


@pytest.mark.fault(20)
@pytest.mark.parametrize("shape", ["and has the ", ", but last week ", ", in a reference ", "pointed out to the "])
def test_time_grows_with_the_text_only(shape: str) -> None:
    assert_linear(lambda times: said(f"Peru rejected the plan {shape * times}."), 60)
