"""Runs the command line in child processes that die where they are told to.

One line of JSON on standard input per run: `args`, `cwd`, `env`, and one of `kill`, a point as `[target, when, nth]`,
or `after`, seconds until SIGKILL. The answer is the exit code. Children are forked from this process, so that many runs
take seconds: it carries out the first order itself, and has then loaded all that the commands load when first used.
"""

import importlib
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from itertools import count
from typing import Any

from extractor.cli import call

KILLED = 137


def find(target: str) -> tuple[Any, str]:
    """The object and the name of the attribute that `module:Class.method` stands for."""
    module, _, path = target.partition(":")
    *owners, name = path.split(".")
    owner = importlib.import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    return owner, name


def arm(target: str, when: str, nth: int) -> None:
    """Let the process die before, amid or after the `nth` call of a function."""
    owner, name = find(target)
    real: Callable[..., Any] = getattr(owner, name)
    calls = count(1)

    def deadly(*given: Any, **named: Any) -> Any:
        last = next(calls) == nth
        if last and when == "before":
            os._exit(KILLED)
        if last and when == "amid":
            half(*given)
        result = real(*given, **named)
        if last:
            os._exit(KILLED)
        return result

    setattr(owner, name, deadly)


def half(file: Any, lines: Any) -> None:
    """Half of what `LineFile._append` was to write, down to the middle of a line."""
    text = "".join(line + "\n" for line in lines)
    file._file.write(text[: len(text) // 2])
    file._file.flush()
    os._exit(KILLED)


def carry_out(order: dict[str, Any]) -> int:
    """Run the command in this process."""
    os.chdir(order["cwd"])
    os.environ.update(order["env"])
    with open("log", "a") as log, redirect_stdout(log), redirect_stderr(log):
        return call(order["args"])


def run(order: dict[str, Any]) -> int:
    """The exit code of one run in a child."""
    pid = os.fork()
    if pid == 0:
        try:
            for target, value in order.get("changed", {}).items():
                setattr(*find(target), partial(str, value))
            if order.get("kill"):
                arm(*order["kill"])
            os._exit(carry_out(order))
        except BaseException:
            traceback.print_exc()
            os._exit(99)
    if order.get("after") is not None:
        time.sleep(order["after"])
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def serve() -> None:
    """Take orders."""
    print(carry_out(json.loads(sys.stdin.readline())), flush=True)
    for line in sys.stdin:
        print(run(json.loads(line)), flush=True)


if __name__ == "__main__":
    serve()
