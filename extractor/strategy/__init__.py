"""How a model is asked: closed questions, open writing, and asking again."""
