"""Who is named, under which name, for which country, and by which other words."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.mentions import Person, Sentence
from extractor.rules.actors.find import find_actors
from extractor.rules.persons.find import find_persons, nearest_person
from extractor.rules.text.sentences import find_sentences
from extractor.spans import Span
from tests.work import assert_linear

SEEDS = Path(__file__).parent.parent / "seeds"


def persons(text: str) -> tuple[Person, ...]:
    return find_persons(text, actors=find_actors(text))


def named(text: str) -> dict[str, str | None]:
    return {person.name: person.country for person in persons(text)}


def mentions(text: str, name: str) -> list[str]:
    return [mention.text for person in persons(text) if person.name == name for mention in person.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chilean Defence Minister Maya Fernández arrived.", {"Maya Fernández": "CHL"}),
        ("The Kenyan foreign minister, Musalia Mudavadi, spoke.", {"Musalia Mudavadi": "KEN"}),
        ("Lars Holm, the Danish trade minister, left.", {"Lars Holm": "DNK"}),
        ("Brigadier General Reza Karimi of Iran met them.", {"Reza Karimi": "IRN"}),
        ("He met the president of Bolivia, Luis Quispe, there.", {"Luis Quispe": "BOL"}),
        ("Ghana's Kofi Mensah said so.", {"Kofi Mensah": "GHA"}),
        (
            "UN Secretary-General António Guterres and NATO chief Mark Rutte",
            {"António Guterres": "UN", "Mark Rutte": "NATO"},
        ),
        ("Emir Sheikh Tamim bin Hamad Al Thani of Qatar received him.", {"Tamim bin Hamad Al Thani": "QAT"}),
        ("Jordan's King Abdullah II met Pope Leo XIV.", {"Abdullah II": "JOR", "Leo XIV": "VAT"}),
        ("North Korean leader Kim Jong Un watched.", {"Kim Jong Un": "PRK"}),
        ("French Foreign Minister Jean-Yves Le Drian said.", {"Jean-Yves Le Drian": "FRA"}),
        ("Cambodian Prime Minister Hun Sen said.", {"Hun Sen": "KHM"}),
        ("SANTO DOMINGO U.S. Secretary of State Mark Hale spoke.", {"Mark Hale": "USA"}),
        ("Pakistan's army chief Gen. Asif Rana spoke.", {"Asif Rana": "PAK"}),
        ("Top Thai textile negotiator Somsak Chaiyo spoke.", {"Somsak Chaiyo": "THA"}),
        ("The head of the EU delegation to Chad, Carla Rossi, spoke.", {"Carla Rossi": "EU"}),
        ("The Honduran ambassador to the OAS, Luis Soto, spoke.", {"Luis Soto": "HND"}),
        (
            "Austrian Chancellor Max Huber thanked his Slovenian guest, Premier Ana Novak.",
            {"Max Huber": "AUT", "Ana Novak": "SVN"},
        ),
        ("DUBAI, 3 May (WAM) -- Hamad Saif, Minister of Finance, met bankers.", {"Hamad Saif": "ARE"}),
        ("Royal Court\nAmman, 4 May 2003\nPrime Minister Ali Said flew to Rome.", {"Ali Said": "JOR"}),
        (
            "UN chief Maria Santos flew to Ankara, where she met Foreign Minister Selim Kaya.",
            {"Maria Santos": "UN", "Selim Kaya": "TUR"},
        ),
        ("Georgia's Foreign Ministry voiced concern. Deputy Minister Lasha Lomia left.", {"Lasha Lomia": "GEO"}),
        (
            "Brazil's foreign minister will go. “It is a matter of dignity,” Luis Vidal told a paper.",
            {"Luis Vidal": "BRA"},
        ),
        (
            "Serbian Ambassador to Portugal Ivan Matic, Ambassador to Austria Petar Lukic and others came.",
            {"Ivan Matic": "SRB", "Petar Lukic": "SRB"},
        ),
        (
            "Peru and Chile met; talks were co-chaired by Director Ana Ruiz and Chile's envoy Luis Soto.",
            {"Ana Ruiz": "PER", "Luis Soto": "CHL"},
        ),
        ("Jordan was represented by Deputy Prime Minister Ayman Haddad.", {"Ayman Haddad": "JOR"}),
        (
            "The Czech and Slovak presidents, Petr Novak and Zuzana Novotna, met.",
            {"Petr Novak": "CZE", "Zuzana Novotna": "SVK"},
        ),
        ("Senator John Baird of Ohio spoke.", {"John Baird": None}),
        ("The Philippines' top envoy in Beijing, Jaime Cruz, left.", {"Jaime Cruz": "PHL"}),
        ("A spokesperson for the British High Commission in Abuja, Tim Gale, spoke.", {"Tim Gale": "GBR"}),
        ("Estonia closed the port. Foreign Minister Mart Tamm said spying had to end.", {"Mart Tamm": "EST"}),
        ("Estonia sent a frigate, Foreign Minister Mart Tamm said on Monday.", {"Mart Tamm": "EST"}),
        (
            "Belgian Premier and Minister of Economy, Pierre Claes, visited Rabat and was received by Minister of "
            "Industry Ali Saidi.",
            {"Pierre Claes": "BEL", "Ali Saidi": "MAR"},
        ),
        ("Mrs. Sato, who led the Japanese side, left.", {"Sato": "JPN"}),
        ("Foreign Minister Ana Ruiz met President Rui Alves in Dili.", {"Ana Ruiz": None, "Rui Alves": "TLS"}),
        ("Atomic chief Ali Eslam said Tehran was ready.", {"Ali Eslam": "IRN"}),
        ("Dutch Prime Minister Mark Rutger left. King Willem stayed.", {"Mark Rutger": "NLD", "Willem": "NLD"}),
        ("Speaking in Accra yesterday, Vice President Kofi Addo was calm.", {"Kofi Addo": "GHA"}),
        (
            "U.S. Secretary of State Ann Lee left. Speaking in Accra, Defense Secretary Joe Poe was calm.",
            {"Ann Lee": "USA", "Joe Poe": "USA"},
        ),
        ("Party General Secretary To Lam and President Luong Cuong", {"To Lam": "VNM", "Luong Cuong": "VNM"}),
        ("“Yes,” said analyst Rosa Weber.", {"Rosa Weber": None}),
        ("Former British prime minister Ann Poe wrote a book.", {"Ann Poe": None}),
        ("Secretary of State Jane Roe testified.", {"Jane Roe": "USA"}),
        ("Hikmet Aliyev, Assistant to the President of Azerbaijan, came.", {"Hikmet Aliyev": "AZE"}),
        ("MoS Raj Kumar Singh and PM Modi spoke.", {"Raj Kumar Singh": "IND", "Modi": "IND"}),
        (
            "Vladimir Putin: Welcome. Presidential Aide Yury Orlov listened.",
            {"Vladimir Putin": "RUS", "Yury Orlov": None},
        ),
        ("Presidents Putin and Xi met.", {"Putin": "RUS", "Xi": None}),
        ("“It works,” Zelensky said.", {"Zelensky": "UKR"}),
        ("“It works,” Zelensky told De Volkskrant.", {"Zelensky": "UKR"}),
        ("President Macron met Chancellor Friedrich Merz.", {"Macron": "FRA", "Friedrich Merz": "DEU"}),
        ("In 2019 Tony Blair and Bashar al-Assad met.", {"Tony Blair": None, "Bashar al-Assad": "SYR"}),
    ],
)
def test_names_and_countries(text: str, expected: dict[str, str | None]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Minister of Foreign Affairs of the Republic of Rwanda, H.E Dr. Jean Habimana, received the foreign "
            "minister of Somalia, H.E. Omar Warsame.",
            {"Jean Habimana": "RWA", "Omar Warsame": "SOM"},
        ),
        (
            "Foreign Minister HE Sultan bin Nasser Al Kaabi of Qatar came. He said so.",
            {"Sultan bin Nasser Al Kaabi": "QAT"},
        ),
        (
            "The Minister of Foreign Affairs, Trade, and Worship of the Argentine Republic, Rafael Solano, left.",
            {"Rafael Solano": "ARG"},
        ),
        (
            "She met Ahmed Khaleel, Ambassador of Maldives to Kuwait, His Excellency Dr. Hussain Niyaz, and others.",
            {"Ahmed Khaleel": None, "Hussain Niyaz": "MDV"},
        ),
        (
            "Presidents Pablo Ruiz of Chile and Hugo Paz of Peru signed it.",
            {"Pablo Ruiz": "CHL", "Hugo Paz": "PER"},
        ),
        (
            "Ghanaian President Kofi Mensah and Ibrahim Sow of Niger flew in.",
            {"Kofi Mensah": "GHA", "Ibrahim Sow": "NER"},
        ),
        (
            "In talks with Hugo Paz, the Chilean president noted it. Peruvian President Hugo Paz left.",
            {"Hugo Paz": "PER"},
        ),
        (
            "Mariam Diallo will come for the first time since she got her post, ministry spokeswoman Anna Roe said.",
            {"Mariam Diallo": None, "Anna Roe": None},
        ),
        (
            "QUITO - Foreign Minister Omar Haddad met Foreign Minister Ana Solano of Ecuador.",
            {"Omar Haddad": None, "Ana Solano": "ECU"},
        ),
        (
            "According to Tokayev, ties are good. Tokayev left.",
            {"Tokayev": "KAZ"},
        ),
        (
            "She met Nora Bell, who is U.S. Undersecretary of State for Political Affairs, Robert Moss, and others.",
            {"Nora Bell": "USA", "Robert Moss": None},
        ),
        (
            "Sheikh Omar bin Zayed, Deputy Prime Minister and Minister of Foreign Affairs of the UAE, received José "
            "Solano, Minister for Foreign Affairs, European Union and Cooperation of the Kingdom of Spain.",
            {"Omar bin Zayed": "ARE", "José Solano": "ESP"},
        ),
        (
            "“Yes,” von der Leyen wrote. Commission President von der Leyen met Prime Minister de Croo.",
            {"von der Leyen": "EU", "de Croo": "BEL"},
        ),
        (
            "Sen. Lieut. Gen. Nguyen Van Be met Lao Deputy Prime Minister and Minister of Defence Gen. Somsak Keola.",
            {"Nguyen Van Be": None, "Somsak Keola": "LAO"},
        ),
        (
            "They met Vietnamese Chief of Staff (VPA) and Deputy Minister of Defence Tran Hung.",
            {"Tran Hung": "VNM"},
        ),
        ("The president of Peru and Foreign Minister Ana Solano left.", {"Ana Solano": None}),
        (
            "Peruvian President Hugo Paz met Chancellor Angela Merkel. Paz's spokeswoman Rosa Vidal said so.",
            {"Hugo Paz": "PER", "Angela Merkel": "DEU", "Rosa Vidal": "PER"},
        ),
        ("PRAGUE - Orbán Viktor thanked Rio de Janeiro.", {"Orbán Viktor": "HUN"}),
        ("Asked about it, Mr. Price said no. Price also said yes.", {"Price": None}),
        ("He is the personal envoy of UN Secretary General Kofi Annan.", {"Kofi Annan": "UN"}),
        ("Vice Foreign Minister Sun Weidong came with Ambassador Sullivan.", {"Sun Weidong": "CHN", "Sullivan": None}),
    ],
)
def test_offices_around_names(text: str, expected: dict[str, str | None]) -> None:
    assert named(text) == expected


def test_whom_one_serves_under_holds_another_office() -> None:
    found = persons("Luis Vega, who serves as trade minister under Peruvian President Hugo Paz, left.")
    assert [person.offices for person in found] == [(), ("Peruvian President",)]


def test_a_heading_lends_no_word_to_the_next_line() -> None:
    text = (
        "Vietnam steps up cooperation in defence with Laos and Cambodia\nDeputy Minister Hoang Van Be left on Monday."
    )
    found = find_persons(text, actors=find_actors(text), sentences=find_sentences(text))
    assert [(person.name, person.country) for person in found] == [("Hoang Van Be", None)]


def test_a_line_that_ends_in_a_date_is_no_heading() -> None:
    assert named("Gen. Somsak Keola and Gen. Tea Borin Met Vietnamese Gen. Hoang Van Be in Vientiane on May 4.") == {
        "Somsak Keola": None,
        "Tea Borin": None,
        "Hoang Van Be": "VNM",
    }


def test_the_president_is_the_one_the_sentences_are_about() -> None:
    text = (
        "President of Chile Pablo Ruiz met Peruvian President Hugo Paz. Ruiz thanked Hugo Paz for coming to Paz's old "
        "school. The president left early."
    )
    assert mentions(text, "Pablo Ruiz")[-1] == "The president"


def test_a_spokesperson_speaks_for_where_the_briefing_is() -> None:
    text = "Oslo waits. Foreign Ministry spokesman Karl Novak told reporters in Vienna that talks go on. Oslo agreed."
    assert named(text) == {"Karl Novak": "AUT"}


def test_an_official_of_a_department_is_nobody_named() -> None:
    text = "U.S. Secretary of State Jane Roe came. The official of the State Department declined to comment."
    assert mentions(text, "Jane Roe") == ["Jane Roe"]


def test_a_table_adds_no_office_to_the_one_the_text_gives() -> None:
    text = "The Polish foreign minister left. Polish Premier Wlodzimierz Cimoszewicz stayed."
    assert mentions(text, "Wlodzimierz Cimoszewicz") == ["Wlodzimierz Cimoszewicz"]


def test_the_dead_hold_no_office() -> None:
    text = "President Tran Van Binh honoured the late Vietnamese President, Le Duc Anh. The Vietnamese president left."
    assert mentions(text, "Tran Van Binh") == ["Tran Van Binh", "The Vietnamese president"]


def test_an_office_belongs_to_one_name() -> None:
    found = persons("He is the personal envoy of UN Secretary General Kofi Annan.")
    assert [person.offices for person in found] == [("UN Secretary General",)]


def test_a_heading_does_not_make_the_line_above_one() -> None:
    text = "The Foreign Minister of Paraguay, Euclides Duarte Candia, received Santiago Solano.\nTalks in Asuncion"
    assert "Euclides Duarte Candia" in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The two signed a Memorandum of Understanding and the Rome Declaration on Monday.",
        "The Security Council met on the Black Sea issue; the Defense Cooperation Agreement lapsed.",
        "Latin American States and the Islamic Republic of Iran attended the High Level Dialogue.",
        "The USS Abraham Lincoln sailed past Camp David and the Raoul Wallenberg Institute.",
        "Clean Energy, Food and Water Security and Tourism were discussed in New Delhi.",
        "Press TV and the Tehran Times reported it on Nowruz.",
        "In March, President of the meeting. The General Assembly will vote in May.",
        "An MoU was signed at the King Fahd University and the Jefferson Memorial.",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert not persons(text)


def test_short_forms_spellings_and_offices_join_one_person() -> None:
    text = (
        "Venezuelan Defence Minister Vladimir Padrino López met Iran's Hassan Rouhani. Padrino thanked Mr Rohani. "
        "The Venezuelan official said Hasan Rohani was a friend. Padrino López left."
    )
    assert mentions(text, "Vladimir Padrino López") == [
        "Vladimir Padrino López",
        "Padrino",
        "The Venezuelan official",
        "Padrino López",
    ]
    assert mentions(text, "Hassan Rouhani") == ["Hassan Rouhani", "Rohani", "Hasan Rohani"]


def test_bearers_of_one_surname_stay_apart_and_the_nearest_is_meant() -> None:
    text = (
        "Sally Lane met John Letts. Jack Letts, a student, was absent. Letts said no. "
        "Later John Letts spoke; Letts left."
    )
    assert mentions(text, "Jack Letts") == ["Jack Letts", "Letts"]
    assert mentions(text, "John Letts") == ["John Letts", "John Letts", "Letts"]


def test_surnames_that_are_words_need_the_full_name() -> None:
    text = (
        "In May, British Prime Minister Theresa May left. "
        "May said Kevin King and Ned Price, a clerk, knew. King agreed."
    )
    assert mentions(text, "Theresa May") == ["Theresa May", "May"]
    assert mentions(text, "Kevin King") == ["Kevin King", "King"]


def test_a_counterpart_is_the_other_side_of_the_same_office() -> None:
    text = (
        "Bolivian Defence Minister Edmundo Novillo thanked his Iranian counterpart. "
        "Iranian Defence Minister Amir Hatami praised his Bolivian counterpart."
    )
    assert "his Iranian counterpart" in mentions(text, "Amir Hatami")
    assert "his Bolivian counterpart" in mentions(text, "Edmundo Novillo")


@pytest.mark.parametrize(
    ("after", "country"),
    [
        ("Norway and Chile cooperate at sea. The port of Norway is old.", "NOR"),
        ("Norway and Chile cooperate at sea.", None),  # named once, so not clearly a side
        ("Norway, Peru and Chile cooperate. Norway and Peru have ports.", None),  # two that it could be
    ],
)
def test_whoever_meets_a_counterpart_acts_for_the_other_side(after: str, country: str | None) -> None:
    text = f"The pact was signed by Defence Minister Kari Dahl and her Chilean counterpart, Luis Soto. {after}"
    assert named(text) == {"Kari Dahl": country, "Luis Soto": "CHL"}


def test_an_expert_is_joined_but_speaks_for_no_country() -> None:
    text = "Professor Reza Karimi disagreed. The Iranian expert said more. “No,” the analyst added."
    (person,) = persons(text)
    assert person.country is None
    assert [mention.text for mention in person.mentions] == ["Reza Karimi", "The Iranian expert", "the analyst"]


def test_a_title_between_two_names_belongs_to_one() -> None:
    text = "With help from Ali Rezaei, Iran's president, Ivan Petrov demanded more."
    assert {p.name: p.offices for p in persons(text)} == {"Ali Rezaei": ("Iran's president",), "Ivan Petrov": ()}


def test_a_question_does_not_make_a_name() -> None:
    assert named("Russian President Vladimir Putin left. Will Putin return?") == {"Vladimir Putin": "RUS"}


def test_a_national_outlet_leaves_the_country_out() -> None:
    text = "NAIROBI, May 5 (KBC) – Trade Minister Jane Otieno opened the fair."
    assert named(text) == {"Jane Otieno": "KEN"}


def test_headlines_name_only_whom_the_body_knows() -> None:
    head, body = "President Boric Chides Critics", "Chilean President Gabriel Boric spoke."
    text = f"{head}\n\n{body}"
    sentences = (
        Sentence(0, Span(0, len(head)), 0, "headline"),
        Sentence(1, Span(len(head) + 2, len(text)), 1),
    )
    (person,) = find_persons(text, actors=find_actors(text), sentences=sentences)
    assert person.name == "Gabriel Boric"
    assert [mention.text for mention in person.mentions] == ["Boric", "Gabriel Boric"]


def test_signatures_and_capitals() -> None:
    assert named("I have approved the plan.\n\nJOSEPH R. BIDEN JR.\n\nTHE WHITE HOUSE") == {"JOSEPH R. BIDEN JR": "USA"}
    assert named("Ann Weber, Department Spokesperson\n\nWe welcome it.") == {"Ann Weber": "USA"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ivan Petrov met Ann Poe. He said", "Ivan Petrov"),
        ("Ivan Petrov spoke. In a meeting with Ann Poe, he said", "Ivan Petrov"),
        ("According to Ann Poe, it works. She said", "Ann Poe"),
        ("Ivan Petrov's visit pleased Minister Ann Poe. Minister Poe smiled. She said", "Ann Poe"),
        ("Ann Poe spoke. “Ivan Petrov is a friend.” She said", "Ann Poe"),
    ],
)
def test_nearest_person_prefers_the_subject(text: str, name: str) -> None:
    found = nearest_person(persons(text), len(text), text=text)
    assert found is not None
    assert found.name == name


def test_nobody_before_the_first_mention() -> None:
    text = "He said that Ann Poe was right."
    assert nearest_person(persons(text), 2, text=text) is None


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        ("000*", {"Mohammad Reza Ashtiani": "IRN", "Edmundo Novillo Aguilar": "BOL"}),
        (
            "001*",
            {
                "Amir Hatami": "IRN",
                "Vladimir Padrino López": "VEN",
                "Nicolás Maduro": "VEN",
                "Hasan Rohani": "IRN",
                "Mostafa Alaei": "IRN",
                "Evo Morales": "BOL",
                "Turay Hasani Moqadam": "IRN",
            },
        ),
        ("002*", {"Mohammad Reza Ashtiani": "IRN", "Viktor Gennadievich Khrenin": "BLR"}),
        ("003*", {"Ebrahim Raisi": "IRN", "Nicolas Maduro": "VEN", "Hossein Amir-Abdollahian": "IRN"}),
        ("004*", {"Amir Hatami": "IRN", "Sherali Mirzo": "TJK"}),
    ],
)
def test_seeds(seed: str, expected: dict[str, str]) -> None:
    (path,) = SEEDS.glob(f"{seed}.txt")
    found = named(path.read_text(encoding="utf-8"))
    assert expected.items() <= found.items()


PIECES = [
    "Iranian",
    "President",
    "Ali",
    "bin",
    "Putin",
    "said",
    "the",
    "May",
    ",",
    ".",
    "“",
    "\n\n",
    "Dr.",
    "His",
    "counterpart",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40) | st.text(max_size=80).map(lambda text: [text]))
@settings(max_examples=100, deadline=None)
def test_mentions_cover_their_words_and_nobody_elses(words: list[str]) -> None:
    text = " ".join(words)
    found = persons(text)
    spans = sorted(mention.span for person in found for mention in person.mentions)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(mention.text == mention.span.of(text) for person in found for mention in person.mentions)
    assert [person.id for person in found] == list(range(len(found)))
    nearest_person(found, len(text) // 2, text=text)


@pytest.mark.fault(20)
@pytest.mark.parametrize(
    "piece", ["A.", "a.b", "Ab ", "al-", "“", "the President ", "of Oman ", "O’", "\n", "Ali Khan, "]
)
def test_no_text_takes_long(piece: str) -> None:
    def work(times: int) -> None:
        text = piece * times
        nearest_person(find_persons(text, actors=()), len(text), text=text)

    assert_linear(work, 400)


@pytest.mark.fault(20)
def test_time_grows_with_the_text() -> None:
    paragraph = "Iranian President Ali Rezaei met Ann Poe, the British envoy. Rezaei said he liked his counterpart.\n\n"
    assert_linear(lambda times: find_persons(paragraph * times, actors=()), 30)
