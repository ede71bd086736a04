"""What comes in as JSON: refused where it could be kept but never shown again."""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

TOO_DEEP = "This JSON is nested too deeply."
HALF_LETTERS = "This JSON holds half of a character. Send whole ones, in UTF-8."


class WholeJSONParser(JSONParser):
    """JSON that the house can store, show and send back."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The data. Raises ParseError (400) on what is no JSON, on bottomless nesting and on half characters."""
        try:
            said = super().parse(stream, media_type, parser_context)
            # A lone surrogate is valid in JSON's escapes, but no page could ever be written with it.
            json.dumps(said, ensure_ascii=False).encode()
        except RecursionError:
            raise ParseError(TOO_DEEP) from None
        except UnicodeEncodeError:
            raise ParseError(HALF_LETTERS) from None
        return said
