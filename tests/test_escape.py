"""Foreign text in a terminal, a spreadsheet, a page and a file name."""

import csv
import io
import json
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor import escape

ANY_TEXT = st.text(st.characters(), max_size=120)
TRICKY = st.text(st.sampled_from("='+-@\t\r\n \0＝＠a1\"',;<>&\u2028\u202e\x1b[]m\u200b"), max_size=12)
EXAMPLES = settings(max_examples=100, deadline=None)


@pytest.mark.fault(49)
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines", "two\nlines"),
        ("dos\r\nline", "dos\nline"),
        ("over\rwrite", "over write"),
        ("tab\tand\xa0space", "tab and space"),
        ("\x1b[31mred\x1b[0m \x1b]52;c;aGk=\x07", "red "),
        ("\x1bc\x9b31m", "c31m"),
        ("bidi\u202eabc\u2066", "bidiabc"),
        ("Ürümqi, 北京, Львів, القاهرة", "Ürümqi, 北京, Львів, القاهرة"),
        ("![x](http://example.org) `a` | b", "![x](http://example.org) `a` | b"),
    ],
)
def test_terminal(text, shown):
    assert escape.terminal(text) == shown


@pytest.mark.fault(49)
@EXAMPLES
@given(ANY_TEXT | TRICKY)
def test_terminal_is_printable_and_stable(text):
    shown = escape.terminal(text)
    assert all(character == "\n" or character.isprintable() for character in shown)
    assert escape.terminal(shown) == shown


@pytest.mark.fault(48)
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =1",
        "\t=1",
        "\tplain",
        "\rplain",
        "\nplain",
        "\0x",
        "＝1+1",
        "－1",
        "＠x",
        "\u3000=1",
        "\ufeff=1",
        "\u200b=1",
        "'=1",
        "''  =1",
        "- a list item",
    ],
)
def test_csv_cell_defused(text):
    cell = escape.csv_cell(text)
    assert cell == "'" + text
    assert escape.csv_uncell(cell) == text


@pytest.mark.parametrize("text", ["", "plain", "a=b", "'quoted'", "“Yes”, he said", "5 + 5", "O'Brien", " spaced"])
def test_csv_cell_untouched(text):
    assert escape.csv_cell(text) == text == escape.csv_uncell(text)


@pytest.mark.fault(48)
@EXAMPLES
@given(ANY_TEXT | TRICKY)
@example("'")
@example("'\t")
@example("' \r=")
def test_csv_round_trip(text):
    cell = escape.csv_cell(text)
    assert escape.csv_uncell(cell) == text
    assert unicodedata.normalize("NFKC", cell).strip()[:1] not in set("=+-@") or cell.startswith("'")
    assert cell[:1] not in {"\t", "\r", "\n", "="}


@pytest.mark.fault(48)
@EXAMPLES
@given(st.lists(TRICKY, min_size=1, max_size=4))
def test_csv_file_round_trip(texts):
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow([escape.csv_cell(text) for text in texts])
    file.seek(0)
    rows = list(csv.reader(file, strict=True))
    assert [escape.csv_uncell(cell) for cell in rows[0]] == texts


class Collector(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.words = [], [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words += data


@pytest.mark.fault(47)
@EXAMPLES
@given(ANY_TEXT | TRICKY)
@example("<script>alert(1)</script>")
@example("\" onerror='x'")
@example("<!-- -->&amp;&lt;")
def test_html_adds_no_tag_and_loses_no_word(text):
    parser = Collector()
    parser.feed(f'<p title="{escape.html(text)}">{escape.html(text)}</p>')
    parser.close()
    assert parser.tags == ["p"]
    (attribute,) = parser.attributes
    assert attribute == ("title", parser.words)
    assert parser.words == escape.clean(text).text


@pytest.mark.fault(47)
@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://example.org:8080/a?b=c&d=@e#f", "HTTPS://EXAMPLE.ORG/@user", "https://[::1]/"],
)
def test_links(url):
    assert escape.http_url(url) == url


@pytest.mark.fault(47)
@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        " https://example.org",
        "https://example.org/a b",
        "https://example.org\\@evil.example",
        "https://example.org@evil.example/",
        "https://",
        "https:///path",
        "//example.org",
        "data:text/html,x",
        "https://example.org/\u202egnp",
        "java\nscript:x",
    ],
)
def test_no_links(url):
    assert escape.http_url(url) is None


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY_TEXT | TRICKY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TRICKY, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.fault(47)
@EXAMPLES
@given(JSON_VALUES)
@example("</script><!--\u2028\u2029\ud800&")
def test_json_round_trip(value):
    text = escape.json_for_html(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")
    text.encode()


def test_json_refuses_what_no_browser_reads():
    with pytest.raises(ValueError):
        escape.json_for_html(float("nan"))


@pytest.mark.parametrize("name", ["a", "000_c5396a2d4e5b7f8a", "2024-03-05.lima", "x" * 80, "console", "com", "com10"])
def test_safe_names_stay(name):
    assert escape.file_name(name) == name


UNSAFE_IDS = [
    "",
    ".",
    "..",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\x",
    "a/b",
    "-rf",
    ".hidden",
    "con",
    "CON",
    "con.txt",
    "lpt1.a.b",
    "a.",
    "a\0b",
    "Report",
    "réunion",
    "x" * 81,
    "x" * 5000,
    "line\nbreak",
    "\ud800",
    "report-0123456789abcdef",
]


@pytest.mark.fault(50)
@pytest.mark.parametrize("name", UNSAFE_IDS)
def test_unsafe_names_change(name):
    made = escape.file_name(name)
    assert made != name
    assert made == escape.file_name(name)


@pytest.mark.fault(50)
@EXAMPLES
@given(ANY_TEXT | st.sampled_from(UNSAFE_IDS) | st.from_regex(r"(con|aux|com1|Lpt9)(\.[a-z]*)?", fullmatch=True))
def test_file_names_are_safe_everywhere(name):
    made = escape.file_name(name)
    assert len(made) <= 80
    assert made.isascii()
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert made[0].isalnum()
    assert not made.endswith(".")
    assert made.lower().partition(".")[0] not in escape.RESERVED_NAMES


@pytest.mark.fault(50)
@EXAMPLES
@given(
    st.lists(ANY_TEXT | TRICKY | st.sampled_from(["Report", "report", "REPORT", "a/b", "a_b", "é", "e"]), unique=True)
)
def test_different_ids_never_share_a_file(names):
    made = [escape.file_name(name) for name in names]
    assert len({name.lower() for name in made}) == len(names)
    # Nobody can choose an id that is the file name of another.
    assert all(escape.file_name(file) != file for name, file in zip(names, made, strict=True) if name != file)
