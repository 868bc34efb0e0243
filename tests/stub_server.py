"""A scripted chat-completions server on 127.0.0.1: each request consumes one step, the last step repeats for ever.

Steps are plain functions of the connection, so a test reads as the sequence of things that go wrong.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Step = Callable[[BaseHTTPRequestHandler], None]
JSON = "application/json"


def send(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str = JSON, headers: dict[str, str] | None = None
) -> None:
    handler.send_response(status)
    handler.send_header("content-type", kind)
    for name, value in ({"content-length": str(len(body)), "connection": "close"} | (headers or {})).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def completion(content: str | None, finish: str = "stop", **changes: Any) -> dict[str, Any]:
    """A whole chat completion; `changes` replace top-level keys, None deletes one."""
    body: dict[str, Any] = {
        "id": "x",
        "object": "chat.completion",
        "created": 0,
        "model": "stub",
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}],
        "usage": {
            "prompt_tokens": 10,
            "completion_tokens": 5,
            "total_tokens": 15,
            "prompt_tokens_details": {"cached_tokens": 4},
        },
    }
    return {key: value for key, value in (body | changes).items() if value is not None}


def reply(content: str | None, finish: str = "stop", **changes: Any) -> Step:
    return raw(json.dumps(completion(content, finish, **changes)).encode())


def raw(body: bytes, kind: str = JSON, status: int = 200, **headers: str) -> Step:
    """Any body; header names are written with underscores (`retry_after="1"`)."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: send(handler, status, body, kind, named)


def status(code: int, error: dict[str, Any] | None = None, **headers: str) -> Step:
    return raw(json.dumps({"error": error or {"message": "scripted"}}).encode(), JSON, code, **headers)


def html() -> Step:
    return raw(b"<html><body>Please log in to the hotel network</body></html>", "text/html")


def reset() -> Step:
    def step(handler: BaseHTTPRequestHandler) -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    return step


def hang(seconds: float) -> Step:
    return lambda handler: time.sleep(seconds)


def drip(content: str, pause: float, seconds: float) -> Step:
    """A correct reply at one byte per `pause`: no single read ever times out."""

    def step(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps(completion(content)).encode()
        handler.send_response(200)
        handler.send_header("content-type", JSON)
        handler.send_header("content-length", str(len(body)))
        handler.send_header("connection", "close")
        handler.end_headers()
        end = time.monotonic() + seconds
        for byte in body:
            if time.monotonic() > end:
                return
            handler.wfile.write(bytes([byte]))
            time.sleep(pause)

    return step


def short_body(content: str) -> Step:
    """A content-length that promises more than is sent."""
    body = json.dumps(completion(content)).encode()
    return raw(body, content_length=str(len(body) + 50))


class StubServer:
    """Context manager; `requests` holds the parsed bodies in order, `headers` their headers."""

    def __init__(self, *steps: Step) -> None:
        self.steps: Sequence[Step] = steps
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                stub.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 128

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = json.loads(handler.rfile.read(int(handler.headers["content-length"])))
        handler.body = body  # type: ignore[attr-defined]  # for steps that answer what they are asked
        self.requests.append(body)
        self.headers.append({name.lower(): value for name, value in handler.headers.items()})
        handler.close_connection = True
        self.steps[min(len(self.requests), len(self.steps)) - 1](handler)

    def __enter__(self) -> "StubServer":
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.server.shutdown()
        self.server.server_close()
