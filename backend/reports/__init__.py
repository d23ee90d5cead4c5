"""Reports of the past: answers by their receipt, what was shown, what was known, and why a number moved."""
