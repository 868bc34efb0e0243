"""The soak run of `benchmarks/soak.py` in small: every article ends once, as its last reply says."""

from pathlib import Path

import pytest

from benchmarks import soak
from extractor.cli import main
from tests.test_model_client import QUICK

COUNT = 24


@pytest.fixture
def soaked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> soak.Endpoint:
    """A run over articles of which half the replies fail, in all ways but silence, which would take seconds."""
    monkeypatch.setattr(soak, "FAILING", 0.5)
    monkeypatch.setattr(soak, "FAULTS", {name: fault for name, fault in soak.FAULTS.items() if name != "silence"})
    soak.write_articles(tmp_path / "articles.jsonl", COUNT)
    monkeypatch.setattr("extractor.model.client.RetryLimits", lambda: QUICK)
    with soak.Endpoint() as endpoint:
        where = ["--model", "stub", "--base-url", endpoint.base_url, "--kinds", "agreement", "--workers", "8"]
        with pytest.raises(SystemExit) as stop:
            main(["run", "articles.jsonl", "-o", "out.jsonl", "--db", "soak.db", *where])
    assert stop.value.code == 1
    return endpoint


@pytest.mark.fault("I1", "I5", "I7")
def test_every_article_ends_once_and_as_its_last_reply_says(soaked: soak.Endpoint, tmp_path: Path):
    ends = soak.ends_of(tmp_path, COUNT)
    assert list(soak.broken_promises(tmp_path, soaked, ends)) == []
    assert len({end.code for found in ends.values() for end in found}) > 2
    assert soaked.attempts.total() > COUNT

    name = next(number for number, last in soaked.last.items() if not last)
    soaked.last[name] = "refusal"
    ends["0"], ends["1"] = ends["0"] * 2, []
    said = "\n".join(soak.broken_promises(tmp_path, soaked, ends))
    for number in (name, 0, 1):
        assert f"article {number} ended as" in said
