import random
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.edtf import bounds, is_valid
from extractor.mentions import DateMention
from extractor.rules.dates.calendar import DAY_MONTH, MONTH_ALONE, MONTH_DAY
from extractor.rules.dates.find import find_dateline, find_dates, find_head_date
from extractor.rules.dates.solar import common_date
from extractor.rules.dates.tense import tense_at
from extractor.spans import Span

FRIDAY = "2024-03-15"


def read(text, published=FRIDAY):
    return [(mention.text, mention.edtf) for mention in find_dates(text, published=published)]


EXPLICIT = [
    ("They met on 12 March 2024 in Rome.", "12 March 2024", "2024-03-12"),
    ("It was signed on March 12, 2024.", "March 12, 2024", "2024-03-12"),
    ("It was signed on March 12th, 2024.", "March 12th, 2024", "2024-03-12"),
    ("Done in Oslo on the 3rd of March 2024.", "3rd of March 2024", "2024-03-03"),
    ("Done on this 5th day of March, 2024.", "5th day of March, 2024", "2024-03-05"),
    ("They met on Sept. 5, 2023.", "Sept. 5, 2023", "2023-09-05"),
    ("THURSDAY, APRIL 18, 2024", "THURSDAY, APRIL 18, 2024", "2024-04-18"),
    ("Signed on\nDecember 1, 2021.", "December 1, 2021", "2021-12-01"),
    ("Signed on 12-Mar-2024.", "12-Mar-2024", "2024-03-12"),
    ("Signed on 2024-03-12.", "2024-03-12", "2024-03-12"),
    ("Signed on 25/12/2023.", "25/12/2023", "2023-12-25"),
    ("Signed on 12/25/2023.", "12/25/2023", "2023-12-25"),
    ("Signed on 12.03.2024.", "12.03.2024", "2024-03-12"),
    ("Signed on 14/03/2024.", "14/03/2024", "2024-03-14"),
    ("They met on Septermber 5, 2023 (local time).", "Septermber 5, 2023", "2023-09-05"),
    ("He left on 3 Febuary 2019.", "3 Febuary 2019", "2019-02-03"),
    ("The visit is set for May 20, 21 and 22, 2023.", "May 20, 21 and 22, 2023", "2023-05-20/2023-05-22"),
    ("The pact of 27/02/98 was renewed.", "27/02/98", "1998-02-27"),
    ("Work begins in the 2nd quarter of 2024.", "2nd quarter of 2024", "2024-04/2024-06"),
    ("Talks ran on 20-22 May 2023.", "20-22 May 2023", "2023-05-20/2023-05-22"),
    ("Talks ran on May 20–22, 2023.", "May 20–22, 2023", "2023-05-20/2023-05-22"),
    ("between 3 and 5 June 2023", "3 and 5 June 2023", "2023-06-03/2023-06-05"),
    ("from May 30 to June 2, 2023", "May 30 to June 2, 2023", "2023-05-30/2023-06-02"),
    ("28 December 2022 – 3 January 2023", "28 December 2022 – 3 January 2023", "2022-12-28/2023-01-03"),
    ("28 December – 3 January 2023", "28 December – 3 January 2023", "2022-12-28/2023-01-03"),
    ("in March and April 2023", "March and April 2023", "2023-03/2023-04"),
    ("in December and January 2024", "December and January 2024", "2023-12/2024-01"),
    ("in October 2020", "October 2020", "2020-10"),
    ("in 2022", "2022", "2022"),
    ("the 2015 nuclear accord", "2015", "2015"),
    ("his second term (2019-2025)", "2019-2025", "2019/2025"),
    ("the occupation of 1938-45", "1938-45", "1938/1945"),
    ("The contract covers 2024 to 2029.", "2024 to 2029", "2024/2029"),
    ("in late 2022", "late 2022", "2022~"),
    ("by the end of 2023", "the end of 2023", "2023~"),
    ("in mid-June 2023", "mid-June 2023", "2023-06~"),
    ("in spring 2021", "spring 2021", "2021-21"),
    ("in the winter of 2022-23", "winter of 2022-23", "2022-24"),
    ("in the first quarter of 2024", "first quarter of 2024", "2024-01/2024-03"),
    ("in Q3 2021", "Q3 2021", "2021-07/2021-09"),
    ("the second half of 2023", "second half of 2023", "2023-07/2023-12"),
    ("the first nine months of 2023", "first nine months of 2023", "2023-01/2023-09"),
    ("in the 1990s", "1990s", "199X"),
    ("in fiscal year 2024", "fiscal year 2024", "2024~"),
    ("in FY2023-24", "FY2023-24", "2023/2024"),
    ("on Tir 30, 1402", "Tir 30, 1402", "2023-07-21"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), EXPLICIT)
def test_a_full_date_needs_no_anchor(text, words, edtf):
    (mention,) = find_dates(text, published=None)
    assert (mention.text, mention.edtf, mention.basis, mention.anchor) == (words, edtf, "explicit", "")


YEARLESS = [
    ("The pact was signed on March 12.", "March 12", "2024-03-12"),
    ("They met on the 12th of November.", "12th of November", "2023-11-12"),
    ("They will meet on April 2.", "April 2", "2024-04-02"),
    ("The law takes effect on April 1.", "April 1", "2024-04-01"),
    ("Ahead of his visit on April 23, both sides talked.", "April 23", "2024-04-23"),
    ("They talked on 5 and 6 March.", "5 and 6 March", "2024-03-05/2024-03-06"),
    ("They talked from 11 to 13 March.", "11 to 13 March", "2024-03-11/2024-03-13"),
    ("The anniversary is December 31.", "December 31", "2023-12-31"),
    ("By May 1 all will be done.", "May 1", "2024-05-01"),
    ("It was signed on Thursday, July 20.", "Thursday, July 20", "2023-07-20"),
    ("It was signed on Monday (March 11).", "Monday (March 11)", "2024-03-11"),
    ("It was signed on March 11 (Monday).", "March 11 (Monday)", "2024-03-11"),
    ("It was signed in November.", "November", "2023-11"),
    ("It was signed in March.", "March", "2024-03"),
    ("It will be signed in October.", "October", "2024-10"),
    ("He announced a visit to Peru in June.", "June", "2024-06"),
    ("They last met in June.", "June", "2023-06"),
    ("It was signed on the 5th of this month.", "5th of this month", "2024-03-05"),
    ("It was agreed at the June summit.", "June", "2023-06"),
    ("They met in March of this year.", "March of this year", "2024-03"),
    ("They met on 3 May last year.", "3 May last year", "2023-05-03"),
    ("They met in early February.", "early February", "2024-02~"),
    ("Between March and May, exports rose.", "March and May", "2023-03/2023-05"),
    ("It was signed on 03/05/2023 and", "03/05/2023", None),
    ("It was signed on 13/03/2024 and", "13/03/2024", "2024-03-13"),
    ("It was signed on 03/11/2024 and", "03/11/2024", "2024-03-11"),
    ("It happened on 30 February.", "30 February", None),
]


@pytest.mark.parametrize(("text", "words", "edtf"), YEARLESS)
def test_a_date_without_a_year_takes_it_from_the_anchor(text, words, edtf):
    assert read(text) == [(words, edtf)]


@pytest.mark.parametrize(("text", "words", "edtf"), [case for case in YEARLESS if "/2024" not in case[0]])
def test_without_an_anchor_it_stays_unresolved(text, words, edtf):
    assert read(text, published=None) == [(words, None)]


def test_the_year_carries_over_within_a_sentence_only():
    assert read("It was signed on March 3, 2019 and ratified on June 5.")[1] == ("June 5", "2019-06-05")
    assert read("It was signed on December 28, 2019 and ratified on January 5.")[1] == ("January 5", "2020-01-05")
    assert read("It was signed on March 3, 2019. It was ratified on June 5.")[1] == ("June 5", "2023-06-05")
    assert read("The talks, the first since 2019, met the March 8 deadline.")[1] == ("March 8", "2024-03-08")


WEEKDAYS = [
    ("He arrived on Friday.", "2024-03-15"),
    ("He arrived on Thursday morning.", "2024-03-14"),
    ("He arrived on thursday.", "2024-03-14"),
    ("He is visiting Paris on Thursday.", "2024-03-14"),
    ("He arrived last Friday.", "2024-03-08"),
    ("He arrives next Friday.", "2024-03-22"),
    ("He came this past Friday.", "2024-03-08"),
    ("The talks were held this Friday.", "2024-03-15"),
    ("They will meet on Friday.", "2024-03-22"),
    ("She will hold talks on the disputed islands with Peru on Friday.", "2024-03-22"),
    ("They will meet later on Friday.", "2024-03-15"),
    ("They are expected to sign a pact on Monday.", "2024-03-18"),
    ("The accord, to be signed on Monday, is long.", "2024-03-18"),
    ("The talks scheduled for Monday are vital.", "2024-03-18"),
    ("He agreed to visit Cairo on Sunday.", "2024-03-17"),
    ("He flew to Cairo to attend a summit on Sunday.", "2024-03-10"),
    ("Minister to visit Cairo on Sunday", "2024-03-17"),
    ("He said his country would sign on Sunday.", "2024-03-17"),
    ("He was due to arrive on Friday.", "2024-03-15"),
    ("He had been due to arrive on Sunday.", "2024-03-10"),
    ("The vote was put off until Sunday.", "2024-03-17"),
    ("On Sunday, the two will sign the pact.", "2024-03-17"),
    ("On Sunday, the two signed the pact.", "2024-03-10"),
    ("They met on Tuesday last week.", "2024-03-05"),
    ("They met last week on Tuesday.", "2024-03-05"),
    ("They will meet on Monday of next week.", "2024-03-18"),
]


@pytest.mark.parametrize(("text", "edtf"), WEEKDAYS)
def test_a_weekday_goes_by_the_tense_of_its_clause(text, edtf):
    assert [value for _, value in read(text)] == [edtf]


def test_each_clause_has_its_own_tense():
    text = "The ministers, who met on Tuesday, will meet again on Sunday, a spokesman said on Thursday."
    assert read(text) == [("Tuesday", "2024-03-12"), ("Sunday", "2024-03-17"), ("Thursday", "2024-03-14")]


def test_two_weekdays_make_a_range_unless_something_was_moved():
    assert read("The talks ran from Monday to Wednesday.") == [("Monday to Wednesday", "2024-03-11/2024-03-13")]
    assert len(read("The talks were postponed from Monday to Wednesday.")) == 2


RELATIVE = [
    ("today", "2024-03-15"),
    ("yesterday", "2024-03-14"),
    ("tomorrow", "2024-03-16"),
    ("this morning", "2024-03-15"),
    ("last night", "2024-03-14"),
    ("the day before yesterday", "2024-03-13"),
    ("this week", "2024-03-11/2024-03-17"),
    ("last week", "2024-03-04/2024-03-10"),
    ("next week", "2024-03-18/2024-03-24"),
    ("last weekend", "2024-03-09/2024-03-10"),
    ("last month", "2024-02"),
    ("next month", "2024-04"),
    ("last June", "2023-06"),
    ("last March", "2023-03"),
    ("last December", "2023-12"),
    ("next June", "2024-06"),
    ("next March", "2025-03"),
    ("last year", "2023"),
    ("earlier this year", "2024"),
    ("later this month", "2024-03"),
    ("early next year", "2025~"),
    ("the end of the year", "2024~"),
    ("the rest of the month", "2024-03-15/2024-03-31"),
    ("last quarter", "2023-10/2023-12"),
    ("last summer", "2023-22"),
    ("last winter", "2023-24"),
    ("next summer", "2024-22"),
    ("two days ago", "2024-03-13"),
    ("three weeks ago", "2024-02-19/2024-02-25"),
    ("six months ago", "2023-09~"),
    ("a year ago", "2023-03~"),
    ("twenty-five years ago", "1999~"),
    ("a decade ago", "2014~"),
    ("two months from now", "2024-05~"),
]


@pytest.mark.parametrize(("words", "edtf"), RELATIVE)
def test_relative_words_count_from_the_publication_date(words, edtf):
    (mention,) = find_dates(f"It is {words}.", published=FRIDAY)
    assert (mention.text, mention.edtf) == (words, edtf)
    assert (mention.basis, mention.anchor) == ("relative", "published 2024-03-15")


@pytest.mark.parametrize("words", [words for words, _ in RELATIVE])
def test_without_an_anchor_relative_words_resolve_to_nothing(words):
    (mention,) = find_dates(f"It is {words}.", published=None)
    assert (mention.text, mention.edtf, mention.granularity, mention.basis) == (words, None, "none", "none")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They will meet within the next sixty days.", "2024-03-15/2024-05-14"),
        ("Over the past two years trade rose.", "2022-03-15/2024-03-15"),
        ("They will report within 30 days.", "2024-03-15/2024-04-14"),
        ("They will return in two weeks.", "2024-03-25/2024-03-31"),
        ("They meet in a month's time.", "2024-04~"),
        ("They built it in two weeks.", None),
        ("In recent years trade rose.", None),
        ("In the coming months trade will rise.", None),
        ("Over the next few weeks they will talk.", None),
        ("They met several years ago.", None),
    ],
)
def test_stretches_of_time(text, edtf):
    assert [value for _, value in read(text)] == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met on 3 March 2019. The same day they dined.", "2019-03-03"),
        ("They met on 3 March 2019. Two days later they left.", "2019-03-05"),
        ("They met on 3 March 2019. The following Monday they left.", "2019-03-04"),
        ("He was held in August 2016. The next year he was freed.", "2017"),
        ("On 3 March 2019 they met. " + "They talked at length. " * 20 + "Later that day she left.", "2019-03-03"),
        ("On 3 March 2019 they met. Earlier in the day she had seen the king.", "2019-03-03"),
        ("They met on 3 March 2019. That evening the king gave a dinner.", "2019-03-03"),
        ("He was held in 2016. The same day he fell ill.", None),
        ("They met in March 2019. " + "They talked at length. " * 12 + "The same month they left.", None),
    ],
)
def test_the_story_counts_from_a_date_close_before(text, edtf):
    assert find_dates(text, published=None)[-1].edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Theresa May said to May that she may march in 20 years.",
        "a 20-year plan, 2000 troops, resolution 2231, of 2000 MW, by 1930 GMT",
        "at 15:35, 12:30 GMT, 60 percent, page 12",
        "He told USA Today about Good Friday and the Sunday Times.",
        "the Arab Spring and the fall of the wall",
        "http://example.org/2023/09/04/story",
        "on Mondays",
    ],
)
def test_what_is_no_date(text):
    assert read(text.replace("in 20 years", "")) == []


ANCHORS = [
    ("OSLO, March 14 (NTB) - He spoke on Tuesday.", FRIDAY, "2024-03-12", "dateline 2024-03-14"),
    ("OSLO, March 14 (NTB) - He spoke on Friday.", FRIDAY, "2024-03-08", "dateline 2024-03-14"),
    ("March 16, 2024\n\nOSLO - He spoke on Friday.", FRIDAY, "2024-03-15", "published 2024-03-15"),
    ("March 16, 2024\n\nOSLO - He spoke on Friday.", None, "2024-03-15", "head date 2024-03-16"),
    ("OSLO, 14 March 2024 - He spoke on Friday.", None, "2024-03-08", "dateline 2024-03-14"),
    ("OSLO, 14 March 1999 - He spoke on Friday.", FRIDAY, "2024-03-15", "published 2024-03-15"),
    ("Flags fly in Oslo, Norway, March 10, 2024. He spoke on Sunday.", None, "2024-03-10", "caption 2024-03-10"),
    ("Flags fly in Oslo, Norway, March 10, 2024. He spoke on Monday.", None, None, ""),
    ("He spoke on Friday.", "March 2024", None, ""),
]


@pytest.mark.parametrize(("text", "published", "edtf", "anchor"), ANCHORS)
def test_the_anchor_is_chosen_in_the_order_of_the_codebook(text, published, edtf, anchor):
    last = find_dates(text, published=published)[-1]
    assert (last.edtf, last.anchor) == (edtf, anchor)


def test_a_given_dateline_goes_before_the_one_in_the_text():
    given_date = DateMention(Span(0, 8), "March 11", "2024-03-11", "day", "inferred")
    text = "OSLO, March 14 (NTB) - He spoke on Tuesday."
    assert find_dates(text, published=FRIDAY, dateline=given_date)[-1].edtf == "2024-03-05"


HEADS = [
    ("date 2023-07-21 OSLO – The ministers met.", "2023-07-21"),
    ("September 25, 2023\n\nWorld News\n\nOSLO – On Monday", "2023-09-25"),
    ("Title\nPublication date:\nMay 28, 2002, 15:35\nText", "2002-05-28"),
    ("Title\n" + "Text. " * 200 + "\nPublication date:\nMay 28, 2002, 15:35\n", "2002-05-28"),
    ("Title\nPublished: 12 March 2024\nThe minister said.", "2024-03-12"),
    ("PUBLISHED : 30 Jan 2024 at 05:30\nText", "2024-01-30"),
    ("Posted on March 3, 2024 by admin\nText", "2024-03-03"),
    ("Title\nMay 28, 2002\n15:35\nRome\nText", "2002-05-28"),
    ("By Jane Roe | Published July 21, 2023 | 10:30 AM\nText", "2023-07-21"),
    ("Agency | Updated: 2023-07-21 09:15\nText", "2023-07-21"),
    ("Fri 21 Jul 2023 10.30 BST\ntext", "2023-07-21"),
    ("21/07/2023 - 14:05\nPress release", "2023-07-21"),
    ("Brussels, 12 July 2023\nThe Commission", "2023-07-12"),
    ("March 12, 2024 - The minister of foreign affairs said", "2024-03-12"),
    ("Publish Date: 2024/03/04\nText", "2024-03-04"),
    ("Web posted at: 3/24/2010 5:10:00\nText", "2010-03-24"),
    ("Envoy arrives\n27/02/98\nOSLO (NTB) - Text", "1998-02-27"),
    ("Envoy arrives | The Daily | 2 Nov 2018\nText", "2018-11-02"),
    ("Oslo (2 November 2018) — Text", "2018-11-02"),
    ("Oslo, Norway, 4 March 2017. The minister met his guest.", "2017-03-04"),
    ("Last updated: 3 March 2021\nText", "2021-03-03"),
    ("4 May 2021\nUpdated: 3 June 2021\nText", "2021-05-04"),
    ("Text.\n\nTHE PRESIDENT'S HOUSE,\nDecember 1, 2021.", "2021-12-01"),
    ("OSLO, 14 March 2024 (NTB) - The minister said", "2024-03-14"),
    (" date 2022-08-07 Minister ends his visit\nText", "2022-08-07"),
    (" date 2022-08-07 https://example.org/story\nText", "2022-08-07"),
    ("21.11.2012 - Press release\nText", "2012-11-21"),
    ("Saturday, April 20, 2024\nMain Menu\nOSLO, APRIL 19 (NTB) – Text", "2024-04-20"),
    ("Saturday, April 20, 2024\nMain Menu\nOSLO, JAN 09 (NTB) – Text", None),
    ("Saturday, April 20, 2024\nMain Menu\nOSLO, JAN 09, 2018 (NTB) – Text", "2018-01-09"),
    ("12/07/2023\nPress release", None),
    ("OSLO, March 14 (NTB) - The minister said", None),
    ("On 12 July 2023 the leaders met in Paris.", None),
    ("The leaders met.\nOn 12 July 2023, they signed.", None),
    ("12 July 2023 was a good day for both.", None),
    ("Published on 12 March 2024, the report says that all is well.", None),
    ("Joint Statement of the leaders on 12 July 2023\nText", None),
    ("Title\n" + "Text. " * 200 + "\nRelated\nMay 28, 2002\n", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "edtf"), HEADS)
def test_head_date(text, edtf):
    mention = find_head_date(text)
    assert (mention.edtf if mention else None) == edtf
    if mention:
        assert mention.span.of(text) == mention.text


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("OSLO, July 21 (NTB) – Norway said", "2023-07-21"),
        ("Title of the story\nOSLO, Jul. 21 (NTB) -- Norway", "2023-07-21"),
        ("Moscow. July 21. AGENCY - Russia", "2023-07-21"),
        ("MOSCOW, July 21. /AGENCY/. Russia", "2023-07-21"),
        ("Kyiv, Ukraine, March 12 – The", "2023-03-12"),
        ("ABU DHABI, 21st July, 2023 (AGENCY) -- The", "2023-07-21"),
        ("PRETORIA, 21 JULY 2023 – South", "2023-07-21"),
        ("NEW DELHI: India said", None),
        ("PARIS — March 12 was a good day", None),
        ("Iran, July 21 was", None),
    ],
)
def test_dateline(text, edtf):
    mention = find_dateline(text, date(2023, 7, 22))
    assert (mention.edtf if mention else None) == edtf


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They signed it on X", "past"),
        ("They will sign it on X", "future"),
        ("a pact that will be signed on X", "future"),
        ("They are set to sign it on X", "future"),
        ("They were set to sign it on X", "soon"),
        ("They say it is on X", "present"),
        ("A pact on X", "none"),
        ("On X they will sign it", "future"),
        ("The delay was due to the storm on X", "past"),
    ],
)
def test_tense_is_read_off_the_nearest_verb_group(text, tense):
    start = text.index("X")
    assert tense_at(text, Span(start, start + 1), Span(0, len(text))) == tense


@pytest.mark.parametrize(
    ("solar", "common"),
    [
        ((1402, 1, 1), date(2023, 3, 21)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1402, 12, 30), None),
        ((1402, 13, 1), None),
        ((1100, 1, 1), None),
    ],
)
def test_iranian_calendar(solar, common):
    assert common_date(*solar) == common


WORDS = re.findall(
    r"\S+",
    """March May 12 2024 on Thursday last next the first of quarter and to – - , . Monday week year ago two five will
    signed between from early end summer today within (2019-2025) 12/03/2024 Published: date June 31
    ll weekend same day""",
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from([None, FRIDAY, "0001-01-01", "9999-12-31", "x"]))
def test_mentions_are_ordered_disjoint_and_verbatim(words, published):
    text = " ".join(words)
    end = 0
    for mention in find_dates(text, published=published):
        assert end <= mention.span.start < mention.span.end
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.edtf is None or is_valid(mention.edtf)
        assert (mention.edtf is None) == (mention.granularity == "none") == (mention.basis == "none")
        end = mention.span.end


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    find_dates(text, published=FRIDAY)
    find_head_date(text)


@settings(max_examples=50, deadline=None)
@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2090, 1, 1)), st.sampled_from(range(6)))
def test_every_written_form_of_a_day_gives_that_day(day, form):
    month = f"{day:%B}"
    written = [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.isoformat(),
        f"{day:%A}, {month} {day.day}, {day.year}",
        f"{day:%d.%m.%Y}",
        f"the {day.day}th of {month}, {day.year}",
    ][form]
    (mention,) = find_dates(f"It was signed on {written} in Geneva.", published=None)
    assert bounds(mention.edtf) == (day, day)


@settings(max_examples=50, deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 1, 1)), st.sampled_from(range(7)))
def test_weekdays_lie_within_a_week_on_the_side_of_the_tense(anchor, number):
    weekday = f"{date(2024, 1, 1 + number):%A}"
    (past,) = find_dates(f"They met on {weekday}.", published=anchor.isoformat())
    (future,) = find_dates(f"They will meet on {weekday}.", published=anchor.isoformat())
    (before,) = find_dates(f"They met last {weekday}.", published=anchor.isoformat())
    assert 0 <= (anchor - date.fromisoformat(past.edtf)).days <= 6
    assert 1 <= (date.fromisoformat(future.edtf) - anchor).days <= 7
    assert 1 <= (anchor - date.fromisoformat(before.edtf)).days <= 7
    assert {date.fromisoformat(mention.edtf).weekday() for mention in (past, future, before)} == {number}


HOSTILE = [
    "May ",
    "March 5 ",
    "Monday ",
    "in 2022 ",
    "twenty-",
    "1",
    " ",
    "\n",
    "Date: \n",
    "12 ",
    "the next five ",
    "to ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_repetition_grows_the_mentions_no_faster_than_the_text(unit):
    counts = [len(find_dates(unit * times, published=FRIDAY)) for times in (200, 400)]
    assert counts[1] <= 2 * counts[0] + 2


@pytest.mark.parametrize("pattern", [DAY_MONTH, MONTH_DAY, MONTH_ALONE], ids=["day", "month_day", "month"])
def test_no_match_is_longer_than_a_date(pattern):
    shuffled = random.Random(5).choices(WORDS, k=3000)
    assert max(len(match.group()) for match in pattern.finditer(" ".join(shuffled))) <= 64
