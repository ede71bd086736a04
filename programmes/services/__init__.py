"""What the clinic does with programmes: hears of sessions and mornings."""

from programmes.services.sessions import Adherence, LogRefused, adherence, check_in, log_session

__all__ = ["Adherence", "LogRefused", "adherence", "check_in", "log_session"]
