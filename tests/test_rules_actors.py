from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.gazetteer import codes
from extractor.rules.actors.find import find_actors
from tests.work import assert_linear

COUNTRIES = [
    dict(zip(("code", "name", "official", "demonyms", "capitals", "aliases", "bodies"), line.split("\t"), strict=True))
    for line in files("extractor.data").joinpath("countries.tsv").read_text("utf-8").splitlines()[1:]
]
ORGANISATIONS = [
    dict(zip(("code", "name", "aliases", "bodies"), line.split("\t"), strict=True))
    for line in files("extractor.data").joinpath("organisations.tsv").read_text("utf-8").splitlines()[1:]
]


def listed(row: dict[str, str], *columns: str) -> list[str]:
    """The names in some columns of a table row, without their marks and without combining forms."""
    names = [name.lstrip("~") for column in columns for name in row[column].split("|") if name]
    return [name for name in names if not name.endswith("-")]


def actors(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.code) for mention in find_actors(text)]


def codes_in(text: str) -> list[str]:
    return [mention.code for mention in find_actors(text)]


# Every name of the tables, in a text that names its owner beside it.


def test_every_country_is_found_by_each_of_its_names():
    missed = []
    for row in COUNTRIES:
        for name in listed(row, "name", "official", "aliases", "bodies"):
            text = f"It was said that {name} had rejected it. Then {row['name']} left."
            if row["code"] not in [code for words, code in actors(text) if name in words]:
                missed.append(name)
    assert missed == []


@pytest.mark.parametrize(
    ("form", "template"),
    [
        ("demonym", "Talks with the {name} minister ended. Then {country} left."),
        ("capital", "Then {country} left. Officials said that {name} had rejected it."),
    ],
)
def test_every_country_is_found_by_its_people_and_its_capitals(form, template):
    missed = []
    for row in COUNTRIES:
        for name in listed(row, f"{form}s"):
            found = find_actors(template.format(name=name, country=row["name"]))
            if (name, row["code"], form) not in [(each.text, each.code, each.form) for each in found]:
                missed.append(name)
    assert missed == []


def test_every_organisation_is_found_by_each_of_its_names():
    missed = []
    for row in ORGANISATIONS:
        for name in listed(row, "name", "aliases", "bodies"):
            text = f"It was said that the {name} had rejected it; {row['name']} did too."
            if (name, row["code"]) not in actors(text):
                missed.append(name)
    assert missed == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran's fleet", [("Iran", "IRN")]),
        ("Iran-Bolivia ties", [("Iran", "IRN"), ("Bolivia", "BOL")]),
        ("US-Czech talks", [("US", "USA"), ("Czech", "CZE")]),
        ("the Russia–NATO track", [("Russia", "RUS"), ("NATO", "NATO")]),
        ("Sino-Russian drills", [("Sino", "CHN"), ("Russian", "RUS")]),
        ("Thai-Sino amity", [("Thai", "THA"), ("Sino", "CHN")]),
        ("a Franco-German brigade", [("Franco", "FRA"), ("German", "DEU")]),
        ("an Anglo-American plan", [("Anglo", "GBR"), ("American", "USA")]),
        ("Indo-Russian trade", [("Indo", "IND"), ("Russian", "RUS")]),
        ("the Indo-Pacific", []),
        ("Anglo-Saxon law", []),
        ("General Franco", []),
        ("intra-Afghan talks", [("Afghan", "AFG")]),
        ("pro-Russian and anti-American crowds", [("Russian", "RUS"), ("American", "USA")]),
        ("the two Koreas", [("Koreas", "PRK"), ("Koreas", "KOR")]),
    ],
)
def test_pairs_and_compounds(text, expected):
    assert actors(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It let US envoys join us.", ["USA"]),
        ("CONTACT US", []),
        ("US$5 billion and AU$3 million", []),
        ("Turkey sent turkey meat and fine china to China.", ["TUR", "CHN"]),
        ("The Polish side will polish the draft.", ["POL"]),
        ("Niger and Nigeria met by the Niger River.", ["NER", "NGA"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea", ["GIN", "GNB", "GNQ", "PNG"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("Ireland and Northern Ireland", ["IRL", "GBR"]),
        ("Sudan and South Sudan; Sudanese and South Sudanese", ["SDN", "SSD", "SDN", "SSD"]),
        ("the Republic of Korea and the Democratic People's Republic of Korea", ["KOR", "PRK"]),
        ("the Republic of China and the People's Republic of China", ["TWN", "CHN"]),
        ("the Republic of Moldova, a republic", ["MDA"]),
        ("the Kingdom of Bahrain and the Kingdom", ["BHR"]),
        ("Macedonia, North Macedonia", ["MKD", "MKD"]),
        ("Mali, Malta, Oman, Togo, Cuba and Chad", ["MLI", "MLT", "OMN", "TGO", "CUB", "TCD"]),
        ("the former Soviet republics and Soviet-era tanks", []),
        ("the Soviet Union signed", ["SUN"]),
        ("Latin American, Western, Arab, European and African envoys", []),
        ("South America, the Persian Gulf, the Gulf of Oman and the Sea of Japan", []),
        ("the Korean War, Georgia Tech, Washington state, New Mexico", []),
        ("the American University of Kabul", []),
        ("copies in Persian and Russian, both equal", []),
        ("copies in the Russian, English and Tajik languages", []),
        ("French-speaking states; she speaks German well", []),
        ("in Russian waters", ["RUS"]),
        ("New Jersey and Mongolia", ["MNG"]),
    ],
)
def test_words_that_only_look_alike(text, expected):
    assert codes_in(text) == expected


@pytest.mark.parametrize(
    "outlet",
    [
        "Tehran Times",
        "China Daily",
        "the Bangkok Post",
        "The Washington Post",
        "the Times of India",
        "Russia Today",
        "the New York Times",
        "the Jerusalem Post",
        "the Suriname Herald",
        "Bhutan Broadcasting",
    ],
)
def test_news_outlets_are_no_actors(outlet):
    assert codes_in(f"{outlet} reported it on Monday.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They asked Michael Jordan about it.", []),
        ("A speech by Chad Smith was heard.", []),
        ("The aide told Mahamat Deby of Chad about it.", ["TCD"]),
        ("The minister, Israel Katz, left.", []),
        ("Jordan Foreign Minister Omar Haddad left.", ["JOR"]),
        ("He told Jordan King Hussein so.", ["JOR"]),
        ("Visiting Jordan, she met the king.", ["JOR"]),
        ("Egypt, Jordan and Iraq met.", ["EGY", "JOR", "IRQ"]),
        ("The Jordan Water Authority met.", ["JOR"]),
        ("Then Rep. Anna Jordan spoke.", []),
        ("Victoria Waldeck spoke in Seychelles.", ["SYC"]),
        ("The draft pleased Seychelles, and Victoria signed.", ["SYC", "SYC"]),
        ("Lima is a town.", []),
        ("Lima told Peru's neighbours so.", ["PER", "PER"]),
        ("Nice weather", []),
        ("He spoke in Atlanta, Georgia.", []),
        ("Georgia Republicans voted.", []),
        ("Georgia and Armenia agreed.", ["GEO", "ARM"]),
        ("A fair in Moscow, Idaho, ended.", []),
    ],
)
def test_persons_and_towns_that_bear_the_name(text, expected):
    assert codes_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Washington said no.", ["USA"]),
        ("They spoke in Washington.", []),
        ("He visited Tehran and Moscow.", []),
        ("A visit by the Bolivian minister to Tehran ended.", ["BOL"]),
        ("It gave guarantees to Tehran.", ["IRN"]),
        ("Ties between Tehran and Moscow grew.", ["IRN", "RUS"]),
        ("In Moscow's view it was late.", ["RUS"]),
        ("Tehran-Moscow ties", ["IRN", "RUS"]),
        ("a Tehran-based group", []),
        ("the Minsk agreements and the Paris Peace Forum", []),
        ("the Doha talks", []),
        ("the mayor of Moscow and Kyiv Mayor Petro Koval", []),
        ("Bonn insisted on it.", ["DEU"]),
        ("TEHRAN – Oman agreed.", ["OMN"]),
        ("MUSCAT, Oman (XYZ) — Iran agreed.", ["IRN"]),
        ("The EU met. Brussels said no.", ["EU", "EU"]),
        ("Belgium met the EU. Brussels said no.", ["BEL", "EU", "BEL"]),
        ("Brussels said no.", ["BEL"]),
    ],
)
def test_a_capital_is_an_actor_unless_it_is_a_place(text, expected):
    assert codes_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Congo agreed.", ["COD"]),
        ("Brazzaville spoke. Congo agreed.", ["COG", "COG"]),
        ("Korean envoys left.", ["KOR"]),
        ("Pyongyang spoke. Korean envoys left.", ["PRK", "PRK"]),
        ("Pyongyang and Seoul spoke. Korean envoys left.", ["PRK", "KOR", "KOR"]),
        ("The Dominican envoy left.", ["DOM"]),
        ("Dominica spoke. The Dominican envoy left.", ["DMA", "DMA"]),
        ("The PIF paid for it.", []),
        ("The Pacific Islands Forum (PIF) met. The PIF paid for it.", ["PIF", "PIF", "PIF"]),
    ],
)
def test_the_article_settles_what_one_name_cannot(text, expected):
    assert codes_in(text) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("the Iranian Foreign Ministry said", "Iranian Foreign Ministry", "IRN"),
        ("Kenya's ministry of defence said", "Kenya's ministry of defence", "KEN"),
        ("the Bolivian government said", "Bolivian government", "BOL"),
        ("the government of Peru said", "government of Peru", "PER"),
        ("the Government of\xa0the\xa0Sudan said", "Government of\xa0the\xa0Sudan", "SDN"),
        (
            "Ministry of Foreign Affairs of the Republic of Ghana",
            "Ministry of Foreign Affairs of the Republic of Ghana",
            "GHA",
        ),
        ("the Defence Ministry of Belarus said", "Defence Ministry of Belarus", "BLR"),
        ("the Central Bank of Iran said", "Central Bank of Iran", "IRN"),
        (
            "the Venezuelan Popular Power Ministry for Defense said",
            "Venezuelan Popular Power Ministry for Defense",
            "VEN",
        ),
        ("the U.S. Department of State said", "U.S. Department of State", "USA"),
        ("the new Czech coalition government said", "Czech coalition government", "CZE"),
        ("the Kabul government said", "Kabul government", "AFG"),
        ("the embassy of Japan said", "embassy of Japan", "JPN"),
        ("the Kremlin said", "Kremlin", "RUS"),
        ("the White House denied it", "White House", "USA"),
        ("the Pentagon said", "Pentagon", "USA"),
        ("the European Commission said", "European Commission", "EU"),
        ("Russia's Security Council said", "Russia's Security Council", "RUS"),
        ("the Security Council voted", "Security Council", "UN"),
    ],
)
def test_state_bodies_are_found_as_whole_phrases(text, phrase, code):
    assert [(each.text, each.code, each.body) for each in find_actors(text)] == [(phrase, code, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Iranian Defence Minister said", [("Iranian", "IRN", False)]),
        ("Iran’s Defence Minister Ali Karimi", [("Iran", "IRN", False)]),
        ("the US military cooperation plan", [("US", "USA", False)]),
        ("the Moscow embassy said", [("Moscow", "RUS", False)]),
        ("the Minister of Trade of Togo", [("Togo", "TGO", False)]),
        ("the National Security Council met", []),
        ("at the White House", []),
    ],
)
def test_persons_and_places_are_no_state_bodies(text, expected):
    assert [(each.text, each.code, each.body) for each in find_actors(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Regional Centre for Rivers (RCR) met. RCR and Oman signed.",
            [("Regional Centre for Rivers", "RCR"), ("RCR", "RCR"), ("RCR", "RCR"), ("Oman", "OMN")],
        ),
        (
            "The Kenya Water Authority (KWA) met. KWA signed.",
            [("Kenya Water Authority", "KEN"), ("KWA", "KEN"), ("KWA", "KEN")],
        ),
        (
            "Oman and the Arab River Union (ARU) met.",
            [("Oman", "OMN"), ("Arab River Union", "ARU"), ("ARU", "ARU")],
        ),
        ("The Smith River Company (SRC) met. SRC signed.", []),
        ("The Regional Centre for Rivers (XYZ) met. XYZ signed.", []),
        ("The African Union (AU) met.", [("African Union", "AU"), ("AU", "AU")]),
    ],
)
def test_bodies_that_the_text_introduces_with_an_acronym(text, expected):
    assert actors(text) == expected


PIECES = st.sampled_from(
    [
        "Iran",
        "Iran's",
        "U.S.",
        "US",
        "Sino",
        "Franco",
        "-",
        "–",
        "Korea",
        "Koreas",
        "Congo",
        "Tehran",
        "TEHRAN",
        "in",
        "to",
        "visited",
        "the",
        "government",
        "of",
        "Ministry",
        "Foreign",
        "Jordan",
        "Michael",
        "Chad",
        "Georgia",
        "Atlanta",
        ",",
        ".",
        "(",
        ")",
        "(ACE)",
        "Regional",
        "Centre",
        "Bank",
        "\n",
        "’s",
        "capital",
        "Brussels",
        "EU",
        "White",
        "House",
        "Security",
        "Council",
        "Russian",
        "Persian",
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
def test_mentions_are_the_words_of_the_text_with_known_codes(text):
    end = 0
    last = None
    for mention in find_actors(text):
        assert mention.text == mention.span.of(text) != ""
        assert mention.code
        assert mention.span.start >= end or mention.span == last
        end, last = mention.span.end, mention.span


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(["Iran", "Peruvian", "NATO", "Kyiv", "said", "and", "the", "in", ",", "."]), max_size=20)
)
def test_names_of_the_tables_give_codes_of_the_tables(words):
    assert set(codes_in(" ".join(words))) <= codes()


@pytest.mark.fault(20)
@pytest.mark.parametrize(
    "shape",
    [
        "Iran and the Iranian Foreign Ministry in Tehran, ",
        "Sino-",
        "government of the ",
        "Foreign Foreign Trade and Trade and ",
        "A B C D (ABCD) ",
        "Iran and and and ",
    ],
)
def test_the_time_grows_with_the_text(shape):
    assert_linear(lambda times: find_actors(shape * times), 200)
