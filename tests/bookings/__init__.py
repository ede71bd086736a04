"""Tests about the desk and the diary."""
