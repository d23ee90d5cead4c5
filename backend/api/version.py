"""The version of the API's answers."""

# Raised with every change to what an answer to the same question looks like, because a receipt promises the same bytes.
API_VERSION = 1
