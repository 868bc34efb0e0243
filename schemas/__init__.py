"""The shapes of what goes into and comes out of the extractor."""
