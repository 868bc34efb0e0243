"""The closed vocabularies of the codebook, sections 3 and 5."""

from typing import Literal

Instrument = Literal[
    "mou",
    "treaty",
    "agreement",
    "framework_agreement",
    "protocol",
    "contract",
    "letter_of_intent",
    "joint_declaration",
    "roadmap",
    "strategic_partnership",
    "ceasefire_peace",
    "other",
    "unspecified",
]
AgreementStatus = Literal[
    "negotiating",
    "agreed_in_principle",
    "planned_signing",
    "signed",
    "ratified",
    "in_force",
    "renewed",
    "suspended",
    "terminated",
    "expired",
    "rejected",
]
MeetingForm = Literal[
    "bilateral",
    "multilateral",
    "summit",
    "visit",
    "phone_video",
    "negotiation_round",
    "joint_commission",
    "ceremony",
    "summons",
    "other",
]
Realis = Literal["actual", "planned", "cancelled"]
QuoteType = Literal["direct", "mixed", "indirect"]
SpeechAct = Literal[
    "assert",
    "optimism",
    "praise_thank",
    "commit_offer",
    "request_appeal",
    "accuse_criticise",
    "reject_deny",
    "threaten",
    "announce_action",
]
ReportRole = Literal["main", "background"]
Topic = Literal[
    "defence",
    "arms_transfer",
    "defence_industry",
    "military_training",
    "joint_exercises",
    "naval_maritime",
    "peacekeeping",
    "intelligence",
    "security",
    "border_security",
    "counter_terrorism",
    "counter_narcotics",
    "cyber",
    "nuclear",
    "space",
    "science_technology",
    "diplomatic_relations",
    "regional_conflict",
    "sanctions",
    "trade_investment",
    "finance",
    "energy",
    "mining",
    "agriculture",
    "transport",
    "health",
    "education_culture",
    "legal_judicial",
    "humanitarian_migration",
    "environment",
    "multi_sector",
    "other",
]
RecordKind = Literal["agreement", "meeting", "statement"]
Verdict = Literal["supported", "variant", "inferred", "unsupported", "contradicted", "unchecked"]
Origin = Literal["model", "rule", "repair", "input"]
