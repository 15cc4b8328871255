"""Views that people keep, changes of many rows, and tables they take along."""
