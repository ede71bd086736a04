"""The API's description of itself: every status that can happen is declared, in one place for every view."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema

from patients.problems import ProblemSerializer

PROBLEM = "application/problem+json"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class ProblemSchema(AutoSchema):
    """Adds the refusals that follow from what a view is.

    A view with throttles can answer 429. A view that names actions in `may_conflict` can answer 409 there.
    """

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for code in self._problems():
            if code not in bodies:
                bodies[code] = self._get_response_for_code(ProblemSerializer, code, [PROBLEM], direction)  # type: ignore[no-untyped-call]
        return dict(sorted(bodies.items()))

    def _problems(self) -> list[str]:
        action = getattr(self.view, "action", None) or self.method.lower()
        codes = ["401", "403", "404", "406", "422"]
        if self.method in WRITES:
            codes += ["400", "415"]
        if action in getattr(self.view, "may_conflict", ()):
            codes.append("409")
        if self.view.get_throttles():
            codes.append("429")
        return codes
