"""The free slots: for staff all types, for patients and visitors those that the public may book."""

from datetime import date, timedelta

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from clinic.accounts.models import User
from clinic.bookings.api.answers import PublicThrottle
from clinic.bookings.diary import notice_for, read_diary
from clinic.bookings.models import AppointmentType
from clinic.bookings.serializers import SlotQuerySerializer, SlotSerializer
from patients.access import STAFF, role_of
from patients.problems import Invalid

TWO_WEEKS = timedelta(days=13)
LONGEST = timedelta(days=366)
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class SlotsView(APIView):
    permission_classes = [AllowAny]
    throttle_classes = [PublicThrottle]
    throttle_scope = "slots"

    @extend_schema(parameters=[SlotQuerySerializer], responses=SlotSerializer(many=True), operation_id="slots_list")
    def get(self, request: Request) -> Response:
        asked = SlotQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said, now = asked.validated_data, timezone.now()
        by = request.user if isinstance(request.user, User) and role_of(request.user) else None
        types = AppointmentType.objects.all() if role_of(by) in STAFF else AppointmentType.objects.filter(public=True)
        kind = types.filter(key=said["type"]).first()
        if kind is None:
            raise Invalid({"type": "There is no such type of visit."})
        frm = said.get("from") or timezone.localdate(now)
        if not EARLIEST <= frm <= LATEST:
            raise Invalid({"from": f"Ask for a day between {EARLIEST:%Y} and {LATEST:%Y}."})
        to = said.get("to") or frm + TWO_WEEKS
        if to < frm:
            raise Invalid({"to": "The last day comes before the first."})
        if to - frm > LONGEST:
            raise Invalid({"to": f"Ask for at most {LONGEST.days} days at a time."})
        diary = read_diary(frm=frm, to=to, now=now, by=by)
        physio = _physio(said, diary.physios)
        free = diary.free(
            frm=frm,
            to=to,
            now=now,
            type=kind,
            physio=physio,
            part_of_day=said.get("part_of_day"),
            notice=notice_for(by, diary.practice),
            limit=said.get("limit"),
        )
        context = {"physios": diary.physios, "rooms": diary.rooms}
        return Response(SlotSerializer(free, many=True, context=context).data)


def _physio(said: dict[str, object], physios: dict[int, User]) -> User | None:
    """The physio who was asked for. One who is not in the diary is no physio of ours."""
    if "physio" not in said:
        return None
    physio = next((one for one in physios.values() if one.uuid == said["physio"]), None)
    if physio is None:
        raise Invalid({"physio": "There is no such physio in the diary."})
    return physio
