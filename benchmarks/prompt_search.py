"""Which form of a question the embedded model answers best: a search over prompts, with cross-validation.

The question is the one the closed strategy asks of a doubtful candidate, "does this passage report an agreement?". Its
form is a point in a small space: wording of the instruction, number and order of the worked examples, a question after
the passage or none. Every candidate the rules find in the gold articles is put to the
model in every form; it should say yes where a coder has an Agreement, and no elsewhere. A form is judged by the area
under the ROC curve of the probability it gives to yes (threshold-free, and fine enough for so few candidates).

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

from development import articles
from pydantic import BaseModel
from rich.console import Console
from rich.progress import track
from rich.table import Table
from scipy.stats import mannwhitneyu

from extractor.analysis import analyse
from extractor.article import Article
from extractor.evaluate.align import align
from extractor.evaluate.records import GoldArticle, to_plain
from extractor.gold import load_gold
from extractor.model.choose import ModelChoice, open_model
from extractor.model.folders import default_cache_dir
from extractor.model.question import Answer, ChatModel, Message, Question
from extractor.prompt import load_prompt
from extractor.records.assemble import assemble
from extractor.strategy.closed import ANSWER_FRAME_TOKENS, YES_NO, from_candidate, reply_model, shorten
from schemas.record import Provenance

FOLDS = 5
SHIPPED = "is_agreement.v1"
SHORT = (
    "Does the passage report an agreement between states or international organisations: signed, in force, negotiated "
    "or planned? Good relations and private contracts are none. Reply with JSON only."
)
EXAMPLES = ((8, "as shipped"), (8, "reversed"), (4, "as shipped"), (0, "as shipped"))
ASKED = "Is this an agreement between states, organisations or state bodies?"


class Form(NamedTuple):
    """One way to ask."""

    wording: str
    examples: int
    order: str
    asked: bool

    def __str__(self) -> str:
        asked = "question after the passage" if self.asked else "passage alone"
        return f"{self.wording} wording, {self.examples} examples {self.order}, {asked}"


SHIPPED_FORM = Form("shipped", 8, "as shipped", False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A candidate's passage, the rules' confidence in it, and whether a coder has an Agreement there."""

    article: str
    text: str
    rules: float
    is_agreement: bool


def forms() -> Iterator[Form]:
    """The space that is searched; the order is varied with all examples only."""
    for wording, (examples, order), asked in product(("shipped", "short"), EXAMPLES, (False, True)):
        yield Form(wording, examples, order, asked)


def question(form: Form, passage: str) -> Question[BaseModel]:
    """The form filled with a passage."""
    system, *turns, _ = load_prompt(SHIPPED).render({"passage": ""})
    pairs = list(zip(turns[::2], turns[1::2], strict=True))[: form.examples]
    if form.order == "reversed":
        pairs.reverse()
    messages = [system if form.wording == "shipped" else Message("system", SHORT)]
    for shown, reply in pairs:
        messages += [put(form, shown.content), reply]
    return Question(
        name="is_agreement.search",
        messages=(*messages, put(form, passage)),
        response_model=reply_model(YES_NO),
        max_tokens=ANSWER_FRAME_TOKENS + max(map(len, YES_NO)),
        logprobs=True,
    )


def put(form: Form, passage: str) -> Message:
    return Message("user", f"{passage}\n{ASKED}" if form.asked else passage)


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


def passages(gold: GoldArticle, article: Article) -> Iterator[Passage]:
    """Every Agreement the rules can propose, doubtful or not, with what the coder says of it."""
    analysis = analyse(article)
    proposals = [from_candidate(analysis, "agreement", candidate) for candidate in analysis.agreements]
    maker = Provenance(extractor="search", model="none")
    given = [to_plain(assemble(proposal, article, maker)) for proposal in proposals]
    matched = {pair.given for pair in align("agreement", gold.of("agreement"), given).pairs}
    for index, proposal in enumerate(proposals):
        words = " ".join(" ".join(span.of(article.text) for span in proposal.evidence[:2]).split())
        yield Passage(article.id, shorten(words), proposal.confidence or 0.0, index in matched)


def area(asked: Sequence[Passage], given: Sequence[float]) -> float:
    """Area under the ROC curve; NaN where all candidates are of one kind."""
    right = [p for p, passage in zip(given, asked, strict=True) if passage.is_agreement]
    wrong = [p for p, passage in zip(given, asked, strict=True) if not passage.is_agreement]
    if not right or not wrong:
        return math.nan
    return float(mannwhitneyu(right, wrong).statistic) / (len(right) * len(wrong))


def cross_validated(asked: Sequence[Passage], scores: dict[Form, list[float]]) -> tuple[float, float]:
    """The area on folds left out, for the form that is best on the others, and for the shipped one."""
    names = sorted({passage.article for passage in asked})
    chosen, shipped = [math.nan] * len(asked), scores[SHIPPED_FORM]
    for fold in range(FOLDS):
        held = {name for at, name in enumerate(names) if at % FOLDS == fold}
        rest = [at for at, passage in enumerate(asked) if passage.article not in held]
        best = max(scores, key=lambda form: area([asked[at] for at in rest], [scores[form][at] for at in rest]))
        for at, passage in enumerate(asked):
            if passage.article in held:
                chosen[at] = scores[best][at]
    return area(asked, chosen), area(asked, shipped)


def other_judges(asked: Sequence[Passage], scores: dict[Form, list[float]]) -> Iterator[tuple[str, list[float]]]:
    """What else could decide: the rules, two looks with the examples in both orders, rules and model together."""
    rules = [passage.rules for passage in asked]
    yield "the rules' confidence, no model", rules
    yield "the shipped form and the rules, mean", means(scores[SHIPPED_FORM], rules)
    reversed_form = SHIPPED_FORM._replace(order="reversed")
    if reversed_form in scores:
        yield "the shipped form in two orders, mean", means(scores[SHIPPED_FORM], scores[reversed_form])


def means(first: Sequence[float], second: Sequence[float]) -> list[float]:
    return [(a + b) / 2 for a, b in zip(first, second, strict=True)]


def search(asked: Sequence[Passage], model: ChatModel, space: Sequence[Form]) -> dict[Form, list[float]]:
    """The probability of yes for every passage in every form."""
    return {
        form: [
            probability_of_yes(model.ask(question(form, passage.text)))
            for passage in track(asked, description=str(form), transient=True)
        ]
        for form in space
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--forms", type=int, help="only the first so many forms")
    options = parser.parse_args()
    asked = [
        passage
        for folder in options.gold
        for gold, article in zip(load_gold(folder), articles(folder), strict=True)
        for passage in passages(gold, article)
    ]
    space = list(forms())[: options.forms]
    with open_model(ModelChoice(), cache_dir=default_cache_dir()) as model:
        scores = search(asked, model, space)
    table = Table("judged by", "area", "right at 0.5")
    ranked = sorted(scores, key=lambda form: -area(asked, scores[form]))
    for name, given in (*((str(form), scores[form]) for form in ranked), *other_judges(asked, scores)):
        right = sum((p >= 0.5) == passage.is_agreement for p, passage in zip(given, asked, strict=True))
        table.add_row(name, f"{area(asked, given):.3f}", f"{right}/{len(asked)}")
    console = Console()
    console.print(table)
    chosen, shipped = cross_validated(asked, scores)
    agreements = sum(passage.is_agreement for passage in asked)
    console.print(
        f"{len(asked)} candidates, {agreements} of them Agreements; cross-validated over {FOLDS} folds of articles:"
    )
    console.print(f"the form chosen on the other folds {chosen:.3f}, the shipped form {shipped:.3f}")


if __name__ == "__main__":
    main()
