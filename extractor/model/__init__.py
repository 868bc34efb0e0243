"""Everything between a prompt and a typed reply.

Importing this package is cheap: the vendor libraries (a second of start-up) are loaded by the first question that no
cache can answer.
"""

from extractor.model.question import Answer, Attempts, ChatModel, Message, Question, TokenLogprob, Usage

__all__ = ["Answer", "Attempts", "ChatModel", "Message", "Question", "TokenLogprob", "Usage"]
