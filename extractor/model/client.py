"""The chat client (in work); the types of its seam live in `extractor.model.question`."""

from extractor.model.question import Answer, Attempts, ChatModel, Message, Question, TokenLogprob, Usage

__all__ = ["Answer", "Attempts", "ChatModel", "Message", "Question", "TokenLogprob", "Usage"]
