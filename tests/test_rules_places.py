import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.gazetteer import codes
from extractor.rules.places.find import find_dateline_city, find_places
from tests.work import assert_linear


def places(text: str) -> list[tuple[str | None, str | None]]:
    return [(place.city, place.country) for place in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Tehran.", [("Tehran", "IRN")]),
        ("They met at the port in Caracas, the capital of the country.", [("Caracas", "VEN")]),
        ("He visited Tehran on Monday.", [("Tehran", "IRN")]),
        ("She arrived in Doha and flew to Muscat.", [("Doha", "QAT"), ("Muscat", "OMN")]),
        ("a visit by the Bolivian minister to Tehran", [("Tehran", "IRN")]),
        ("a trip to India and Sri Lanka", [(None, "IND"), (None, "LKA")]),
        ("a tour to Oman, Qatar and Iraq", [(None, "OMN"), (None, "QAT"), (None, "IRQ")]),
        ("talks hosted by Qatar", [(None, "QAT")]),
        ("the round held in Minsk last year", [("Minsk", "BLR")]),
        ("He left the Cuban capital, Havana, for Nice.", [("Havana", "CUB"), ("Nice", "FRA")]),
        ("in the Egyptian resort of Sharm el-Sheikh", [("Sharm el-Sheikh", "EGY")]),
        ("in the Iraqi capital Baghdad", [("Baghdad", "IRQ")]),
        ("in downtown Vienna", [("Vienna", "AUT")]),
        ("on the outskirts of Nairobi", [("Nairobi", "KEN")]),
        ("the Doha talks", [("Doha", "QAT")]),
        ("Sochi, Russia", [("Sochi", "RUS"), (None, "RUS")]),
        ("in Russia's Sochi", [(None, "RUS"), ("Sochi", "RUS")]),
        ("in Amman, Jordan, on Friday", [("Amman", "JOR"), (None, "JOR")]),
        ("in New\nYork", [("New York", "USA")]),
        ("in\xa0Amman,\xa0Jordan,\nand\xa0Doha", [("Amman", "JOR"), (None, "JOR"), ("Doha", "QAT")]),
        ("the session at the White House", [("Washington", "USA")]),
        ("a dinner in the Great Hall of the People", [("Beijing", "CHN")]),
        ("at the UN headquarters in Geneva", [("Geneva", "CHE")]),
        ("in Victoria and Lima", [("Victoria", "SYC"), ("Lima", "PER")]),
        ("in Crimea", [(None, "UKR")]),
        ("in Singapore", [("Singapore", "SGP")]),
        ("in northern Israel", [(None, "ISR")]),
    ],
)
def test_names_in_a_place_position(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Washington said no.",
        "Tehran and Moscow agreed.",
        "It gave guarantees to Tehran.",
        "It is close to Moscow, according to Kyiv.",
        "in Moscow's view and at Syria's request",
        "in US custody",
        "in Tehran-based media",
        "the Minsk agreements, the Treaty of Rome, the Vienna Convention",
        "in Kabul province",
        "Nice weather",
        "Victoria Waldeck and Chad Smith",
        "ties with Jordan and Georgia",
        "In Vienna Convention terms",
        "Chinese capital markets",
        "in Iran nuclear talks",
        "He sent an invitation to China's President and to Ukraine.",
    ],
)
def test_names_that_are_no_place(text):
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Chinese capital", [("Beijing", "CHN")]),
        ("Kazakhstan's capital city", [("Astana", "KAZ")]),
        ("in the heart of the Afghan capital last year", [("Kabul", "AFG")]),
        ("in the capital of Ghana", [("Accra", "GHA")]),
        ("Accra, the capital of Ghana", [("Accra", "GHA")]),
    ],
)
def test_a_capital_named_by_its_country(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in Gazala, Lebanon, on Friday.", [("Gazala", "LBN"), (None, "LBN")]),
        ("She spoke in Fort Waldeck, Virginia.", [("Fort Waldeck", "USA")]),
        ("The southern Italian town of Fasanello was full.", [("Fasanello", "ITA")]),
        ("near the Peruvian port city of Waldeque", [("Waldeque", "PER")]),
        ("They spoke in Moscow, Idaho.", [("Moscow", "USA"), (None, "USA")]),
        ("They met in Cambridge, Massachusetts.", [("Cambridge", "USA"), (None, "USA")]),
        ("British envoys met in Cambridge.", [("Cambridge", "GBR")]),
        ("The United States spoke. They met in Cambridge.", [("Cambridge", "USA")]),
        ("In March, Iran and Oman signed.", []),
        ("In Response, Israel said no.", []),
        ("In Gazala, Lebanon said no.", []),
    ],
)
def test_towns_placed_by_the_words_beside_them(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A summit\nMay 28, 2002\n15:35\nGazala (Lebanese Air Force Base)\nThe text", [("Gazala", "LBN")]),
        ("A summit\nMay 28, 2002\nSochi\nThe text", [("Sochi", "RUS")]),
        ("Remarks\nGazala, Lebanon\nMay 28, 2002\nThe text", [("Gazala", "LBN")]),
        ("The paper\nJakarta\nMon, September 4, 2023\nThe text", []),
        ("A summit\nMay 28, 2002\nTopics\nThe text", []),
        ("A summit\nMay 28, 2002\nWaldeck (a speech)\nThe text", []),
    ],
)
def test_place_lines_of_official_pages(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("TEHRAN – The ministers met.", "TEHRAN", "IRN"),
        ("TEHRAN- The ministers met.", "TEHRAN", "IRN"),
        ("Headline here\n\nMOSCOW, July 5 (Xyz) -- The", "MOSCOW", "RUS"),
        ("ABU DHABI, 12th May, 2023 (XYZ) -- The", "ABU DHABI", "ARE"),
        ("WASHINGTON (Xyz) - The", "WASHINGTON", "USA"),
        ("Tehran (XY) - The", "Tehran", "IRN"),
        ("DUBAI, United Arab Emirates (XY) — The", "DUBAI", "ARE"),
        ("Baku, 5 May, XYZTAC\nThe", "Baku", "AZE"),
        ("Beirut - XYZ - The", "Beirut", "LBN"),
        ("NEW DELHI: The ministers met.", "NEW DELHI", "IND"),
        ("KUWAIT, Jan 5 (XYZ) -- The", "KUWAIT", "KWT"),
        ("date 2023-07-21 TEHRAN – The", "TEHRAN", "IRN"),
        ("Islamabad: " + "The ministers met and signed it. " * 5, "Islamabad", "PAK"),
    ],
)
def test_datelines_name_where_the_report_was_filed(text, city, country):
    found = find_dateline_city(text)
    assert found is not None
    assert (found.text, found.city, found.country) == (city, city, country)
    assert found.span.of(text) == found.text
    assert places(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Moscow: no talks",
        "Tehran-Moscow ties grow - report",
        "Regional Security: a view",
        "In Vienna – the talks",
        "The ministers met in Tehran – again.",
        "XYZ — The ministers met in Tehran.",
        "Iran - a country",
    ],
)
def test_other_lines_are_no_datelines(text):
    assert find_dateline_city(text) is None


def test_kinds_of_places():
    found = find_places("They met in Doha, at the Kremlin and in Peru.")
    assert [(place.text, place.kind) for place in found] == [
        ("Doha", "city"),
        ("Kremlin", "venue"),
        ("Peru", "country"),
    ]


PIECES = st.sampled_from(
    [
        "in",
        "to",
        "at",
        "visited",
        "the",
        "capital",
        "of",
        "Tehran",
        "TEHRAN",
        "Iran",
        "Iran's",
        "Italian",
        "town",
        "Gazala",
        ",",
        ".",
        ":",
        "–",
        "-",
        "(",
        ")",
        "\n",
        "May",
        "28,",
        "2002",
        "Sochi",
        "Russia",
        "White",
        "House",
        "Cambridge",
        "Virginia",
        "Moscow",
        "Idaho",
        "city",
        "and",
        "é",
    ]
)


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
    )
)
def test_places_are_the_words_of_the_text_in_order(text):
    end = 0
    for place in find_places(text):
        assert place.text == place.span.of(text) != ""
        assert place.span.start >= end
        assert place.country in codes()
        end = place.span.end
    dateline = find_dateline_city(text)
    assert dateline is None or dateline.text == dateline.span.of(text)


@pytest.mark.fault(20)
@pytest.mark.parametrize(
    "shape",
    [
        "in Tehran, Iran, and ",
        "city of Waldeck ",
        "the Italian city of ",
        "A-A-A-A-",
        "Aa Bb Cc, Iran on ",
        "TEHRAN\n",
        "in the the ",
    ],
)
def test_the_time_grows_with_the_text(shape):
    assert_linear(lambda times: find_places(shape * times), 200)


def test_a_headline_of_two_countries_above_a_date_is_no_town() -> None:
    text = "Chad, South Sudan sign deals\n\nSeptember 27, 2012\n\nThe two countries signed agreements."
    assert all(place.kind != "city" for place in find_places(text))


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("NAIROBI, May 4 (AFP) - Kenya and Chad signed a peace accord here on Monday.", ["Nairobi"]),
        ("NAIROBI, May 4 (AFP) - “We are here to stay,” the minister said.", []),
        ("Kenya and Chad signed a peace accord here on Monday.", []),
    ],
)
def test_here_is_the_city_the_report_is_filed_from(text: str, cities: list[str]) -> None:
    assert [place.city for place in find_places(text)] == cities
