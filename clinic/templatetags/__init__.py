"""Tags of the staff site."""
