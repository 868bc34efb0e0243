"""What people and programs read: HTML that is safe to open, JSON and CSV that load, tables that hold the figures."""

import base64
import csv
import hashlib
import json
from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.console import Console

from extractor.evaluate.compare import contrast
from extractor.evaluate.counts import Counts
from extractor.evaluate.evaluation import evaluate
from extractor.evaluate.explain import explain
from extractor.evaluate.records import AcceptedPlace, Amount, GoldArticle, read_record
from extractor.evaluate.runs import Run, read_run
from extractor.report import terminal
from extractor.report.html import render_html
from extractor.report.passages import mark_passages
from extractor.report.tables import csv_texts, report_json
from extractor.report.values import field_text, fills_text, scalar_text, share

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
DRAWS = 50


def record(kind, **fields):
    return read_record({"type": kind, "report_role": "main", **fields})


def sample_gold():
    agreement = record(
        "agreement",
        id="A1",
        parties=["PER", "CHL"],
        status="signed",
        instrument="mou",
        evidence=["Peru and Chile signed"],
    )
    said = record("statement", id="S1", speaker=["Ana Suárez"], content="We are glad", quote_type="direct")
    optional = record("meeting", id="M1", countries=["PER", "CHL"], form="visit", optional=True)
    text = f"Peru and Chile signed. “We are glad,” said Ana Suárez. {HOSTILE} \x1b[31m"
    return [GoldArticle("a", (agreement, said, optional), text=text), GoldArticle("b", ())]


def sample_run(name="run.jsonl", doc_id="a"):
    lines = [
        {
            "type": "agreement",
            "doc_id": doc_id,
            "parties": ["PER", HOSTILE],
            "status": "signed",
            "instrument": "treaty",
        },
        {"type": "statement", "doc_id": doc_id, "speaker": HOSTILE, "content": "We are glad", "quote_type": "direct"},
        {"type": "meeting", "doc_id": doc_id, "countries": ["PER", "CHL"], "form": "bilateral"},
        {"type": "agreement", "doc_id": "b", "parties": ["=1+1"], "evidence": ["nowhere"]},
        {"type": "article", "doc_id": doc_id, "status": "ok", "seconds": 2, "usage": {"completion_tokens": 30}},
    ]
    return read_run([json.dumps(line) for line in lines], name=name)


@pytest.fixture(scope="module")
def evaluations():
    gold = sample_gold()
    runs = [sample_run(), Run(HOSTILE, {}, {}, {})]
    return [evaluate(run, gold, draws=DRAWS) for run in runs]


@pytest.fixture(scope="module")
def contrasts(evaluations):
    return [contrast(evaluations[0].scores, evaluations[1].scores, draws=DRAWS)]


class Page(HTMLParser):
    """Collects tags, attributes and text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self.values = set(), set(), "", []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value for _, value in attrs]

    def handle_data(self, data):
        self.text += data


@pytest.mark.fault(47)
def test_html_holds_only_the_tags_of_its_templates(evaluations, contrasts):
    page = Page(render_html(evaluations, contrasts))
    structure = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "div", "mark"}
    tables = {"table", "caption", "tr", "th", "td", "details", "summary"}
    assert page.tags <= structure | tables | {"svg", "line", "text", "circle"}
    assert not {name for name in page.attributes if name.startswith("on")}
    assert not page.attributes & {"src", "href", "style"}
    assert HOSTILE in page.text
    assert "\x1b" not in page.text


@pytest.mark.fault(47)
def test_html_loads_nothing_and_its_policy_names_its_style(evaluations, contrasts):
    page = render_html(evaluations, contrasts)
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = (value for value in Page(page).values if value and value.startswith("default-src"))
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "http://" not in page
    assert "https://" not in page
    assert "url(" not in style
    assert "@import" not in style


def test_html_shows_articles_pairs_confusions_and_differences(evaluations, contrasts):
    text = Page(render_html(evaluations, contrasts)).text
    for expected in (
        "agreement A1 = agreement 1, similarity",
        "meeting M1 = meeting 1",
        "status: 1.000 on the diagonal",
        "quote_type: 1.000 on the diagonal",
        "agreement 1: answers no gold record",
        "B − A",
        "A1: missed",
    ):
        assert expected in text


def test_passages_make_up_the_text_and_know_whose_they_are():
    gold, given = record("agreement", id="A1", evidence=["b c"]), record("agreement", id="p1", evidence=["c d", "zz"])
    evaluation = evaluate(Run("r", {"x": (given,)}, {}, {}), [GoldArticle("x", (gold,), text="a b c d e")], draws=5)
    pieces = mark_passages("a b c d e", explain(evaluation.scores.articles[0].alignments["agreement"]))
    assert "".join(piece["text"] for piece in pieces) == "a b c d e"
    assert [(piece["text"], piece["mark"]) for piece in pieces if piece["mark"]] == [
        ("b ", "gold"),
        ("c", "both"),
        (" d", "given"),
    ]
    assert pieces[2]["names"] == "A1, p1"


def test_json_holds_every_figure(evaluations, contrasts):
    report = json.loads(report_json(evaluations, contrasts))
    first, second = report["runs"]
    assert first["slot_f1"] == evaluations[0].summary.headline.value
    assert {figure["table"] for figure in first["figures"]} >= {"slots", "records", "fields", "matched", "slices"}
    assert first["false_records"] == 1
    assert first["seconds_per_article"] == 2.0
    assert second["missing_articles"] == ["a", "b"]
    assert report["comparisons"][0]["second"] == HOSTILE
    assert report["comparisons"][0]["differences"][0]["table"] == "headline"
    assert json.loads(report_json(evaluations[:1], []))["comparisons"] == []


@pytest.mark.fault(48)
def test_csv_files_load_and_hold_no_formula(evaluations, contrasts):
    texts = csv_texts(evaluations, contrasts)
    tables = {name.removesuffix(".csv"): list(csv.DictReader(text.splitlines())) for name, text in texts.items()}
    assert set(tables) == {"overview", "figures", "articles", "pairs", "differences"}
    assert float(tables["overview"][0]["slot_f1"]) == evaluations[0].summary.headline.value
    assert len(tables["overview"]) == 2
    formulas = [Run("=HYPERLINK(1)", {}, {}, {})]
    overview = csv_texts([evaluate(run, sample_gold(), draws=DRAWS) for run in formulas], [])["overview.csv"]
    assert overview.splitlines()[1].startswith("'=HYPERLINK")


def printed(parts):
    console = Console(width=200, record=True, file=StringIO())
    for part in parts:
        console.print(part)
    return console.export_text()


@pytest.mark.fault(49)
def test_the_terminal_shows_figures_and_no_markup(evaluations, contrasts):
    shown = printed([*terminal.render(evaluations[0]), terminal.render_overview(evaluations)])
    for expected in ("Slot F1", "speaker_country", "status: signed", "False records", "95 % interval", "F1 pairs"):
        assert expected in shown
    markup = evaluate(Run("[bold red]x[/]\x1b[31m", {}, {}, {}), sample_gold(), draws=DRAWS)
    assert "[bold red]x[/]" in printed([terminal.render_overview([markup])])
    compared = printed(terminal.render_contrast("one", "two", contrasts[0]))
    assert "A = one" in compared
    assert "headline" in compared
    assert "Articles that changed most" in compared


def test_the_terminal_explains_pairs(evaluations):
    shown = printed(terminal.render_explanation(evaluations[0].scores.articles[0]))
    assert "A1 = agreement 1   S " in shown
    assert "M1 = meeting 1" in shown
    assert "counts neither way" in shown
    assert "incorrect" in shown
    empty = printed(terminal.render_explanation(evaluations[1].scores.articles[1]))
    assert empty.count("no records on either side") == 3


def test_values_in_words():
    assert share(None) == "–"
    assert share(2 / 3) == "0.667"
    assert scalar_text(Amount(5e9, "USD")) == "5,000,000,000 USD"
    assert scalar_text(AcceptedPlace(("Beijing", "Peking"), ("CHN",))) == "Beijing | Peking, CHN"
    assert fills_text(Counts(cor=1)) == "correct"
    assert fills_text(Counts(cor=2, spu=1)) == "2 correct, 1 spurious"
    assert field_text(record("meeting", participants=[["A", "B"], ["C"]]), "participants") == "A | B, C"
    assert field_text(record("meeting", form=["visit", None]), "form") == "visit | (none)"
