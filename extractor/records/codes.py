"""CAMEO and PLOVER codes, derived from a record's own fields by the table in codebook section 6."""

from collections.abc import Iterable
from typing import Final

from schemas.record import Codes

ECONOMIC: Final = frozenset({"trade_investment", "finance", "energy", "mining", "agriculture", "transport"})
MILITARY: Final = frozenset(
    {
        "defence",
        "arms_transfer",
        "defence_industry",
        "military_training",
        "joint_exercises",
        "naval_maritime",
        "peacekeeping",
    }
)
CONCLUDED: Final = frozenset({"signed", "ratified", "in_force", "renewed"})
INTENDED: Final = frozenset({"agreed_in_principle", "planned_signing", "negotiating"})
MULTILATERAL_FROM = 3  # sides

STATEMENT_CODES: Final[dict[str, Codes]] = {
    "assert": Codes(cameo="010"),
    "optimism": Codes(cameo="013"),
    "praise_thank": Codes(cameo="051", plover="SUPPORT"),
    "commit_offer": Codes(cameo="030", plover="AGREE"),
    "announce_action": Codes(cameo="030", plover="AGREE"),
    "request_appeal": Codes(cameo="020", plover="REQUEST"),
    "accuse_criticise": Codes(cameo="110", plover="ACCUSE"),
    "reject_deny": Codes(cameo="120", plover="REJECT"),
    "threaten": Codes(cameo="130", plover="THREATEN"),
}


def agreement_codes(status: str, domains: Iterable[str]) -> Codes:
    """Codes of an Agreement; statuses that end one have none in the table."""
    if status in CONCLUDED:
        return Codes(cameo="057", plover="SUPPORT")
    if status == "rejected":
        return Codes(cameo="120", plover="REJECT")
    if status not in INTENDED:
        return Codes()
    covered = set(domains)
    if covered & MILITARY:
        return Codes(cameo="0312", plover="AGREE")
    return Codes(cameo="0311" if covered & ECONOMIC else "030", plover="AGREE")


def meeting_codes(form: str, realis: str, countries: Iterable[str], place_country: str | None) -> Codes:
    """Codes of a Meeting; a cancelled one has none in the table."""
    if realis == "planned":
        return Codes(cameo="036", plover="AGREE")
    if realis != "actual":
        return Codes()
    if form == "phone_video":
        return Codes(cameo="041", plover="CONSULT", plover_mode="phone")
    if form == "visit":
        return Codes(cameo="042", plover="CONSULT", plover_mode="visit")
    if form == "negotiation_round":
        return Codes(cameo="046", plover="CONSULT")
    sides = set(countries)
    if place_country and sides and place_country not in sides:
        return Codes(cameo="044", plover="CONSULT", plover_mode="third-party")
    return Codes(cameo="040", plover="CONSULT", plover_mode="multilateral" if len(sides) >= MULTILATERAL_FROM else None)


def statement_codes(speech_act: str) -> Codes:
    """Codes of a Statement."""
    return STATEMENT_CODES[speech_act]
