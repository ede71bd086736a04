"""What the query of an API list asks for."""

from uuid import UUID

from rest_framework.request import Request

from patients.problems import Invalid


def asked_id(request: Request, name: str) -> UUID | None:
    """The id in `?name=…`, None where there is none. Raises Invalid (422) for what is no id."""
    text = request.query_params.get(name)
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Invalid({name: "This is not an id."}) from None
