"""Bytes to text: the same file gives the same characters everywhere, or a clear refusal."""

import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.read.clean import clean, one_line, shown
from extractor.read.decode import decode, stream_encoding
from extractor.read.limits import MAX_MESSAGE_CHARS

SPANISH = "El canciller peruano señaló que la reunión fue “muy útil” — y que el acuerdo será firmado mañana en Bogotá."
FRENCH = "Le ministre a déclaré à Genève que l’accord était prêt. «Très bien», a-t-il ajouté."
ENGLISH = "Peru’s foreign minister, Elmer López, met José Núñez in Bogotá — “a first step”, he said."
POLISH = "Rzecznik poinformował, że współpraca będzie się rozwijać również później."
RUSSIAN = "Министры иностранных дел двух стран подписали меморандум о сотрудничестве, сообщило министерство."
ARABIC = "وقع وزيرا خارجية البلدين مذكرة تفاهم حول التعاون، حسبما ذكرت الوزارة في بيان."
CHINESE = "两国外交部长签署了合作谅解备忘录,外交部发言人在声明中表示。"
JAPANESE = "両国の外相は協力に関する覚書に署名したと外務省が発表した。"
KOREAN = "양국 외교장관은 협력에 관한 양해각서에 서명했다."
GREEK = "Οι υπουργοί Εξωτερικών υπέγραψαν μνημόνιο συνεργασίας στη Λίμα."
THAI = "รัฐมนตรีต่างประเทศของทั้งสองประเทศลงนามในบันทึกความเข้าใจที่กรุงลิมา"


@pytest.mark.fault(22)
@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (b"plain", "plain", "utf-8"),
        ("déjà vu".encode(), "déjà vu", "utf-8"),
        (b"\xef\xbb\xbfdate", "date", "utf-8-sig"),
        ("é\r\n".encode("utf-16"), "é\r\n", "utf-16"),
        (b"\xfe\xff" + "é".encode("utf-16-be"), "é", "utf-16"),
        ("é".encode("utf-32"), "é", "utf-32"),
        (b"caf\xe9", "café", "cp1252"),
        (b"\x80", "€", "cp1252"),
    ],
)
def test_marked_and_small(data, text, encoding):
    assert decode(data) == (text, encoding)


@pytest.mark.fault(22)
@pytest.mark.parametrize("repeat", [1, 6])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SPANISH, "cp1252"),
        (FRENCH, "cp1252"),
        (ENGLISH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (ARABIC, "cp1256"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
        (GREEK, "cp1253"),
        (THAI, "cp874"),
    ],
)
def test_undeclared_encodings(text, encoding, repeat):
    text = "\n".join([text] * repeat)
    assert decode(text.encode(encoding)) == (text, encoding)


def test_markup_around_the_text_does_not_change_the_guess():
    page = "<script>" + "var a = 1; " * 500 + "</script>" + f"<div class='story'><p>{RUSSIAN}</p></div>" * 3
    assert decode(page.encode("cp1251"), html=True).encoding == "cp1251"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1254", "cp1254"),
        ("ISO-8859-1", "cp1252"),
        ("gb2312", "gb18030"),
        ("iso-8859-2", "iso8859-2"),
        ("Shift_JIS", "shift_jis"),
    ],
)
def test_declared_encoding_is_heard_in_pages_only(declared, encoding):
    words = {"cp1254": "İşbirliği anlaşması", "gb18030": CHINESE, "iso8859-2": "Ministři v Limě", "shift_jis": JAPANESE}
    page = f'<html><meta http-equiv="Content-Type" content="text/html; charset={declared}">' + words.get(
        encoding, "é ’"
    )
    assert decode(page.encode(encoding), html=True) == (page, encoding)


@pytest.mark.fault(22)
@pytest.mark.parametrize("name", ["unicode_escape", "rot13", "utf-7", "no-such", "idna", "cp037", "utf-8"])
def test_a_strange_declaration_is_ignored(name):
    page = f'<meta charset="{name}"><p>caf\\u0041 '.encode() + b"caf\xe9"
    text, encoding = decode(page, html=True)
    assert encoding == "cp1252"
    assert text.endswith("caf\\u0041 café")


@pytest.mark.fault(21, 22)
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n...", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"PK\x03\x04....", "binary"),
        (b"SQLite format 3\0", "binary"),
        (b"{\\rtf1 text}", "binary"),
        (b"text\0text", "binary"),
        ("no mark".encode("utf-16-le"), "binary"),
        (b"\xff\xfeabc", "encoding"),
        (b"\xff\xfe\x00\xd8", "encoding"),
        (b"it\xe2\x80\x99s and it\x92s", "encoding"),
        ("naïve café".encode() + b"\xff", "encoding"),
        ("cut off in the middle: …é…".encode()[:-1], "encoding"),
        (bytes(range(128, 256)) * 4, "encoding"),
    ],
)
def test_refused(data, code):
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)
    assert ";" in str(caught.value), "a message says how to mend it"


@pytest.mark.fault(23)
def test_a_nul_far_into_the_file_is_text_to_be_cleaned():
    assert decode(b"a" * 9000 + b"\0b").text.endswith("\0b")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.booleans())
@example(b"<meta charset=", True)
@example(b"\xff\xfe\x00\x00", False)
def test_any_bytes_are_text_or_refused(data, html):
    code = ""
    try:
        text, encoding = decode(data, html=html)
    except InputError as error:
        code = error.code
    else:
        assert text == data.decode(encoding), "decoded strictly: nothing left out or replaced"
    assert code in {"", "binary", "encoding"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_utf8_is_kept_to_the_character(text):
    data = text.encode("utf-8", "ignore")
    if b"\0" not in data and not text.startswith(("%PDF-", "{\\rtf", "GIF8", "\ufeff")):
        assert decode(data) == (data.decode(), "utf-8")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"text\nplain\n", "utf-8"),
        (b"\xef\xbb\xbftext\n", "utf-8-sig"),
        ("text\nñ".encode("utf-16"), "utf-16"),
        (b"text\n" + b"plain\n" * 100_000 + SPANISH.encode("cp1252"), "cp1252"),
        (("text\n" + RUSSIAN + "\n").encode("cp1251"), "cp1251"),
        (("text\n" + SPANISH * 9 + "\n").encode() + b"caf\xe9\n", "utf-8"),
    ],
)
def test_stream_encoding(data, encoding):
    stream = io.BytesIO(data)
    assert stream_encoding(stream) == encoding
    assert stream.tell() == 0


@pytest.mark.fault(23, 24)
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("tab\tnewline\r\nkept", "tab\tnewline\r\nkept"),
        ("soft\xadhyphen, non\xa0breaking", "soft\xadhyphen, non\xa0breaking"),
        ("e\u0301 stays, combining or not: é", "e\u0301 stays, combining or not: é"),
        ("a\x00b\x07c\x7fd\x85e\x9bf", "abcdef"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]52;c;aGk=\x07clip\x1b]0;title\x1b\\", "clip"),
        ("stray \x1b]0;never closed\nMoscow", "stray ]0;never closed\nMoscow"),
        ("\x1bMoscow", "Moscow"),
        ("user\u202egnp.exe\u2066x\u2069", "usergnp.exex"),
        ("zero\u200bwidth\u200d\ufeff\u2060", "zerowidth"),
        ("hid\U000e0041\U000e007fden", "hidden"),
        ("variation\ufe0f\U000e0100", "variation"),
        ("lone\ud800surrogate\udfff", "lonesurrogate"),
        ("🇵🇪 emoji 😀", "🇵🇪 emoji 😀"),
    ],
)
def test_clean(text, kept):
    assert clean(text) == (kept, len(text) - len(kept))


@pytest.mark.fault(23, 24)
@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_cleaned_text_can_be_sent_and_is_stable(text):
    cleaned, removed = clean(text)
    cleaned.encode()
    assert removed == len(text) - len(cleaned)
    assert not set(cleaned) & {"\x1b", "\0", "\u202e", "\u200b", "\U000e0041"}
    assert clean(cleaned) == (cleaned, 0)
    assert "\n" not in one_line(text)
    assert shown(text).isprintable()
    assert len(shown(text)) <= MAX_MESSAGE_CHARS


@pytest.mark.fault(20, 24)
@pytest.mark.parametrize("unit", ["\x1b[", "\x1b]", "\x1b[0", "\x1b]a", "\u200b", "e\u0301"])
def test_cleaning_takes_linear_time(unit):
    assert len(clean(unit * 300_000).text) <= 600_000
