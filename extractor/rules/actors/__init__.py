"""Countries, organisations and state bodies."""
