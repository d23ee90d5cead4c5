"""Users, their roles, tokens and log-in."""
