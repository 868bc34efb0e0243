"""A run that goes on: what is done is not done again, what changed is, and what ends a run says so in one line."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Template

from extractor.cli import EXIT_INTERRUPTED, EXIT_OK, EXIT_PROVIDER, EXIT_SOME_FAILED, EXIT_USAGE, main
from extractor.cli.limits import TRANSPORT_FAILURES
from extractor.prompt import load_prompt
from extractor.store import Store
from extractor.store.lock import only_writer
from tests.newsroom import SENTENCES, answering, subject, write_news
from tests.stub_server import StubServer, hang, reply, status

ROOT = Path(__file__).parent.parent
DB = Path("extractor.db")
BUSY = status(429, retry_after="3600")  # given up at once: nobody waits that long


class Desk:
    """The command line in one project folder, with one endpoint."""

    def __init__(self, capsys, stub):
        self._capsys = capsys
        self.stub = stub

    def __call__(self, *arguments):
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return stop.value.code, captured.out, captured.err

    def run(self, *arguments, kinds="agreement"):
        """`extractor run`; returns exit code, articles asked about, and what was said."""
        before = len(self.stub.requests)
        self._capsys.readouterr()
        endpoint = ("--model", "stub", "--base-url", self.stub.base_url, "--no-cache")
        code, out, err = self("run", *arguments, *endpoint, "--kinds", kinds)
        self.out = out
        return code, [subject(body) for body in self.stub.requests[before:]], err


@pytest.fixture
def desk(capsys):
    with StubServer(answering) as stub:
        yield Desk(capsys, stub)


@pytest.fixture
def news(tmp_path):
    return write_news(tmp_path / "news")


def results(out: str) -> list[dict]:
    """Lines without what they cost."""
    return [{k: v for k, v in json.loads(line).items() if k not in ("seconds", "usage")} for line in out.splitlines()]


def statuses() -> dict[str, int]:
    with Store.open(DB) as store:
        return dict(store.totals().statuses)


@pytest.mark.fault("I1", "I3", "I4")
def test_what_is_done_is_not_asked_again_and_shown_as_if_it_were_new(desk, news):
    (news / "none.txt").write_text("")
    first = desk.run(news, "-o", "one.jsonl")
    again = desk.run(news, "-o", "two.jsonl")
    assert first[:2] == (EXIT_SOME_FAILED, sorted(SENTENCES))
    assert again[:2] == (EXIT_SOME_FAILED, [])
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()
    assert "goes on: 5 articles are done" in again[2]
    assert [err.splitlines()[-1] for err in (first[2], again[2])] == 2 * [first[2].splitlines()[-1]]
    assert statuses() == {"ok": 4, "empty": 1, "skipped": 1}


def test_only_what_is_new_is_asked(desk, tmp_path):
    news = write_news(tmp_path / "news", "bo", "cem")
    desk.run(news)
    write_news(news)
    code, asked, _ = desk.run(news, "--workers", "3")
    assert (code, sorted(asked)) == (EXIT_OK, ["ana", "dag", "eva"])
    (news / "bo.txt").write_text("An update: " + SENTENCES["bo"])
    assert desk.run(news)[1] == ["bo"]
    assert statuses() == {"ok": 4, "empty": 1}


def test_without_a_store_none_is_made(desk, news):
    desk.run(news, "--no-db")
    assert desk.run(news, "--no-db")[1] == sorted(SENTENCES)
    assert not DB.exists()


def test_failed_articles_are_asked_again_on_request(desk, news):
    desk.stub.steps = [answering, reply("I refuse", "content_filter"), answering]
    assert desk.run(news)[:2] == (EXIT_SOME_FAILED, sorted(SENTENCES))
    code, asked, err = desk.run(news)
    assert (code, asked) == (EXIT_SOME_FAILED, [])
    assert "goes on: 5 articles are done; --retry-failed asks the 1 that failed" in err
    code, asked, err = desk.run(news, "--retry-failed")
    assert (code, asked) == (EXIT_OK, ["bo"])
    assert "the 1 that failed are asked again" in err
    assert statuses() == {"ok": 4, "empty": 1}


@pytest.mark.parametrize(("most", "asked"), [("0", 1), ("1", 2), ("20%", 2), ("40%", 3), ("5", 5), ("100%", 5)])
def test_too_many_failures_end_the_run(desk, news, most, asked):
    desk.stub.steps = [status(400)]
    code, names, err = desk.run(news, "--max-failures", most)
    assert len(names) == asked
    assert code == (EXIT_SOME_FAILED if asked == 5 else EXIT_PROVIDER)
    assert ("more than --max-failures allows" in err) == (asked < 5)
    desk.stub.steps = [answering]
    assert desk.run(news)[1] == sorted(SENTENCES)[asked:]


@pytest.mark.parametrize("wrong", ["-1", "some", "101%", "1.5", "%"])
def test_a_limit_that_is_none_is_a_wrong_call(desk, news, wrong):
    assert desk.run(news, f"--max-failures={wrong}")[0] == EXIT_USAGE


@pytest.mark.fault(2, 5, "I7", "I8")
def test_a_dead_endpoint_ends_the_run_and_leaves_the_articles_for_the_next(desk, news):
    desk.stub.steps = [BUSY]
    write_news(news)
    code, asked, err = desk.run(news, "-o", "out.jsonl")
    assert (code, len(asked)) == (EXIT_PROVIDER, TRANSPORT_FAILURES)
    last = err.splitlines()[-1]
    assert desk.stub.base_url.split("/")[2] in last
    assert "run the same command again" in last
    assert statuses() == {}
    assert not Path("out.jsonl").exists()
    with Store.open(DB) as store:
        assert store.run().status == "error"
    desk.stub.steps = [answering]
    assert desk.run(news)[:2] == (EXIT_OK, sorted(SENTENCES))
    with Store.open(DB) as store:
        assert store.run().status == "success"


@pytest.mark.fault(2)
def test_an_endpoint_that_answers_in_between_is_not_dead(desk, news):
    desk.stub.steps = [BUSY, BUSY, answering, BUSY, BUSY]
    code, asked, _ = desk.run(news)
    assert (code, len(asked)) == (EXIT_SOME_FAILED, 5)
    assert statuses() == {"ok": 1, "failed": 4}


@pytest.mark.fault(3, "I8")
def test_a_refused_key_ends_the_run_at_the_first_article(desk, news):
    desk.stub.steps = [answering, status(401)]
    code, asked, _ = desk.run(news, "--workers", "1")
    assert (code, asked) == (EXIT_PROVIDER, ["ana", "bo"])
    assert statuses() == {"ok": 1}


@pytest.mark.fault(46)
def test_changed_rules_are_a_new_run_that_asks_nothing_anew(desk, news, monkeypatch):
    desk.run(news)
    before = results(desk.out)
    monkeypatch.setattr("extractor.cli.project.rules_hash", lambda: "changed")
    code, asked, err = desk.run(news)
    assert (code, asked, results(desk.out)) == (EXIT_OK, [], before)
    assert "run 2 in extractor.db is new: the rules changed since run 1" in err


def change_prompt(monkeypatch, name):
    """Another wording of one template, as an editor of the file would see it."""

    def changed(asked):
        prompt = load_prompt(asked)
        return replace(prompt, blocks=(("system", Template("Mind this.")), *prompt.blocks)) if asked == name else prompt

    monkeypatch.setattr("extractor.strategy.open.load_prompt", changed)
    hashes = {name: "changed"}
    for module in ("extractor.cli.project", "extractor.cli.revalidate"):
        monkeypatch.setattr(f"{module}.current_prompts", lambda: hashes)


@pytest.mark.fault(46)
def test_a_changed_prompt_asks_its_own_questions_only(desk, news, monkeypatch):
    desk.run(news, kinds="agreement,meeting")
    change_prompt(monkeypatch, "open_meeting.v1")
    count = len(desk.stub.requests)
    code, _, err = desk.run(news, kinds="agreement,meeting")
    asked = Counter(body["response_format"]["json_schema"]["name"] for body in desk.stub.requests[count:])
    assert (code, asked) == (EXIT_OK, {"MeetingDrafts": 5})
    assert "prompt open_meeting.v1" in err


def test_revalidation_applies_changed_rules_and_asks_nobody(desk, news, monkeypatch):
    (news / "none.txt").write_text("")
    desk.run(news)
    assert desk("revalidate")[2] == "extractor: run 1 in extractor.db is up to date; nothing has changed since\n"
    monkeypatch.setattr("extractor.cli.revalidate.rules_hash", lambda: "changed")
    count = len(desk.stub.requests)
    code, _, err = desk("revalidate")
    assert (code, len(desk.stub.requests)) == (EXIT_OK, count)
    assert "run 2 in extractor.db: 5 articles of run 1 done anew (the rules changed)" in err
    with Store.open(DB) as store:
        old, new = ([strip(line) for line in store.lines(run)] for run in (1, 2))
    assert new == old
    monkeypatch.setattr("extractor.cli.project.rules_hash", lambda: "changed")
    assert desk.run(news)[1] == []


def strip(line):
    return {key: value for key, value in line.items() if key not in ("seconds", "usage")}


def test_revalidation_keeps_what_needs_the_model_and_the_next_run_does_it(desk, news, monkeypatch):
    desk.run(news)
    with Store.open(DB) as store:
        old = list(store.lines())
    change_prompt(monkeypatch, "open_agreement.v1")
    code, _, err = desk("revalidate")
    assert code == EXIT_SOME_FAILED
    assert "5 articles need the model; run them again: ana, bo, cem, dag, eva" in err
    with Store.open(DB) as store:
        assert list(store.lines()) == old
    code, asked, err = desk.run(news)
    assert (code, asked) == (EXIT_OK, sorted(SENTENCES))
    assert "run 2 in extractor.db goes on: 0 articles are done" in err
    assert desk.run(news)[1] == []


def test_revalidation_leaves_a_refusal_what_it_was(desk, news, monkeypatch):
    desk.stub.steps = [answering, reply("No.", "content_filter"), answering]
    desk.run(news)
    monkeypatch.setattr("extractor.cli.revalidate.rules_hash", lambda: "changed")
    assert desk("revalidate")[0] == EXIT_OK
    with Store.open(DB) as store:
        assert store.totals().codes == {"refused": 1}
        assert store.totals().statuses == {"ok": 3, "empty": 1, "failed": 1}


def test_a_run_without_a_model_is_revalidated_too(desk, news, monkeypatch):
    desk("run", news, "--model", "rules")
    monkeypatch.setattr("extractor.cli.revalidate.rules_hash", lambda: "changed")
    assert desk("revalidate")[0] == EXIT_OK
    with Store.open(DB) as store:
        assert list(store.lines(1)) == list(store.lines(2))


@pytest.mark.fault(38)
@pytest.mark.parametrize("held", ["extractor.db", "out.jsonl"])
def test_a_second_run_on_the_same_file_fails_at_once(desk, news, held):
    Path("out.jsonl").write_text("old")
    with only_writer(Path(held)):
        code, asked, err = desk.run(news, "-o", "out.jsonl")
    assert (code, asked) == (EXIT_PROVIDER, [])
    assert f"{held} is being written by process {os.getpid()};" in err
    assert Path("out.jsonl").read_text() == "old"


@pytest.mark.fault(37)
@pytest.mark.parametrize("place", ["/proc/x.db", "missing/x.db", "n" * 300, "news/ana.txt"])
def test_a_place_that_takes_no_store_is_said_before_any_question(desk, news, place):
    code, asked, err = desk.run(news, "--db", place)
    assert (code, asked) == (EXIT_PROVIDER, [])
    assert "--db" in err


@contextmanager
def small_disk(size):
    """No file may grow beyond `size` bytes, which fails as a full disk does."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.fault(36, "I2")
@pytest.mark.parametrize(
    ("size", "options", "named"),
    [(2_000, ["--no-db"], "out.jsonl"), (30_000, [], "extractor.db"), (70_000, [], "extractor.db")],
    ids=["output", "new store", "store"],
)
def test_a_full_disk_ends_the_run_and_leaves_the_old_output(desk, news, size, options, named):
    Path("out.jsonl").write_text("old")
    with small_disk(size):
        code, _, err = desk.run(news, "-o", "out.jsonl", *options)
    assert code == EXIT_PROVIDER
    assert named in err.splitlines()[-1]
    assert [path.read_text() for path in Path().glob("out.jsonl*")] == ["old"]
    assert desk.run(news, "-o", "out.jsonl", *options)[0] == EXIT_OK
    assert len(results(Path("out.jsonl").read_text())) == 4 + len(SENTENCES)


@pytest.mark.fault(45)
def test_neither_clock_nor_locale_nor_hash_seed_changes_the_output(news, tmp_path):
    outputs = set()
    for number, settings in enumerate(({"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "C"}, {"TZ": "UTC"})):
        target = tmp_path / f"{number}.jsonl"
        command = [sys.executable, "-m", "extractor", "run", "news", "--model", "rules", "--no-db", "-o", str(target)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "2"} | settings
        subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True)
        outputs.add(target.read_bytes())
    assert len(outputs) == 1


@pytest.mark.fault(15, "I8")
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
@pytest.mark.parametrize(("number", "workers"), [(signal.SIGTERM, 1), (signal.SIGINT, 4)])
def test_a_signal_ends_a_run_with_requests_in_flight(news, tmp_path, number, workers):
    """The endpoint answers one article and then hangs for longer than the run may take to end."""
    with StubServer(answering, hang(60)) as stub:
        endpoint = ("--model", "stub", "--base-url", stub.base_url, "--workers", str(workers), "--kinds", "agreement")
        command = [sys.executable, "-m", "extractor", "run", "news", *endpoint, "-o", "out.jsonl"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
            while len(stub.requests) < 2 and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(number)
            _, err = process.communicate(timeout=20)
    assert process.returncode == 128 + number
    assert err == "\nextractor: interrupted; run the same command again to go on\n"
    assert not list(tmp_path.glob("out.jsonl*"))
    with Store.open(tmp_path / DB) as store:
        assert store.run().status == "started"
        assert workers > 1 or statuses() == {"ok": 1}


STUBBORN = """
import time
from extractor.cli.interrupt import interruptible
with interruptible():
    try:
        print("ready", flush=True)
        time.sleep(60)
    finally:
        print("unwinding", flush=True)
        time.sleep(60)
"""


@pytest.mark.fault(15)
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
@pytest.mark.parametrize("signals", [1, 2])
def test_what_takes_too_long_to_end_is_ended(signals):
    command = [sys.executable, "-c", STUBBORN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        for said in ("ready", "unwinding")[:signals]:
            assert process.stdout.readline() == f"{said}\n"
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == EXIT_INTERRUPTED
