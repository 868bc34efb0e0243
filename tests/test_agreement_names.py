"""Instruments known by a name or only spoken of, and texts that are signed without one."""

import pytest

from extractor.analysis import analyse
from extractor.article import Article
from extractor.events.agreement.find import DEFAULT_CONFIDENCE
from extractor.events.candidates import AgreementCandidate, all_sure, first_sure

PUBLISHED = "2024-05-08"  # a Wednesday


def likely(text: str) -> list[AgreementCandidate]:
    found = analyse(Article(id="a", text=text, published=PUBLISHED)).agreements
    return [candidate for candidate in found if candidate.confidence >= DEFAULT_CONFIDENCE]


def only(text: str) -> AgreementCandidate:
    (found,) = likely(text)
    return found


@pytest.mark.parametrize(
    ("text", "status", "parties"),
    [
        (
            "Under the Wye River Memorandum, Israel was to withdraw from territory it shares with the Palestinians.",
            "in_force",
            {"ISR", "PSE"},
        ),
        (
            "Japan and South Korea normalised ties under a 1965 treaty that Tokyo says settled all claims.",
            "signed",
            {"JPN", "KOR"},
        ),
        (
            "Both ministers welcomed the implementation of the Vietnam–Laos Action Programme on Border Management.",
            "in_force",
            {"VNM", "LAO"},
        ),
        (
            "The 1960 Waters Treaty, brokered by the World Bank, obliges India to let the rivers flow to Pakistan.",
            "signed",
            {"IND", "PAK"},
        ),
        (
            "London and Dublin, guarantors of the Good Friday Agreement, urged the parties in Belfast to share power.",
            "in_force",
            {"GBR", "IRL"},
        ),
    ],
)
def test_what_has_a_name_exists_and_is_background(text: str, status: str, parties: set[str]) -> None:
    found = only(text)
    assert (first_sure(found.status), set(all_sure(found.parties))) == (status, parties)
    assert (found.report_role, first_sure(found.place)) == ("background", None)


@pytest.mark.parametrize(
    ("text", "instrument", "parties"),
    [
        (
            "The session ended with the signing of agreed minutes by the heads of the Indian and Nepalese delegations.",
            "protocol",
            {"IND", "NPL"},
        ),
        ("Kenya and Chad signed the outcomes of their talks on Monday.", "unspecified", {"KEN", "TCD"}),
        ("The foreign ministers of Croatia and Malta signed a joint action plan.", "other", {"HRV", "MLT"}),
        (
            "Nigeria and Britain have signed an Enhanced Investment Partnership.",
            "strategic_partnership",
            {"NGA", "GBR"},
        ),
    ],
)
def test_whatever_is_signed_is_an_instrument(text: str, instrument: str, parties: set[str]) -> None:
    found = only(text)
    assert (first_sure(found.instrument), set(all_sure(found.parties))) == (instrument, parties)
    assert first_sure(found.status) == "signed"


@pytest.mark.parametrize(
    "text",
    [
        "There is complete agreement between Kenya and Chad as to the seriousness of the situation.",
        "'Between us there is full agreement,' the Kenyan premier said of his Chadian colleague.",
        "The presidents of Kenya and Chad presented a plan of action against locusts.",
        "Kenya and Chad agreed to respect the charter flights of the airline.",
        "Kenya wants to loan Chad two ships.",
    ],
)
def test_agreeing_and_planning_make_no_instrument(text: str) -> None:
    assert likely(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The envoy praised Kenya for signing the water treaty with Chad in 1997.", "signed"),
        ("The queen will witness the signing of a customs pact between Kenya and Chad.", "planned_signing"),
        ("The ministers asked experts to prepare the signature of a pact between Kenya and Chad.", "planned_signing"),
        ("Kenya's parliament voted to denounce the 1998 agreement with Chad.", "terminated"),
        ("Ghana denounced what it called the illegal deal between Kenya and Chad.", "in_force"),
        ("Kenya's foreign ministry rejected reports that it had struck a secret deal with Chad.", "rejected"),
        ("Kenya and Chad have still not agreed on the wording of a fisheries accord.", "negotiating"),
        ("A fisheries accord between Kenya and Chad was put into effect last month.", "in_force"),
        ("Kenya's cabinet gave the green light to a fisheries accord with Chad.", "agreed_in_principle"),
        ("Kenya has withdrawn from the fisheries agreement it signed with Chad in 2016.", "terminated"),
        (
            "Kenya and Chad launched negotiations on a new treaty to replace the one that expires in 2025.",
            "negotiating",
        ),
        ("The accord, the first between Kenya and Chad, will run for five years and was signed yesterday.", "signed"),
        ("The Safe Passage Agreement between Kenya and Chad would be the first of its kind.", "negotiating"),
        ("The withdrawal deal between Kenya and Chad is a template.", "in_force"),
    ],
)
def test_the_clause_says_what_became_of_it(text: str, status: str) -> None:
    found = only(text)
    assert (first_sure(found.status), set(all_sure(found.parties))) == (status, {"KEN", "TCD"})


def test_an_old_and_a_new_plan_are_two() -> None:
    text = (
        "Kenya and Chad reviewed the current Plan of Action (2016-2020). They hoped that ministers would adopt the "
        "new Plan of Action (2021-2025) next month."
    )
    assert [(first_sure(found.status), first_sure(found.date)) for found in likely(text)] == [
        ("in_force", None),
        ("planned_signing", "2024-06"),
    ]


@pytest.mark.parametrize(
    ("text", "date", "city"),
    [
        (
            "Kenya's premier is due in Lima on Friday, where he and his Chadian host will sign a pact.",
            "2024-05-10",
            "Lima",
        ),
        (
            "Kenya and Chad agreed on patrols. The agreement is new. It was signed in Lima on 2 May.",
            "2024-05-02",
            "Lima",
        ),
        (
            "Kenya and Chad signed a customs pact. The signing ceremony took place in Lima on 2 May.",
            "2024-05-02",
            "Lima",
        ),
        ("Troops of Chad stay in Kenya as laid down in the Lake accord of 1989.", "1989", None),
        ("Crowds in Lima on Tuesday burned flags over the accord reached between Kenya and Chad.", None, None),
        ("Kenya and Chad have reached an agreement that extends the American presence at Lima.", None, None),
        ("Kenya's cabinet approved a treaty with Chad, and the two chambers will hold a fair in June.", None, None),
    ],
)
def test_when_and_where_it_was_signed(text: str, date: str | None, city: str | None) -> None:
    found = only(text)
    place = first_sure(found.place)
    assert (first_sure(found.date), place.city if place else None) == (date, city)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The ceasefire between Chad's government and the Red Front expired at midnight.", {"TCD", "Red Front"}),
        ("Ghana signs a trilateral declaration with its counterparts from Kenya and Chad.", {"GHA", "KEN", "TCD"}),
        ("The chair of the African Union commended Kenya for signing the Lake Charter.", {"KEN"}),
        ("Kenya ratified the Lake Convention in 1994 together with Chad and Niger.", {"KEN", "TCD", "NER"}),
        (
            "The agreement reached with Kenya by the United Nations is a step forward, Ghana's envoy said.",
            {"KEN", "UN"},
        ),
    ],
)
def test_only_those_bound_are_parties(text: str, parties: set[str]) -> None:
    assert set(all_sure(only(text).parties)) == parties
