"""Kinds of office (`titles.tsv`), by what they have in common."""


def _families(names: str) -> frozenset[str]:
    return frozenset(names.split())


MINISTERS = _families("foreign_minister defence_minister other_minister minister")
RULERS = _families("supreme_leader head_of_state head_of_government monarch leader heir")
# The families that a vague word may stand for.
COVERS = {
    "minister": MINISTERS | {"deputy_minister"},
    "other_minister": _families("other_minister minister"),
    "leader": RULERS,
    "diplomat": _families("diplomat foreign_minister ambassador envoy deputy_minister spokesperson"),
    "envoy": _families("envoy ambassador diplomat"),
    "ambassador": _families("ambassador envoy"),
    "official": MINISTERS
    | _families("official adviser deputy_minister military_commander secretary_general legislator")
    | _families("envoy ambassador diplomat spokesperson"),
}
VAGUE = _families("official leader private expert")
# Offices of a state, which a national outlet names without the state.
NATIONAL = (
    MINISTERS
    | (RULERS - {"leader"})
    | _families("deputy_leader deputy_minister spokesperson legislator military_commander adviser")
)
# A cabinet is named together: "President A ... Foreign Minister B and Economy Minister C".
COLLEAGUES = MINISTERS | {"deputy_minister", "deputy_leader"}
# Offices of which a country has one holder.
ONE_HOLDER = _families("foreign_minister defence_minister head_of_government monarch")
CITIZENS = _families("private expert")
PRIVATE = CITIZENS | {"cleric"}
STATELESS = PRIVATE | {"counterpart"}
