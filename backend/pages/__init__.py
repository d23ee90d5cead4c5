"""Pages that Django serves itself: the dashboard's shell and errors."""
