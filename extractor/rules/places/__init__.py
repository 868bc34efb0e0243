"""Cities, countries and venues where something happens."""
