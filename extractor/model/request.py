"""From a question to the body of a request, and to the key under which its reply is kept.

Article text is an attacker's text. Two things make it harmless on the way out: control tokens of chat templates, which
llama.cpp takes for real wherever they stand, are broken up; and no template engine touches it (instructor's `context`
would evaluate `{{...}}` in an article). Prompts refer to sentences by number, so the broken tokens shift no offsets.
"""

import re
from collections.abc import Mapping
from typing import Any

from extractor.model.grammar import compact_grammar
from extractor.model.profiles import Profile
from extractor.model.question import Message, Question

TOP_LOGPROBS = 5
REPLY_QUOTED_CHARS = 4000

# <|im_end|>, <｜end▁of▁sentence｜>, [INST], <<SYS>>, <s>, </s>, <start_of_turn>, <unused7>
CONTROL_TOKEN = re.compile(
    r"""
      <[|｜][^|｜<>\n]{1,40}[|｜]>
    | \[/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS)\]
    | <</?SYS>>
    | </?s>
    | <(?:bos|eos|pad|unk|start_of_turn|end_of_turn|unused\d{1,4})>
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNSENDABLE = re.compile("[\x00\ud800-\udfff]")


def defuse(text: str) -> str:
    """`text` without live control tokens, lone surrogates and NUL; other text is unchanged.

    A token gets a space after its first character ("< |im_end|>"), so it stays readable as what the article said. NUL
    and surrogates, which can't be sent, become U+FFFD.
    """
    text = UNSENDABLE.sub("\ufffd", text)
    return CONTROL_TOKEN.sub(lambda token: f"{token[0][0]} {token[0][1:]}", text)


def request_for(question: Question[Any], profile: Profile, model: str) -> dict[str, Any]:
    """The keyword arguments for instructor: messages, response model, sampling, grammar."""
    schema = question.response_model.model_json_schema()
    request: dict[str, Any] = {
        "model": model,
        "messages": wire_messages(question.messages),
        "response_model": question.response_model,
        profile.token_limit: question.max_tokens or profile.max_tokens,
    }
    temperature = profile.temperature if question.temperature is None else question.temperature
    seed = profile.seed if question.seed is None else question.seed
    request |= {key: value for key, value in (("temperature", temperature), ("seed", seed)) if value is not None}
    if question.logprobs:
        request |= {"logprobs": True, "top_logprobs": TOP_LOGPROBS}
    if profile.compact_grammar:
        # The grammar takes the place of the schema, which llama.cpp refuses to take together with it.
        request["extra_body"] = {"grammar": compact_grammar(schema), "response_format": {"type": "text"}}
    return request


def wire_messages(messages: tuple[Message, ...]) -> list[dict[str, str]]:
    """The messages as sent."""
    return [{"role": message.role, "content": defuse(message.content)} for message in messages]


def corrected(messages: list[dict[str, str]], reply: str, faults: tuple[str, ...]) -> list[dict[str, str]]:
    """The conversation after an invalid reply: the reply, and what is wrong with it."""
    return [
        *messages,
        {"role": "assistant", "content": defuse(reply[:REPLY_QUOTED_CHARS])},
        {"role": "user", "content": f"That reply can't be used: {'; '.join(faults[:5])}. Reply again, with JSON only."},
    ]


def key_fields(question: Question[Any], profile: Profile, model: str, identity: Mapping[str, str]) -> dict[str, Any]:
    """Everything that shapes the reply to a question, for `extractor.model.cache.key_of`.

    Neither the key for the server nor time limits are in it, nor the number of threads; the prompt's name is not, since
    its text is.
    """
    temperature = profile.temperature if question.temperature is None else question.temperature
    return {
        "model": model,
        "identity": dict(identity),
        "messages": wire_messages(question.messages),
        "schema": question.response_model.model_json_schema(),
        "mode": profile.mode,
        "compact_grammar": profile.compact_grammar,
        "max_tokens": question.max_tokens or profile.max_tokens,
        "max_tokens_retry": question.max_tokens_retry,
        "temperature": temperature,
        "seed": profile.seed if question.seed is None else question.seed,
        "logprobs": question.logprobs,
    }
