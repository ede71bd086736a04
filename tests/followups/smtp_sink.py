"""A real mail server on the loopback that keeps what it gets, or behaves badly on purpose."""

import socket
from asyncio import Transport
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Sink:
    """`mood` is kind, greylist (451 first), refuse (550 for the address) or drop (hang up after the data)."""

    def __init__(self) -> None:
        self.mood = "kind"
        self.got: list[Message] = []
        self.rcpt_tried = 0
        self.port = free_port()
        self.controller: Controller | None = None

    def open(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    async def handle_RCPT(  # noqa: N802 - the server's own names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        self.rcpt_tried += 1
        if self.mood == "refuse":
            return "550 No such person here"
        if self.mood == "greylist":
            return "451 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.got.append(message_from_bytes(content))
        if self.mood == "drop" and isinstance(server.transport, Transport):
            server.transport.abort()
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.got]
