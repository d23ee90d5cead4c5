"""What the reconciliation published, and what it found."""
