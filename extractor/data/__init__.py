"""Tables that the rules read: names of countries, organisations and places, and words that tell how a name is used."""
