"""Tests about what the patient does between visits."""
