"""What words make of an agreement: wished for, signed, agreed to be done, brokered by others, named in a list."""

from typing import Any

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.agreement.find import DEFAULT_CONFIDENCE
from extractor.events.candidates import AgreementCandidate, all_sure, first_sure

PUBLISHED = "2024-05-08"  # a Wednesday


def likely(text: str) -> list[AgreementCandidate]:
    found = analyse(Article(id="a", text=text, published=PUBLISHED)).agreements
    return [candidate for candidate in found if candidate.confidence >= DEFAULT_CONFIDENCE]


def shown(candidate: AgreementCandidate) -> tuple[Any, ...]:
    return first_sure(candidate.instrument), first_sure(candidate.status), set(all_sure(candidate.parties))


@pytest.mark.parametrize(
    "text",
    [
        "Ghana hopes to have an agreement on a free-trade deal between Kenya and Chad by the end of the year.",
        "Kenya is keen on going on towards a free trade agreement with Chad.",
        "Kenya wants a free trade agreement with Chad.",
        "Kenya pushed for a fisheries treaty with Chad.",
        "Kenya and Chad are moving closer to a fisheries treaty, officials said.",
        "Kenya and Chad have agreed to conclude the free trade pact negotiations by the end of this year.",
        "Kenya and Chad reaffirmed their commitment to finalise a free trade agreement this year.",
        "Kenya and Chad push to close a long-pending Free Trade Agreement (FTA) before the year ends.",
        "Kenya and Chad concluded the third round of negotiations on a free trade agreement.",
    ],
)
def test_wished_for_is_not_signed(text: str) -> None:
    assert {first_sure(candidate.status) for candidate in likely(text)} <= {"negotiating"}


@pytest.mark.parametrize(
    "text",
    [
        "During the call an agreement was reached to hold a meeting of the presidents of Kenya and Chad.",
        "Kenya and Chad reached an agreement to continue talks.",
        "We have issued instructions to prepare a new treaty between Kenya and Chad.",
    ],
)
def test_agreeing_to_meet_or_go_on_signs_nothing(text: str) -> None:
    assert "signed" not in {first_sure(candidate.status) for candidate in likely(text)}
    assert "agreed_in_principle" not in {first_sure(candidate.status) for candidate in likely(text)}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Kenyan President William Ruto announced a ceasefire between Sudan and Chad.", {"SDN", "TCD"}),
        ("Sudan and Chad agreed on a ceasefire after talks brokered by the African Union in Kenya.", {"SDN", "TCD"}),
        ("Sudan and Chad signed a peace accord in Nairobi under the mediation of Kenya.", {"SDN", "TCD"}),
        ("Kenya, which mediated the talks, said Sudan and Chad signed a truce.", {"SDN", "TCD"}),
        (
            "Sudan and Chad have agreed to stop fighting, said Olusegun Obasanjo, head of the African Union mediation "
            "team. Both sides signed a truce agreement.",
            {"SDN", "TCD"},
        ),
    ],
)
def test_mediators_are_not_bound(text: str, parties: set[str]) -> None:
    assert [set(all_sure(candidate.parties)) for candidate in likely(text)] == [parties]


def test_callers_about_a_ceasefire_are_not_its_parties() -> None:
    text = (
        "Kenya's William Ruto and Ghana's Nana Akufo-Addo held talks on phone over Sudan ceasefire. "
        "The leaders also discussed trade."
    )
    assert all(set(all_sure(candidate.parties)) != {"KEN", "GHA"} for candidate in likely(text))


def test_one_ceasefire_under_two_nouns() -> None:
    text = (
        "Sudan and Chad have agreed on an immediate ceasefire. Delegates of both sides reached an agreement on Tuesday "
        "after a week of talks."
    )
    assert [shown(candidate) for candidate in likely(text)] == [
        ("ceasefire_peace", "agreed_in_principle", {"SDN", "TCD"})
    ]


def test_parts_of_a_list_share_its_signing() -> None:
    text = (
        "Kenya and Chad signed five agreements in Nairobi on Tuesday. The agreements include a joint statement on "
        "science, three memoranda of understanding on customs, and a protocol on mining."
    )
    assert [(first_sure(c.instrument), first_sure(c.status), first_sure(c.count)) for c in likely(text)] == [
        ("agreement", "signed", 5),
        ("joint_declaration", "signed", 1),
        ("mou", "signed", 3),
        ("protocol", "signed", 1),
    ]


def test_who_signed_by_a_pronoun() -> None:
    text = (
        "Kenyan Foreign Minister Musalia Mudavadi met his Ghanaian counterpart Shirley Ayorkor Botchwey in Accra on "
        "Tuesday. Both signed a memorandum of understanding on trade."
    )
    (found,) = likely(text)
    assert set(all_sure(found.signatories)) == {"Musalia Mudavadi", "Shirley Ayorkor Botchwey"}


def test_a_signing_at_talks_has_their_day_and_place() -> None:
    text = (
        "Kenyan Foreign Minister Musalia Mudavadi met his Ghanaian counterpart Shirley Ayorkor Botchwey in Accra on "
        "Tuesday. At the end of the meeting the two ministers signed a memorandum of understanding on trade."
    )
    (found,) = likely(text)
    place = first_sure(found.place)
    assert first_sure(found.date) == "2024-05-07"
    assert place is not None
    assert place.city == "Accra"


def test_memo_of_cooperation() -> None:
    (found,) = likely("The foreign ministers of Kenya and Chad signed a memo of cooperation for 2025-2027.")
    assert shown(found) == ("mou", "signed", {"KEN", "TCD"})


def test_a_fresh_agreement_in_the_lead_is_the_story() -> None:
    (found,) = likely("The presidents of Kenya and Chad announced that an agreement on grain had been reached.")
    assert found.report_role == "main"


def test_a_deal_that_was_left() -> None:
    (found,) = likely("Kenya exited the grain deal with Chad last month.")
    assert shown(found) == ("agreement", "terminated", {"KEN", "TCD"})


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Commission adopted proposals for the signing of the EU-Ghana Association Agreement.", "planned_signing"),
        ("Kenya and Chad completed the steps for signature of the fisheries agreement.", "planned_signing"),
        (
            "The fisheries treaty between Kenya and Chad, which covers the lake, its islands and ports, was signed.",
            "signed",
        ),
        ("Kenya is withdrawing from the fisheries treaty with Chad, a key regional agreement.", "terminated"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert [first_sure(candidate.status) for candidate in likely(text)] == [status]


def test_brokers_sign_nothing() -> None:
    text = (
        "Peru and Ecuador sealed a peace treaty on Thursday. The treaty won praise from Kenyan President William Ruto, "
        "whose government, along with Ghana and Togo, brokered the deal."
    )
    (found,) = likely(text)
    assert (shown(found)[2], all_sure(found.signatories)) == ({"PER", "ECU"}, ())


def test_whoever_is_only_visited_or_advised_signs_nothing() -> None:
    text = (
        "During Chadian President Mahamat Déby's trip to Kenya, officials of Chad and Kenya signed a grain deal. "
        "It was signed by Musa Abdi, adviser to President Mahamat Déby."
    )
    assert all("Mahamat Déby" not in all_sure(candidate.signatories) for candidate in likely(text))


def test_the_price_of_what_is_bought() -> None:
    (found,) = likely("Kenya signed an agreement with Chad to buy 36 patrol boats for $8.7bn.")
    value = first_sure(found.value)
    assert value is not None
    assert (value.amount, value.currency) == (8.7e9, "USD")


def test_where_an_embassy_sits_is_no_place_of_signing() -> None:
    (found,) = likely("The EU and Ghana signed a fisheries accord, the EU delegation in Accra said.")
    assert first_sure(found.place) is None


def test_both_are_two() -> None:
    found = likely("Kenya and Chad signed two treaties on water. Both treaties were signed in Nairobi.")
    assert [first_sure(candidate.count) for candidate in found] == [2]


def test_a_stated_number_of_agreements_to_be_signed() -> None:
    text = "Kenya and Chad are neighbours. Six agreements will be signed in different areas of cooperation."
    (found,) = likely(text)
    assert shown(found) == ("agreement", "planned_signing", {"KEN", "TCD"})
    assert first_sure(found.count) == 6


def test_a_treaty_that_is_sought() -> None:
    (found,) = likely("The talks focused on a peace treaty between Sudan and Chad sought by Sudan.")
    assert first_sure(found.status) == "negotiating"


def test_a_council_is_no_partnership() -> None:
    found = likely("Kenya and Chad signed a protocol after the first meeting of the Strategic Cooperation Council.")
    assert [first_sure(candidate.instrument) for candidate in found] == ["protocol"]


def test_a_list_of_memoranda_names_each_with_its_own_pair() -> None:
    found = likely(
        "They signed a Memorandum of Understanding on culture between the Arts Fund of Peru and the Music Council "
        "of Chile and a Memorandum of Understanding between the Lima Diplomatic Academy of Peru and the Soto School of "
        "Chile."
    )
    assert len(found) == 2
    again = likely(
        "Peru and Chile signed a Memorandum of Understanding between the Arts Fund of Peru and the Music Council of "
        "Chile. A Memorandum of Understanding between the Arts Fund and the Music Council was long awaited."
    )
    assert len(again) == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chad knocked back a regional security deal with Kenya.", "rejected"),
        ("Chad turned down a customs pact with Kenya.", "rejected"),
        ("Chad walked away from the customs pact with Kenya.", "terminated"),
        ("Kenya and Chad called for the earliest possible ratification of the customs treaty between them.", "signed"),
        (
            "The presidents of Kenya and Chad discussed the question of signing a border agreement.",
            "negotiating",
        ),
        ("Chad has stalled ratification of the customs treaty with Kenya.", "signed"),
        (
            "Kenya will sign a memorandum on tea with Chad next week. The cabinet approved the signing of the "
            "memorandum last month.",
            "planned_signing",
        ),
        ("Kenya and Chad spoke about a border treaty, which the two presidents signed last May.", "signed"),
    ],
)
def test_what_became_of_it(text: str, status: str) -> None:
    assert [first_sure(candidate.status) for candidate in likely(text)] == [status]


def test_a_year_tells_an_old_accord_from_the_new_one() -> None:
    found = likely(
        "Kenya and Chad signed a new fisheries accord on Monday. The talks had turned on renewal of the 1994 fisheries "
        "accord."
    )
    assert [(first_sure(candidate.date), candidate.report_role) for candidate in found] == [
        ("2024-05-06", "main"),
        ("1994", "background"),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Presidents William Ruto of Kenya and Mahamat Deby of Chad signed an economic cooperation plan.", 1),
        ("One aim of the trip was the signing of a five-year farming program between Kenya and Chad.", 1),
        ("Kenya and Chad signed a cultural exchange programme. The programme runs for three years.", 1),
        ("Kenya and Chad, whose plan is bold, spoke of a plan to build a dam under an aid programme.", 0),
        ("Kenya and Chad signed up to the plan.", 0),
    ],
)
def test_whatever_states_sign_is_an_instrument(text: str, count: int) -> None:
    assert [shown(candidate) for candidate in likely(text)] == [("other", "signed", {"KEN", "TCD"})] * count


@pytest.mark.parametrize(
    "text",
    [
        "The step makes hollow the promises of finding a peace deal between Kenya and Chad.",
        "Leaving the council, Ghana's promise to broker a peace deal between Kenya and Chad is empty.",
        "Withdrawing from the assembly, Ghana spoke of its promise to secure a pact between Kenya and Chad.",
        "Ghana vowed to secure a ceasefire between Kenya and Chad.",
    ],
)
def test_what_is_only_promised_is_no_agreement(text: str) -> None:
    assert likely(text) == []


def test_two_nations_along_with_others_are_all_parties() -> None:
    (found,) = likely(
        "Kenya and Chad held talks. The two nations -- along with the three states of Niger, Mali and Senegal -- "
        "signed a treaty on water."
    )
    assert set(all_sure(found.parties)) == {"KEN", "TCD", "NER", "MLI", "SEN"}


def test_two_numbers_are_two_sets() -> None:
    found = likely(
        "Kenya and Chad signed two agreements on pensions and news agencies and two memoranda of understanding (MoUs) "
        "on youth policy."
    )
    assert [(first_sure(one.instrument), first_sure(one.count)) for one in found] == [("agreement", 2), ("mou", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President William Ruto said that the Sudanese government and rebels had reached an "
        "agreement on a ceasefire.",
        "The Sudanese government and rebels signed a peace accord in Nairobi on Monday.",
        "Rebels and the Sudanese army agreed on a truce. Kenya welcomed it.",
    ],
)
def test_a_state_makes_peace_with_rebels(text: str) -> None:
    assert [set(all_sure(candidate.parties)) for candidate in likely(text)] == [{"SDN"}]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # Who mediates is no party, nor is the partner in another text, nor who only hopes for others' peace.
        (
            "Officials of Kenya and Chad met in Doha with the mediation of Qatar. The Kenyan minister thanked the "
            'Qatari side. "The two sides have exchanged views on the draft border treaty," he said.',
            {"KEN", "TCD"},
        ),
        (
            "Ghana wants a trade agreement with the EU, similar to the agreement already signed with Peru.",
            {"GHA", "PER"},
        ),
        (
            "The envoy praised the ceasefire agreement between the government of Mali and the armed group Front for "
            "Northern Unity (FNU), signed in Tunis.",
            {"MLI", "FNU"},
        ),
        (
            "The dispute must be settled under the UN Convention on the Law of the Sea, Kenya told Chad.",
            {"KEN", "TCD"},
        ),
    ],
)
def test_outsiders_are_no_parties(text: str, parties: set[str]) -> None:
    assert set(all_sure(likely(text)[-1].parties)) == parties


@pytest.mark.parametrize(
    "text",
    [
        '"Ghana and Peru have backed every effort towards a peace deal for Chad," Ghanaian minister Kofi Mensah said.',
        "Chadian President Idriss Saleh and US President John Baker agreed to do all they can to reach an agreement.",
        "Kenya and Chad held talks. The judge recalled the legal rules for concluding international agreements.",
    ],
)
def test_what_nobody_negotiates_is_no_record(text: str) -> None:
    assert likely(text) == []


def test_an_exchange_of_proposals_signs_nothing() -> None:
    found = likely("Kenya and Chad have exchanged proposals on the text of the customs agreement.")
    assert [first_sure(candidate.status) for candidate in found] == ["negotiating"]


def test_whoever_speaks_after_signing_signed() -> None:
    [found] = likely(
        "Kenya and Chad signed the fisheries accord in Lima on Monday. After signing the accord, Kenyan minister "
        "Tom Otieno said that it would open markets."
    )
    assert list(all_sure(found.signatories)) == ["Tom Otieno"]
