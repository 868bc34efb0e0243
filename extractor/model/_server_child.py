"""The process that runs llama.cpp, started by `extractor.model.server`.

It runs apart because stopping llama.cpp inside a process hangs while a request is in flight, and because a native
crash must not take the run down. It reads its settings, key included, as one line of JSON from standard input (a
command line is visible to every user of the machine), answers with its address, and exits when standard input ends:
that happens also when the parent is killed outright. It imports nothing of this package, so that it starts whatever the
working directory.
"""

import json
import os
import sys
from typing import Any


def parameters(config: dict[str, Any]) -> Any:
    """The llama.cpp parameters for `config` (see `LocalServer`)."""
    import xllamacpp  # type: ignore[import-untyped]

    params = xllamacpp.CommonParams()
    params.model.path = config["path"]
    params.model_alias = {config["model"]}
    params.api_keys = [config["api_key"]]
    params.n_ctx = config["n_ctx"]
    params.n_parallel = config["n_parallel"]
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = config["threads"]
    params.cache_ram_mib = config["prompt_cache_mib"]
    params.verbosity = 1  # errors only; they go to the parent's log
    params.warmup = params.ui = params.endpoint_slots = False
    if config["speculative"] is not None:
        params.speculative.types = [xllamacpp.common_speculative_type.COMMON_SPECULATIVE_TYPE_NGRAM_SIMPLE]
        draft = params.speculative.ngram_simple
        draft.size_n, draft.size_m = config["speculative"]["size_n"], config["speculative"]["size_m"]
    return params


def main() -> None:
    """Serve until standard input ends."""
    import xllamacpp

    config = json.loads(sys.stdin.buffer.readline())
    answer = os.dup(1)
    os.dup2(2, 1)  # whatever native code writes must not be taken for the address
    try:
        server = xllamacpp.Server(parameters(config))
    except RuntimeError:
        sys.exit(1)  # its message is the same for every cause; what llama.cpp logged before says more
    os.write(answer, json.dumps({"address": server.listening_address}).encode() + b"\n")
    sys.stdin.buffer.read()
    os._exit(0)  # never through the server's destructor


if __name__ == "__main__":
    main()
