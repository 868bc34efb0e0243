"""Rules that read an article without a model: pure functions from text to mentions with offsets."""
