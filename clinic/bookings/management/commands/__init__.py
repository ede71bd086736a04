"""Commands of desk and diary."""
