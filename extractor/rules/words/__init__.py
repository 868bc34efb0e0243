"""Words that announce an event, how real it is, and what it is about."""
