import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.gazetteer import (
    LONGEST_ACRONYM,
    WORD,
    capital_of,
    codes,
    country_name,
    find_names,
    folded,
    lookup,
    word_list,
)
from tests.work import assert_linear

MEMBERS_OF_UN = 193


def named(text: str) -> list[tuple[str, str]]:
    """The words and the first code of every name in a text."""
    return [(match.span.of(text), match.entries[0].code) for match in find_names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Côte d’Ivoire", "cote d ivoire"),
        ("U.S.", "us"),
        ("São Tomé and Príncipe", "sao tome and principe"),
        ("  OPEC+ ", "opec+"),
        ("", ""),
    ],
)
def test_folding_drops_case_accents_and_punctuation(text, expected):
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("code", "name"),
    [("IRN", "Iran"), ("CIV", "Côte d'Ivoire"), ("XKX", "Kosovo"), ("EU", "European Union"), ("Hamas", "Hamas")],
)
def test_every_code_has_its_usual_name(code, name):
    assert country_name(code) == name
    assert code in codes()


def test_an_unknown_code_is_its_own_name():
    assert country_name("Waldeck Trade Board") == "Waldeck Trade Board"
    assert "Waldeck Trade Board" not in codes()


def test_the_tables_hold_the_members_of_the_un_and_those_the_codebook_names():
    three_letters = {entry.code for code in codes() for entry in lookup(country_name(code)) if entry.kind == "country"}
    assert len(three_letters) >= MEMBERS_OF_UN + len({"VAT", "PSE", "XKX", "TWN", "HKG", "MAC", "PRI", "GRL", "ESH"})
    assert {"EU", "UN", "NATO", "AU", "ASEAN", "GCC", "SCO", "OPEC", "ICRC", "IAEA", "LAS"} <= codes()


def test_the_non_aligned_movement_does_not_take_the_code_of_namibia():
    assert country_name("NAM") == "Namibia"
    assert lookup("Non-Aligned Movement")[0].code == "Non-Aligned Movement"


@pytest.mark.parametrize(
    ("code", "capital"), [("BOL", "La Paz"), ("KAZ", "Astana"), ("LKA", "Colombo"), ("SGP", None), ("EU", None)]
)
def test_capitals(code, capital):
    assert capital_of(code) == capital


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("iran", {"IRN"}),
        ("TURKIYE", {"TUR"}),
        ("Korean", {"KOR", "PRK"}),
        ("congo", {"COD", "COG"}),
        ("Cambridge", {"GBR", "USA"}),
        ("Tehran Times", set()),
        ("Waldeck", set()),
        ("", set()),
    ],
)
def test_lookup_is_exact_but_for_case_and_accents(name, found):
    assert {entry.code for entry in lookup(name)} == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran's envoy", [("Iran", "IRN")]),
        ("the U.S. and U.N. agree", [("U.S.", "USA"), ("U.N.", "UN")]),
        ("the U.S.-led force", [("U.S.", "USA")]),
        ("South\n    Sudan", [("South\n    Sudan", "SSD")]),
        ("St Petersburg and St. Petersburg", [("St Petersburg", "RUS"), ("St. Petersburg", "RUS")]),
        ("Guinea Bissau, Guinea-Bissau", [("Guinea Bissau", "GNB"), ("Guinea-Bissau", "GNB")]),
        ("Papua New Guinea", [("Papua New Guinea", "PNG")]),
        ("Sana’a and Sana'a", [("Sana’a", "YEM"), ("Sana'a", "YEM")]),
        ("OPEC+ and OPEC", [("OPEC+", "OPEC+"), ("OPEC", "OPEC")]),
        ("the G-20 and the G7", [("G-20", "G20"), ("G7", "G7")]),
        ("Tu\u0308rkiye", [("Tu\u0308rkiye", "TUR")]),
        ("IRAN AND OMAN", [("IRAN", "IRN"), ("OMAN", "OMN")]),
        ("Tehran Times", [("Tehran Times", "outlet")]),
    ],
)
def test_names_are_found_as_they_are_written(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "they told us",
        "roast turkey",
        "fine china",
        "to polish a draft",
        "Irania",
        "MacIran",
        "South\n\nSudan"[:5],
        "nato",
    ],
)
def test_other_words_are_no_names(text):
    assert named(text) == []


def test_a_name_does_not_run_over_a_blank_line():
    assert named("South\n\nSudan") == [("Sudan", "SDN")]


def test_word_lists_are_read_by_name():
    assert "downtown" in word_list("modifier")
    with pytest.raises(KeyError):
        word_list("no such list")


PIECES = st.sampled_from(
    [
        "Iran",
        "U.S.",
        "US",
        "Côte",
        " d’Ivoire",
        "South",
        " ",
        "\n",
        "-",
        "’s",
        ".",
        "(",
        "Korea",
        "Tehran",
        "é",
        "\u0301",
        "Guinea",
        "İ",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join)))
def test_matches_lie_in_the_text_in_order_and_apart(text):
    end = 0
    for match in find_names(text):
        assert end <= match.span.start < match.span.end <= len(text)
        assert match.entries
        end = match.span.end


def test_folding_ignores_case():
    for name in map(country_name, codes()):
        assert folded(name.upper()) == folded(name.lower()) == folded(folded(name))


def test_an_endless_acronym_is_cut_so_that_no_letter_reads_it_whole():
    assert WORD.findall("U.S.A. and U.S.S.R.") == ["U.S.A.", "and", "U.S.S.R."]
    assert max(map(len, WORD.findall("A." * 500))) <= 2 * LONGEST_ACRONYM


@pytest.mark.fault(20)
def test_the_scan_is_linear():
    shape = "South South United United Republic of the Republic of the Saint "
    assert_linear(lambda times: find_names.__wrapped__(shape * times), 80)
