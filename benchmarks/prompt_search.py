"""Which form of a question the embedded model answers best: a search over prompts, with cross-validation.

The question is the one asked about a sentence that no record cites: does it report what the rules make of it? Its form
is a point in a small space: what the rules found as a summary or as a claim in a sentence, number and order of the
worked examples. Every Agreement and Meeting that the rules could offer for such a sentence of the gold articles is put
to the model in every form; it should say yes where a coder requires the record, and no where no coder has it (optional
records say nothing either way). A form is judged by the area under the ROC curve of the probability it gives to yes
(threshold-free, and fine enough for so few offers).

The best of many forms looks better than it is, so the choice itself is cross-validated: the form that is best on the
articles of all other folds is scored on the fold left out. Replies are cached, so an interrupted search goes on.

    python benchmarks/prompt_search.py --gold ../shared/corpus --gold seeds
"""

import argparse
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import NamedTuple

from ask_missed import offered
from pydantic import BaseModel
from rich.console import Console
from rich.progress import track
from rich.table import Table
from scipy.stats import mannwhitneyu

from extractor.evaluate.records import GoldArticle
from extractor.gazetteer import country_name
from extractor.gold import load_gold
from extractor.model.choose import ModelChoice, open_model
from extractor.model.folders import default_cache_dir
from extractor.model.question import Answer, ChatModel, Message, Question
from extractor.prompt import load_prompt
from extractor.records.proposal import Proposal
from extractor.strategy.judgement import ANSWER_FRAME_TOKENS, YES_NO, reply_model, shorten
from extractor.strategy.missed import PROMPT, summary

FOLDS = 5
EXAMPLES = ((8, "as shipped"), (8, "reversed"), (4, "as shipped"), (0, "as shipped"))
CLAIM_SYSTEM = (
    "You read one passage of diplomatic news and answer one question about it with yes or no. Answer yes only when the "
    "passage itself tells of that event as one particular event. Reply with JSON only."
)
# The worked examples of the shipped prompt say what they are in a summary; these say the same in a claim.
CLAIMS = (
    "Norway and Kenya signed a memorandum",
    "Norway and Kenya are negotiating an agreement",
    "officials of Norway and Kenya will meet",
    "an official of Norway or Kenya visited the other country",
    "officials of Norway and Kenya met",
    "Norway and Kenya are negotiating an agreement",
    "Asha Otieno said something",
    "Per Lund said something",
)
MET = {"actual": "met", "planned": "will meet", "cancelled": "did not meet"}
VISITED = {"actual": "visited", "planned": "will visit", "cancelled": "did not visit"}
BECAME = {
    "signed": "signed",
    "planned_signing": "are to sign",
    "negotiating": "are negotiating",
    "rejected": "rejected",
}


class Form(NamedTuple):
    """One way to ask."""

    style: str
    examples: int
    order: str

    def __str__(self) -> str:
        return f"{self.style}, {self.examples} examples {self.order}"


SHIPPED_FORM = Form("summary", 8, "as shipped")


@dataclass(frozen=True, slots=True)
class Case:
    """What could be asked of one sentence, the rules' confidence in it, and whether a coder has the record."""

    article: str
    passage: str
    proposal: Proposal
    is_right: bool

    @property
    def rules(self) -> float:
        """How sure the rules are of the record."""
        return self.proposal.confidence or 0.0


def forms() -> Iterator[Form]:
    """The space that is searched; the order is varied with all examples only."""
    for style, (examples, order) in product(("summary", "claim"), EXAMPLES):
        yield Form(style, examples, order)


def claim(proposal: Proposal) -> str:
    """A proposal as a plain sentence."""
    field = "parties" if proposal.kind == "agreement" else "countries"
    sides = " and ".join(country_name(code) for code in proposal.values(field)) or "sides that are not named"
    if proposal.kind == "agreement":
        what, status = str(proposal.value("instrument")).replace("_", " "), str(proposal.value("status"))
        return f"{sides} {BECAME.get(status, 'have')} a {what}"
    realis = str(proposal.value("realis"))
    if proposal.value("form") == "visit":
        return f"an official of one of {sides} {VISITED[realis]} the other"
    return f"officials of {sides} {MET[realis]}"


def question(form: Form, case: Case) -> Question[BaseModel]:
    """The form filled with an offer."""
    system, *turns, _ = load_prompt(PROMPT).render({"passage": "", "summary": ""})
    pairs = list(zip(turns[::2], turns[1::2], CLAIMS, strict=True))[: form.examples]
    if form.order == "reversed":
        pairs.reverse()
    messages = [system if form.style == "summary" else Message("system", CLAIM_SYSTEM)]
    for shown, reply, said in pairs:
        passage, line = shown.content.removeprefix("Passage: ").split("\nSummary: ")
        messages += [put(form, passage, line if form.style == "summary" else said), reply]
    line = summary(case.proposal) if form.style == "summary" else claim(case.proposal)
    return Question(
        name="reports.search",
        messages=(*messages, put(form, case.passage, line)),
        response_model=reply_model(YES_NO),
        max_tokens=ANSWER_FRAME_TOKENS + max(map(len, YES_NO)),
        logprobs=True,
    )


def put(form: Form, passage: str, line: str) -> Message:
    ending = f"Summary: {line}" if form.style == "summary" else f"Does the passage tell that {line}?"
    return Message("user", f"Passage: {passage}\n{ending}")


def probability_of_yes(answer: Answer[BaseModel]) -> float:
    """What the model gives to yes, of yes and no together; 0 or 1 where the server reports no probabilities."""
    for token in answer.logprobs:
        seen = {word.strip(' "'): math.exp(value) for word, value in (*token.alternatives, token[:2])}
        weights = [
            max((p for word, p in seen.items() if word and label.startswith(word)), default=0.0) for label in YES_NO
        ]
        if sum(weights) > 0.5:
            return weights[0] / sum(weights)
    return float(getattr(answer.parsed, "answer", "no") == "yes")


def cases(gold: GoldArticle) -> Iterator[Case]:
    """The Agreements and Meetings of an article that could be asked about; of optional ones nothing is said."""
    for offer, analysis, worth in offered(gold):
        if offer.proposal.kind != "statement" and worth != "optional":
            passage = shorten(" ".join(offer.missed.span.of(analysis.article.text).split()))
            yield Case(gold.doc_id, passage, offer.proposal, worth == "right")


def area(asked: Sequence[Case], given: Sequence[float]) -> float:
    """Area under the ROC curve; NaN where all offers are of one kind."""
    right = [p for p, case in zip(given, asked, strict=True) if case.is_right]
    wrong = [p for p, case in zip(given, asked, strict=True) if not case.is_right]
    if not right or not wrong:
        return math.nan
    return float(mannwhitneyu(right, wrong).statistic) / (len(right) * len(wrong))


def cross_validated(asked: Sequence[Case], scores: dict[Form, list[float]]) -> tuple[float, float]:
    """The area on folds left out, for the form that is best on the others, and for the shipped one."""
    names = sorted({case.article for case in asked})
    chosen, shipped = [math.nan] * len(asked), scores[SHIPPED_FORM]
    for fold in range(FOLDS):
        held = {name for at, name in enumerate(names) if at % FOLDS == fold}
        rest = [at for at, case in enumerate(asked) if case.article not in held]
        best = max(scores, key=lambda form: area([asked[at] for at in rest], [scores[form][at] for at in rest]))
        for at, case in enumerate(asked):
            if case.article in held:
                chosen[at] = scores[best][at]
    return area(asked, chosen), area(asked, shipped)


def search(asked: Sequence[Case], model: ChatModel, space: Sequence[Form]) -> dict[Form, list[float]]:
    """The probability of yes for every offer in every form."""
    return {
        form: [
            probability_of_yes(model.ask(question(form, case)))
            for case in track(asked, description=str(form), transient=True)
        ]
        for form in space
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--forms", type=int, help="only the first so many forms")
    options = parser.parse_args()
    asked = [case for folder in options.gold for gold in load_gold(folder) for case in cases(gold)]
    space = list(forms())[: options.forms]
    with open_model(ModelChoice(), cache_dir=default_cache_dir()) as model:
        scores = search(asked, model, space)
    table = Table("judged by", "area", "Agreements", "Meetings", "right at 0.5")
    ranked = sorted(scores, key=lambda form: -area(asked, scores[form]))
    rules = ("the rules' confidence, no model", [case.rules for case in asked])
    for name, given in (*((str(form), scores[form]) for form in ranked), rules):
        right = sum((p >= 0.5) == case.is_right for p, case in zip(given, asked, strict=True))
        of_kind = [
            [at for at, case in enumerate(asked) if case.proposal.kind == kind] for kind in ("agreement", "meeting")
        ]
        areas = [area([asked[at] for at in some], [given[at] for at in some]) for some in of_kind]
        table.add_row(name, f"{area(asked, given):.3f}", *(f"{a:.3f}" for a in areas), f"{right}/{len(asked)}")
    console = Console()
    console.print(table)
    right = sum(case.is_right for case in asked)
    console.print(f"{len(asked)} offers, {right} of them right; cross-validated over {FOLDS} folds of articles:")
    chosen, shipped = cross_validated(asked, scores)
    console.print(f"the form chosen on the other folds {chosen:.3f}, the shipped form {shipped:.3f}")


if __name__ == "__main__":
    main()
