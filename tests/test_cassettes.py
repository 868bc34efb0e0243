"""The whole pipeline over the five seeds, with the embedded model's real replies.

`make record` empties `cassettes/` and runs this file with RECORD=1: the embedded model answers, and what went over the
wire is written there. `make record-changed` keeps recordings whose requests are still made. Without RECORD the
recordings answer, and no connection is made. A changed prompt, schema or rule changes a request; then no recording
matches it, and the test fails until the recordings are made again.
"""

import hashlib
import json
import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import vcr
from vcr.persisters.filesystem import CassetteDecodeError, FilesystemPersister

from extractor.article import Article
from extractor.model.backend import Hosted
from extractor.model.client import OpenAIChat
from extractor.model.grammar import closed
from extractor.model.profiles import LOCAL
from extractor.model.retry import RetryLimits
from extractor.model.weights import EMBEDDED
from extractor.pipeline import ALL_KINDS, extract_article

ROOT = Path(__file__).parent.parent
CASSETTES = ROOT / "cassettes"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
RECORD = bool(os.environ.get("RECORD"))
KEPT_HEADERS = {"content-type", "retry-after"}
# What a reply says of the moment it was made, not of the answer.
VOLATILE = {"id", "created", "timings", "system_fingerprint"}


class Readable:
    """Recordings as indented JSON with bodies as JSON, so that a changed reply can be read in a diff."""

    @staticmethod
    def serialize(cassette):
        for interaction in cassette["interactions"]:
            body = json.loads(interaction["response"]["body"]["string"])
            interaction["response"]["body"]["string"] = {k: v for k, v in body.items() if k not in VOLATILE}
            interaction["request"]["body"] = json.loads(interaction["request"]["body"])
        return json.dumps(cassette, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @staticmethod
    def deserialize(text):
        cassette = json.loads(text)
        for interaction in cassette["interactions"]:
            interaction["response"]["body"]["string"] = json.dumps(interaction["response"]["body"]["string"])
            interaction["request"]["body"] = json.dumps(interaction["request"]["body"])
        return cassette


def schema_of(body):
    """The JSON schema a request asks for: embedded in a compact grammar, or plain."""
    if "grammar" in body:
        schema = json.loads(body["grammar"].split("%json", 1)[1])
        schema.pop("x-guidance")
        return schema
    return closed(body["response_format"]["json_schema"]["schema"])


def scrub_request(request):
    """Only what shapes the reply: no host, no key, and the schema as its hash, whichever way it was sent."""
    request.uri = "http://llm.test" + urlsplit(request.uri).path
    request.headers = {k: v for k, v in request.headers.items() if k.lower() in KEPT_HEADERS}
    body = json.loads(request.body)
    if "schema" not in body:
        canonical = json.dumps(schema_of(body), sort_keys=True)
        body["schema"] = hashlib.sha256(canonical.encode()).hexdigest()
    body.pop("grammar", None)
    body.pop("response_format", None)
    request.body = json.dumps(body, sort_keys=True, ensure_ascii=True).encode()
    return request


def scrub_response(response):
    response["headers"] = {k: v for k, v in response["headers"].items() if k.lower() in KEPT_HEADERS}
    return response


@pytest.fixture(scope="module")
def model():
    if RECORD:
        from platformdirs import user_cache_path

        from extractor.model.server import LocalServer, LocalSettings

        backend, profile = (
            LocalServer(LocalSettings(n_ctx=LOCAL.context), cache_dir=user_cache_path("extractor")),
            LOCAL,
        )
    else:
        # The grammar is compiled by the runtime, which a machine without the embedded model lacks; the schema it stands
        # for is the same.
        backend, profile = Hosted("http://llm.test/v1", EMBEDDED.model), replace(LOCAL, compact_grammar=False)
    with OpenAIChat(backend, profile, limits=RetryLimits(transport=0)) as chat:
        yield chat


class Checked(FilesystemPersister):
    """A file that is no recording fails the test by name, instead of counting as an empty one."""

    @classmethod
    def load_cassette(cls, cassette_path, serializer):
        try:
            return super().load_cassette(cassette_path, serializer)
        except (CassetteDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
            pytest.fail(f"{Path(cassette_path).name} is no recording ({error!r}); run 'make record'")


def player(*, record):
    """What records to a file, or answers from it; it never does both."""
    machine = vcr.VCR(
        record_mode="new_episodes" if record else "none",
        drop_unused_requests=record,
        match_on=("method", "path", "body"),
        before_record_request=scrub_request,
        before_record_response=scrub_response,
        decode_compressed_response=True,
        serializer="readable",
    )
    machine.register_serializer("readable", Readable)
    machine.register_persister(Checked)
    return machine


@contextmanager
def replay(path):
    with player(record=RECORD).use_cassette(str(path)) as cassette:
        yield cassette
    # An article that leaves nothing open asks nothing, and then there is nothing to record.
    if not RECORD and path.is_file():
        assert cassette.all_played, f"{path.name} holds replies that nothing asked for; run 'make record'"


@pytest.fixture
def recording(request):
    with replay(CASSETTES / f"{request.node.callspec.id}.json") as cassette:
        yield cassette


CASES = [
    pytest.param(strategy, seed, id=f"{strategy}-{seed.stem}") for strategy in ("closed", "open") for seed in SEEDS
]
# In the open strategy the embedded model writes for minutes; one kind shows all that the strategy does.
KINDS = {"closed": ALL_KINDS, "open": ("agreement",)}


@pytest.mark.parametrize(("strategy", "seed"), CASES)
def test_seed_through_the_whole_pipeline(strategy, seed, model, recording):
    article = Article(seed.stem, seed.read_text("utf-8"))
    # Of the closed strategy, what is worth recording is what is asked about sentences possibly missed.
    outcome = extract_article(
        article, model, strategy=strategy, kinds=KINDS[strategy], about_missed=strategy == "closed"
    )
    assert outcome.status in ("ok", "empty"), f"{outcome.message} (a changed prompt or rule needs 'make record')"
    assert RECORD or outcome.spent.calls == len(recording)
    for record in outcome.records:
        assert record.provenance.model == EMBEDDED.model
        for passage in record.evidence:
            assert article.text[passage.start : passage.end] == passage.text
    if strategy == "closed":
        assert {record.type for record in outcome.records} >= {"meeting", "statement"}


def test_every_recording_belongs_to_a_case():
    assert {path.stem for path in CASSETTES.glob("*.json")} <= {case.id for case in CASES}
    assert {path.stem for path in CASSETTES.glob("open-*.json")} == {case.id for case in CASES if "open" in case.id}


def test_recordings_hold_no_address_and_no_key():
    for path in CASSETTES.glob("*.json"):
        text = path.read_text("utf-8")
        assert "127.0.0.1" not in text
        assert "authorization" not in text.lower()
