"""Days, weeks and years named from where the writer stands: "Thursday", "yesterday", "last week", "year-end".

General date parsers read these against today or push every weekday the same way; the codebook (section 4) asks for
the tense of the clause, and for silence where the text gives no anchor. So each expression keeps its rule until both
are known.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Final

from extractor.edtf import bounds
from extractor.rules.dates.setting import (
    UNRESOLVED,
    Expression,
    Resolution,
    Setting,
    interval,
    month_of,
    quarter_of,
    relative,
    shift_months,
    week_of,
)
from extractor.rules.dates.tense import Tense
from extractor.rules.dates.words import (
    DAY,
    GAP,
    PART_OF_DAY,
    WEEKDAY_ANY_CASE,
    WEEKDAY_NAME,
    day_number,
    weekday_number,
)
from extractor.spans import Span

# Thursday; Thursday morning; last Thursday; later on Friday; Tuesday last week; Monday of next week
WEEKDAY: Final = re.compile(
    rf"(?:\b(?P<which>(?i:last|this{GAP}past|this{GAP}coming|this|next|past|coming|the{GAP}following|later)){GAP}(?:on{GAP})?"
    rf"|\b(?P<week_before>(?i:last|this|next)){GAP}week{GAP}(?:on{GAP})?)?"
    r"(?<!Good )(?<!Black )(?<!Bloody )(?<!Palm )(?<!Easter )(?<!Cyber )(?<!Super )"
    rf"\b(?P<weekday>{WEEKDAY_ANY_CASE})\b(?:{GAP}{PART_OF_DAY}\b)?"
    rf"(?:{GAP}(?:of{GAP})?(?P<week>last|this|next){GAP}week\b)?(?!{GAP}(?:Times|Telegraph|Express|Mirror|Mail|Post)\b)"
)
# today; earlier today; the day before yesterday; this morning; last night
DAY_WORD: Final = re.compile(
    rf"\b(?:(?:the{GAP})?day{GAP}(?P<far>before{GAP}yesterday|after{GAP}tomorrow)"
    rf"|(?:(?:earlier|later){GAP})?(?P<word>today|yesterday|tomorrow|tonight)\b(?:(?:,{GAP}|{GAP}\(){WEEKDAY_NAME}\b\)?)?"
    rf"|(?P<part>this{GAP}(?:morning|afternoon|evening)|last{GAP}(?:night|evening)))\b",
    re.IGNORECASE,
)
# this week; earlier this month; next year; the coming week; last weekend
UNIT: Final = re.compile(
    rf"\b(?:(?:earlier|later){GAP})?(?P<which>this|last|next|coming|past)(?:{GAP}(?P<turn>coming|past))?{GAP}"
    r"(?P<unit>week|weekend|month|year|quarter|decade)\b(?!-)",
    re.IGNORECASE,
)
# the 5th of this month
DAY_OF_MONTH: Final = re.compile(
    rf"\b(?P<day>{DAY})(?<=[a-zA-Z]){GAP}of{GAP}(?P<which>this|last|next){GAP}month\b", re.IGNORECASE
)
# the end of the month; the rest of the year; later in the week; year-end; the weekend
PART_OF_UNIT: Final = re.compile(
    rf"\b(?:(?:the{GAP})?(?P<part>end|beginning|start|middle|rest|remainder|later|earlier){GAP}(?:of|in){GAP}the{GAP}"
    rf"(?P<unit>week|month|year|quarter|decade)|(?P<close>year-end|year['’]s{GAP}end)|(?P<weekend>the{GAP}weekend))\b",
    re.IGNORECASE,
)
_CAPITAL_WORD_BEFORE: Final = re.compile(r"[A-Za-z,] $")
_STEPS: Final = {"last": -1, "past": -1, "this": 0, "the": 0, "next": 1, "coming": 1}
_DAYS: Final = {
    "yesterday": -1,
    "tomorrow": 1,
    "before yesterday": -2,
    "after tomorrow": 2,
    "last night": -1,
    "last evening": -1,
}


def find_relative(text: str, window: Span) -> Iterator[Expression]:
    """Every expression that names a day or a longer unit from the writer's stand; expressions may overlap."""
    for match in WEEKDAY.finditer(text, *window):
        rule = partial(
            _weekday,
            weekday_number(match["weekday"]),
            _words(match["which"]),
            _words(match["week"] or match["week_before"]),
        )
        yield Expression(Span(*match.span()), rule, unit="day")
    for match in DAY_WORD.finditer(text, *window):
        if not _is_title(match):
            words = _words(match["far"] or match["word"] or match["part"])
            yield Expression(Span(*match.span()), partial(_day_word, _DAYS.get(words, 0)), unit="day")
    for match in DAY_OF_MONTH.finditer(text, *window):
        steps = _STEPS[_words(match["which"])]
        yield Expression(Span(*match.span()), partial(_day_of_month, day_number(match["day"]), steps), unit="day")
    for match in UNIT.finditer(text, *window):
        steps = _STEPS[_words(match["turn"] or match["which"])]
        yield Expression(Span(*match.span()), partial(_unit, _words(match["unit"]), steps))
    for match in PART_OF_UNIT.finditer(text, *window):
        unit = "weekend" if match["weekend"] else "year" if match["close"] else _words(match["unit"])
        yield Expression(Span(*match.span()), partial(_part_of_unit, unit, _words(match["part"])))


def _words(group: str | None) -> str:
    return " ".join((group or "").lower().split())


def _is_title(match: re.Match[str]) -> bool:
    """ "Today" with a capital inside a sentence is a newspaper or a broadcaster."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return match.group() == "Today" and _CAPITAL_WORD_BEFORE.fullmatch(before) is not None


def _weekday(weekday: int, which: str, week: str, setting: Setting) -> Resolution:
    if which == "the following":
        return _following_weekday(weekday, setting)
    if setting.anchor is None:
        return UNRESOLVED
    anchor = setting.anchor.day
    if week:
        steps = weekday - anchor.weekday() + 7 * _STEPS[week]
    else:
        steps = _steps_to_weekday(weekday - anchor.weekday(), which, setting)
    return relative(setting, (anchor + timedelta(days=steps)).isoformat(), "day")


def _steps_to_weekday(difference: int, which: str, setting: Setting) -> int:
    """Days from the anchor; `difference` is that of the weekday numbers. Codebook section 4."""
    back, forth = -(-difference % 7), difference % 7
    if which in ("last", "past", "this past"):
        return back or -7
    if which in ("next", "coming", "this coming"):
        return forth or 7
    tense: Tense = setting.tense
    if which in ("this", "later"):
        return back if tense in ("past", "present" if which == "later" else "past") else forth
    if tense == "future":
        return forth or 7
    return forth if tense == "soon" else back


def _following_weekday(weekday: int, setting: Setting) -> Resolution:
    days = bounds(setting.earlier.edtf) if setting.earlier else None
    if days is None or setting.earlier is None or days[0] != days[1]:
        return UNRESOLVED
    day = days[0] + timedelta(days=(weekday - days[0].weekday()) % 7 or 7)
    return Resolution(day.isoformat(), "day", "relative", f"earlier date {setting.earlier.edtf}")


def _day_word(steps: int, setting: Setting) -> Resolution:
    if setting.anchor is None:
        return UNRESOLVED
    return relative(setting, (setting.anchor.day + timedelta(days=steps)).isoformat(), "day")


def _day_of_month(day: int, steps: int, setting: Setting) -> Resolution:
    if setting.anchor is None:
        return UNRESOLVED
    month = shift_months(setting.anchor.day.replace(day=1), steps)
    return relative(setting, month.replace(day=day).isoformat(), "day")


def _unit(unit: str, steps: int, setting: Setting) -> Resolution:
    if setting.anchor is None:
        return UNRESOLVED
    day = setting.anchor.day
    match unit:
        case "week":
            return relative(setting, week_of(day + timedelta(days=7 * steps)), "week")
        case "weekend":
            saturday = day + timedelta(days=5 - day.weekday() + 7 * steps)
            return relative(setting, interval(saturday, saturday + timedelta(days=1)), "span")
        case "month":
            return relative(setting, month_of(shift_months(day, steps)), "month")
        case "quarter":
            return relative(setting, quarter_of(shift_months(day, 3 * steps)), "span")
        case "decade":
            return relative(setting, f"{day.year // 10 + steps:03d}X", "span")
        case _:
            return relative(setting, f"{day.year + steps:04d}", "year")


def _part_of_unit(unit: str, part: str, setting: Setting) -> Resolution:
    """ "the end of the year" is that year, approximately; "the rest of the year" runs from the anchor to its end."""
    if setting.anchor is None:
        return UNRESOLVED
    if unit == "weekend":
        past = setting.anchor.day.weekday() < 5 and setting.tense not in ("future", "soon")
        return _unit("weekend", -1 if past else 0, setting)
    whole = _unit(unit, 0, setting)
    days = bounds(whole.edtf or "")
    if part in ("rest", "remainder") and days:
        return relative(setting, interval(setting.anchor.day, days[1]), "span")
    if part in ("later", "earlier") or whole.granularity not in ("month", "year"):
        return whole
    return whole._replace(edtf=f"{whole.edtf}~")
