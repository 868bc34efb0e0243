"""Who was spoken of while an article is read from the top: what pronouns and bare offices refer back to."""

from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.attribution.base import Basis
from extractor.mentions import ActorMention
from extractor.spans import Span

NEAR_SENTENCES = 3


class Speaker(NamedTuple):
    """Who speaks, and why the rule thinks so."""

    person: int | None
    actor: ActorMention | None
    span: Span | None
    text: str
    alternatives: tuple[int, ...]
    confidence: float
    basis: Basis

    def is_same(self, other: "Speaker") -> bool:
        """Whether two attributions are one speaker's."""
        if self.person is not None or other.person is not None:
            return self.person == other.person
        if self.actor is not None and other.actor is not None:
            return self.actor.code == other.actor.code
        return self.text.lower() == other.text.lower()


@dataclass
class Memory:
    """Who was last spoken of.

    `focus` and `actor` are what the sentence before was about; `bodies` are the state bodies named so far, the last one
    last; `unnamed` holds those introduced without a name ("a NATO official") by their head word, until someone with a
    name turns up who holds such an office. `offices` are those written with the state they serve, `sentences` the
    persons of each sentence read so far. `adding` while a cue is read that goes on after the last speaker ("he
    added"); `person_speaker` is the last with a name, `group` the last that were several; `spoke_at` and `group_at`
    count the sentences read when someone, and when a group, spoke last.
    """

    speaker: Speaker | None = None
    focus: int | None = None
    actor: ActorMention | None = None
    bodies: list[ActorMention] = field(default_factory=list)
    unnamed: dict[str, Speaker] = field(default_factory=dict)
    offices: list[tuple[str, ActorMention]] = field(default_factory=list)
    adding: bool = False
    spoke_at: int = 0
    person_speaker: int | None = None
    group: Speaker | None = None
    group_at: int = 0
    recent: list[int] = field(default_factory=list)
    sentences: list[set[int]] = field(default_factory=list)

    def see(self, person: int) -> None:
        """Note that a person was mentioned."""
        if person in self.recent:
            self.recent.remove(person)
        self.recent.append(person)
        if self.sentences:
            self.sentences[-1].add(person)

    def hear(self, speaker: Speaker) -> None:
        """Note who spoke in the sentence being read."""
        self.speaker, self.focus, self.spoke_at = speaker, speaker.person, len(self.sentences)
        if speaker.person is not None:
            self.person_speaker = speaker.person
        if speaker.basis in ("group", "joint"):
            self.group, self.group_at = speaker, self.spoke_at

    def near(self) -> set[int]:
        """The persons of the last sentences, whom "they" may mean."""
        return set().union(*self.sentences[-NEAR_SENTENCES:])

    def last_group(self, span: Span) -> Speaker | None:
        """The group that spoke in one of the last sentences, now meant by the pronoun at `span`."""
        recent = self.group is not None and len(self.sentences) - self.group_at <= 2 * NEAR_SENTENCES
        return self.group._replace(span=span) if self.group and recent else None
