"""The staff site: registers for Django's admin, and our own pages beside them."""

from clinic.admin import registers

__all__ = ["registers"]
