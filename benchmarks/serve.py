"""The embedded model behind an OpenAI-compatible address, for programs that bring their own client.

The baselines run in an environment of their own, or are nobody's but their authors', so they reach the model as any
client does. Starts the same server with the same settings that `extractor run` uses, prints where it listens, and stops
at Enter or when standard input ends.

    python benchmarks/serve.py
"""

import argparse
import os
import shlex
import sys
from pathlib import Path

from extractor.model.folders import default_cache_dir
from extractor.model.profiles import LOCAL
from extractor.model.server import LocalServer, LocalSettings, available_cores


def server_pid() -> int:
    """The process that computes, a child of this one; 0 where the system does not tell."""
    me = os.getpid()
    try:
        children = Path(f"/proc/{me}/task/{me}/children").read_text("ascii").split()
    except OSError:
        return 0
    return int(children[-1]) if children else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--threads", type=int, default=available_cores(), help="fewer where other programs use the cores too"
    )
    settings = LocalSettings(n_ctx=LOCAL.context, threads=parser.parse_args().threads)
    with LocalServer(settings, cache_dir=default_cache_dir()) as server:
        address = {"--base-url": server.base_url, "--api-key": server.api_key, "--model": server.model}
        options = [part for name, value in address.items() for part in (name, value)]
        print(shlex.join([*options, "--server-pid", str(server_pid())]), flush=True)
        print("these are the options of the baselines; Enter stops the server", file=sys.stderr, flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    main()
