"""Lists of instruments: each is a record of its own, signed when and where all of them were."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.agreement.find import DEFAULT_CONFIDENCE
from extractor.events.candidates import AgreementCandidate, all_sure, first_sure
from extractor.pipeline import extract_article
from schemas.record import Agreement

PUBLISHED = "2024-05-08"  # a Wednesday
LIST = (
    "Three memoranda of understanding were signed on Monday between Ghana and Peru, at talks in Accra.\n\n"
    "They are an MoU between the Ministry of Fisheries of Ghana and the Peruvian Harbour Board, an MoU between the "
    "Accra Diplomatic School of Ghana and the Foreign Service College of Peru, and an MoU between the Cape Coast "
    "Museum of Ghana and the Lima Gallery of Peru."
)


def likely(text: str) -> list[AgreementCandidate]:
    found = analyse(Article(id="a", text=text, published=PUBLISHED)).agreements
    return [candidate for candidate in found if candidate.confidence >= DEFAULT_CONFIDENCE]


def test_each_instrument_of_a_list_stays_a_record() -> None:
    outcome = extract_article(Article(id="a", text=LIST, published=PUBLISHED), None)
    listed = [record for record in outcome.records if isinstance(record, Agreement) and record.count.value == 1]
    assert len(listed) == 3
    assert len({record.instrument.evidence for record in listed}) == 3


def test_what_is_listed_was_signed_with_the_set() -> None:
    listed = [candidate for candidate in likely(LIST) if first_sure(candidate.count) == 1]
    assert [first_sure(candidate.date) for candidate in listed] == ["2024-05-06"] * 3
    assert {place.city for candidate in listed if (place := first_sure(candidate.place))} == {"Accra"}


def test_an_earlier_instrument_does_not_take_the_date_of_a_set() -> None:
    found = likely(
        "Ghana and Peru signed four agreements in Accra on Monday.\n\n"
        "Ghana and Peru had signed a fisheries treaty under the last government.\n\n"
        "The deals cover mining, ports, visas and tea."
    )
    assert [all_sure(candidate.date) for candidate in found] == [("2024-05-06",), ()]


@pytest.mark.parametrize(
    "text",
    [
        "A customs accord was signed by Kenyan President William Ruto for the government and Chadian President Mahamat "
        "Deby.",
        "A customs accord between Kenya and Chad was signed by Minister of State for Ports William Ruto and Secretary "
        "of Fisheries Mahamat Deby.",
        "Minister William Ruto and Secretary Mahamat Deby signed a customs accord between Kenya and Chad.",
        "Presidents William Ruto of Kenya and Mahamat Deby of Chad met on Monday. They spoke of a treaty on borders, "
        "which the two presidents signed last May.",
    ],
)
def test_all_who_sign_are_named(text: str) -> None:
    assert [all_sure(candidate.signatories) for candidate in likely(text)] == [("William Ruto", "Mahamat Deby")]


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        (
            "Kenya and Chad signed an accord on fishing between the Ministry of Trade and the Board of Mines.",
            {"agriculture"},
        ),
        (
            "A memorandum between the Ministry of Agriculture of Kenya and the Ministry of Agriculture of Chad and a "
            "memorandum between the Museum of Kenya and the University of Chad were signed.",
            {"agriculture"},
        ),
        (
            "Kenya and Chad signed agreements on cooperation in areas including oil, health, schools and farming.",
            {"energy", "health", "education_culture", "agriculture"},
        ),
    ],
)
def test_what_it_is_on_counts_before_the_names_of_the_bodies(text: str, domains: set[str]) -> None:
    assert set(all_sure(likely(text)[0].domains)) == domains


def test_the_city_one_instrument_names_is_that_of_all_signed_with_it() -> None:
    found = likely(
        "Kenya and Chad on Monday signed five agreements.\n\n"
        "Kenyan President William Ruto and visiting Chadian President Mahamat Deby witnessed the signing.\n\n"
        "The two countries signed a joint statement on Monday in Mombasa."
    )
    assert {place.city for candidate in found if (place := first_sure(candidate.place))} == {"Mombasa"}


def test_what_will_be_signed_at_a_planned_summit_is_placed_there() -> None:
    (found,) = likely(
        "The presidents of Kenya, William Ruto, and Chad, Mahamat Deby, will hold a summit on Saturday in Nairobi. "
        "Both leaders are due to sign more than 100 agreements. They will sign the last memorandums on Saturday."
    )
    place = first_sure(found.place)
    assert place is not None
    assert place.city == "Nairobi"
    assert (first_sure(found.instrument), first_sure(found.count)) == ("agreement", 100)


def test_one_verb_may_sign_two() -> None:
    found = likely(
        "Ministers William Ruto of Kenya and Mahamat Deby of Chad signed an MoU on museums and theatres "
        "between the Heritage Board of Kenya (KEHB) and the Theatre Council of Chad (TCC) and a MOU between the "
        "Law Academy of Kenya and the Castro Institute of Chad."
    )
    assert [all_sure(candidate.signatories) for candidate in found] == [("William Ruto", "Mahamat Deby")] * 2


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kenya and Chad are negotiating three treaties: on fisheries, on extradition and on air transport.", 3),
        ("Kenya and Chad signed two agreements in Nairobi on Monday: one on health and one on education.", 2),
        ("Kenya and Chad initialed four documents: on tea, on tourism, on banking and on hydropower.", 4),
        ("Kenya and Chad concluded three memoranda: one on mining, a second on gas and a third on culture.", 3),
        ("Kenya and Chad signed four agreements: on tea and on tourism.", 0),
    ],
)
def test_texts_told_apart_by_their_matter(text: str, number: int) -> None:
    found = analyse(Article(id="a", text=text, published="2024-05-08")).agreements
    parts = [candidate for candidate in found if first_sure(candidate.count) == 1]
    assert len(parts) == number
    assert all(set(all_sure(part.parties)) == {"KEN", "TCD"} for part in parts)


def test_a_separate_text_is_signed_on_the_same_occasion() -> None:
    text = (
        "Kenya and Chad signed a border treaty in Lima on 3 May 2024. "
        "The two countries also signed a separate accord on water."
    )
    found = analyse(Article(id="a", text=text, published="2024-05-08")).agreements
    assert [first_sure(candidate.date) for candidate in found] == ["2024-05-03", "2024-05-03"]


def test_what_is_signed_is_not_yet_to_be_signed() -> None:
    text = (
        "The health agreement between Kenya and Chad was signed on 2 May 2024. "
        "The fisheries agreement is due to be signed in September 2024."
    )
    found = analyse(Article(id="a", text=text, published="2024-05-08")).agreements
    assert [first_sure(candidate.status) for candidate in found] == ["signed", "planned_signing"]


def test_a_cleft_sentence_dates_and_places_the_signing() -> None:
    text = "It was in Tunis in 1998 that the Carthage Declaration between Kenya and Chad was signed, the envoy said."
    [found] = analyse(Article(id="a", text=text, published="2024-05-08")).agreements
    place = first_sure(found.place)
    assert (first_sure(found.date), place and place.city) == ("1998", "Tunis")
