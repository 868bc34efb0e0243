"""Agreement candidates: what counts as one instrument, whose it is, and what became of it, when and where."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.agreement.find import DEFAULT_CONFIDENCE, find_agreements
from extractor.events.candidates import AgreementCandidate, Option, all_sure, first_sure, merged
from extractor.reading import Reading

PUBLISHED = "2024-05-08"  # a Wednesday


def candidates(text: str) -> tuple[AgreementCandidate, ...]:
    return analyse(Article(id="a", text=text, published=PUBLISHED)).agreements


def likely(text: str) -> list[AgreementCandidate]:
    return [candidate for candidate in candidates(text) if candidate.confidence >= DEFAULT_CONFIDENCE]


def only(text: str) -> AgreementCandidate:
    (found,) = likely(text)
    return found


def values(candidate: AgreementCandidate) -> dict[str, Any]:
    return {
        "instrument": first_sure(candidate.instrument),
        "status": first_sure(candidate.status),
        "parties": set(all_sure(candidate.parties)),
    }


@pytest.mark.parametrize(
    ("text", "instrument", "status", "parties"),
    [
        ("Ghana and Togo signed a trade agreement.", "agreement", "signed", {"GHA", "TGO"}),
        ("Kenya, Uganda ink rail deal", "agreement", "signed", {"KEN", "UGA"}),
        ("Chile has signed a memorandum of understanding with Peru.", "mou", "signed", {"CHL", "PER"}),
        ("The treaty between Norway and Iceland was ratified by parliament.", "treaty", "ratified", {"NOR", "ISL"}),
        ("The India-Oman trade pact entered into force in May.", "agreement", "in_force", {"IND", "OMN"}),
        ("Spain and Morocco will sign a protocol on fisheries.", "protocol", "planned_signing", {"ESP", "MAR"}),
        ("Japan and Vietnam are negotiating a defence agreement.", "agreement", "negotiating", {"JPN", "VNM"}),
        (
            "Cuba and Mexico agreed on a framework agreement.",
            "framework_agreement",
            "agreed_in_principle",
            {"CUB", "MEX"},
        ),
        ("Poland suspended its treaty with Belarus.", "treaty", "suspended", {"POL", "BLR"}),
        ("Turkey withdrew from the agreement with Armenia.", "agreement", "terminated", {"TUR", "ARM"}),
        ("Serbia refused to sign the agreement with Kosovo.", "agreement", "rejected", {"SRB", "XKX"}),
        ("Laos and Cambodia renewed their border agreement.", "agreement", "renewed", {"LAO", "KHM"}),
        ("A contract between Brazil and Sweden was awarded and signed.", "contract", "signed", {"BRA", "SWE"}),
    ],
)
def test_one_instrument(text: str, instrument: str, status: str, parties: set[str]) -> None:
    assert values(only(text)) == {"instrument": instrument, "status": status, "parties": parties}


@pytest.mark.parametrize(
    "text",
    [
        "Iran and Bolivia maintain a strategic alliance and ties have grown.",
        "Many agreements exist between the two neighbours.",
        "Any future agreement between Chad and Niger would help.",
        "The two ministers were in agreement with each other.",
        "France has to deal with Germany and Italy.",
        "Would Egypt sign an agreement with Sudan?",
        "A deal is not a strategy, and every treaty has its price.",
    ],
)
def test_nothing_specific(text: str) -> None:
    assert likely(text) == []


def test_headline_and_body_are_one_instrument() -> None:
    found = only(
        "Ghana, Togo sign port deal\n\n"
        "Ghana and Togo signed a memorandum of understanding on ports in Accra on Monday.\n\n"
        "The memorandum covers customs and safety. The deal will run for five years."
    )
    assert values(found) == {"instrument": "mou", "status": "signed", "parties": {"GHA", "TGO"}}
    assert first_sure(found.date) == "2024-05-06"
    place = first_sure(found.place)
    assert place is not None
    assert (place.city, place.country) == ("Accra", "GHA")
    assert first_sure(found.count) == 1
    assert "transport" in all_sure(found.domains)
    assert len(found.sentences) == 4


def test_another_parts_instruments() -> None:
    found = likely("Peru and Chile signed an agreement on mining. They signed another agreement on fishing.")
    assert [all_sure(candidate.domains) for candidate in found] == [("mining",), ("agriculture",)]


def test_parties_part_instruments() -> None:
    found = likely("Qatar signed an agreement with Kuwait. Qatar signed an agreement with Oman and Yemen.")
    assert [set(all_sure(candidate.parties)) for candidate in found] == [{"QAT", "KWT"}, {"QAT", "OMN", "YEM"}]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Angola and Zambia signed five agreements.", 5),
        ("Angola and Zambia signed a total of 12 agreements.", 12),
        ("Angola and Zambia signed twenty agreements.", 20),
        ("Angola and Zambia signed several agreements.", None),
        ("Angola and Zambia signed a number of other agreements.", None),
        ("Angola and Zambia signed an agreement.", 1),
        ("The visit of the Angolan president to Zambia resulted in the signing of four cooperation document.", 4),
    ],
)
def test_count(text: str, count: int | None) -> None:
    assert first_sure(only(text).count) == count


def test_subset_with_its_own_value_is_a_second_record() -> None:
    whole, part = likely(
        "Iraq and Turkey signed 26 agreements in Baghdad. Iraq and Turkey also signed two contracts worth $3 billion."
    )
    assert (first_sure(whole.count), first_sure(part.count)) == (26, 2)
    assert whole.value == ()
    money = first_sure(part.value)
    assert money is not None
    assert (money.amount, money.currency) == (3e9, "USD")


def test_named_parts_share_what_is_said_of_all() -> None:
    found = likely("Fiji and Samoa signed four documents in Suva, including a treaty on extradition.")
    assert [first_sure(candidate.instrument) for candidate in found] == ["unspecified", "treaty"]
    assert {first_sure(candidate.status) for candidate in found} == {"signed"}


def test_length_of_time_belongs_to_the_phrase() -> None:
    found = only("Russia and Iran signed a 20-year partnership treaty.")
    assert (first_sure(found.instrument), first_sure(found.duration)) == ("strategic_partnership", "P20Y")


def test_mediators_are_no_parties() -> None:
    found = only("Sudan and Chad signed a ceasefire agreement brokered by Qatar in the presence of the UN envoy.")
    assert values(found) == {"instrument": "ceasefire_peace", "status": "signed", "parties": {"SDN", "TCD"}}


def test_the_two_countries_are_those_named_before() -> None:
    found = only("Malaysia hosted a delegation from Nepal. The two countries signed an agreement on labour.")
    assert set(all_sure(found.parties)) == {"MYS", "NPL"}


def test_signatories_who_are_named_by_office_only() -> None:
    found = only(
        "The defence ministers of Kenya and Rwanda signed an agreement on Tuesday. "
        "Kenyan Defence Minister Aden Duale said it was timely. "
        "Rwandan Defence Minister Juvenal Marizamunda agreed."
    )
    assert set(all_sure(found.signatories)) == {"Aden Duale", "Juvenal Marizamunda"}


def test_witnesses_sign_nothing() -> None:
    found = only(
        "The accord was signed by Finnish Foreign Minister Elina Valtonen and Estonian Foreign Minister Margus Tsahkna "
        "in the presence of President Alexander Stubb."
    )
    assert set(all_sure(found.signatories)) == {"Elina Valtonen", "Margus Tsahkna"}
    assert set(all_sure(found.parties)) == {"FIN", "EST"}


def test_date_of_reporting_is_not_the_date_of_signing() -> None:
    found = only("Ghana and Togo signed an agreement, the ministry said on Tuesday.")
    assert [(option.value, option.sure) for option in found.date] == [("2024-05-07", False)]


def test_date_in_another_clause_is_not_the_date_of_signing() -> None:
    found = only("Ghana and Togo signed an agreement on Lomé port, which will open on July 1, 2026.")
    assert all_sure(found.date) == ()


def test_page_of_an_event_gives_day_and_place() -> None:
    found = only(
        "Russia and Laos signed a joint declaration\nMay 6, 2024\n14:30\nSochi\n"
        "The declaration was signed by the presidents of the two countries after talks."
    )
    assert first_sure(found.date) == "2024-05-06"
    place = first_sure(found.place)
    assert place is not None
    assert place.city == "Sochi"


def test_place_of_the_visit_is_the_place_of_the_signing() -> None:
    found = only(
        "Omani Foreign Minister Badr Albusaidi arrived in Warsaw on Monday. "
        "Oman and Poland signed an agreement on air services."
    )
    assert first_sure(found.place) is not None
    assert getattr(first_sure(found.place), "country", None) == "POL"


def test_background() -> None:
    found = only("In 2015, Iran and Oman had signed an agreement on gas.")
    assert (found.report_role, first_sure(found.date)) == ("background", "2015")


def test_approval_is_ratification_only_by_a_parliament() -> None:
    assert first_sure(only("The Senate approved the treaty between Peru and Chile.").status) == "ratified"
    assert first_sure(only("The president approved the treaty between Peru and Chile.").status) == "agreed_in_principle"


def test_no_mentions_no_candidates() -> None:
    assert find_agreements(Reading(text="Nothing at all.")) == ()


def test_merged_keeps_the_first_and_prefers_the_sure() -> None:
    options = merged([Option("a", None, sure=False), Option("b"), Option("a"), Option("b", None, sure=False)])
    assert [(option.value, option.sure) for option in options] == [("a", True), ("b", True)]


WORDS = [
    *("Ghana and Togo", "the two countries", "Iran", "signed", "will sign", "a", "the", "another", "five", "agreement"),
    *("agreements", "memorandum of understanding", "treaty", "between", "with", "on defence", "in Accra", "on Monday"),
    *(
        ".",
        ",",
        "\n\n",
        "“",
        "”",
        "(MoU)",
        "?",
        "Minister Kofi Mensah",
        "in the presence of",
        "worth $5 million",
        "JCPOA",
    ),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text(text: str) -> None:
    for candidate in candidates(text):
        assert 0.0 <= candidate.confidence <= 1.0
        assert candidate.instrument
        assert candidate.status
        for field in (
            "instrument",
            "status",
            "parties",
            "signatories",
            "date",
            "place",
            "domains",
            "value",
            "duration",
        ):
            for option in getattr(candidate, field):
                assert option.span is None or 0 <= option.span.start <= option.span.end <= len(text)


def test_long_text_takes_proportionate_time() -> None:
    text = "Ghana and Togo signed an agreement on ports in Accra on Monday. The agreement covers customs.\n\n" * 150
    assert len(candidates(text)) == 1


def test_each_number_counts_its_own_instruments() -> None:
    found = likely("Ghana and Togo signed three agreements and four memoranda of understanding on trade.")
    assert [(first_sure(one.instrument), first_sure(one.count)) for one in found] == [("agreement", 3), ("mou", 4)]


@pytest.mark.parametrize(
    ("text", "signatories"),
    [
        (
            "Ghanaian President Ama Mensah signed a suite of agreements with Togolese President Kofi Lawson.",
            {"Ama Mensah", "Kofi Lawson"},
        ),
        (
            "Ghana and Togo concluded two accords. Ghanaian President Ama Mensah and Togolese President Kofi Lawson "
            "witnessed the signing of the accords.",
            set(),
        ),
    ],
)
def test_who_signs_and_who_looks_on(text: str, signatories: set[str]) -> None:
    assert set(all_sure(only(text).signatories)) == signatories


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The EU-Chile agreement requires ratification by parliaments of all states to take effect.", "signed"),
        ("The EU-Chile agreement, approved in 2019 after years of talks, must pass parliament.", "agreed_in_principle"),
    ],
)
def test_what_is_still_to_come_has_not_happened(text: str, status: str) -> None:
    assert first_sure(only(text).status) == status


def test_a_headline_that_sums_up_what_the_body_lists_is_no_record() -> None:
    text = (
        "Ghana, Togo Sign Agreements\n\nGhana and Togo signed a memorandum of understanding on fishing, as well "
        "as an agreement on border ports, officials said in the capital of Togo after long talks."
    )
    assert {first_sure(one.count) for one in likely(text)} == {1}


def test_what_is_to_be_renewed_and_concluded_is_not_signed_yet() -> None:
    found = likely("It is intended to renew the accord on ports and conclude an agreement on flour from Peru to Chile.")
    assert "signed" not in {first_sure(one.status) for one in found}
