"""Plan, claim, deliver: a ledger row first, one winner, asked once more before it leaves.

The broker is only a bell. Whatever is due stands in a row; a lost message costs a minute, a killed worker its lease.
"""

import logging
import time as stopwatch
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.followups.channels import email
from clinic.followups.definition import Kind, Planned
from clinic.followups.kinds import all_kinds
from clinic.followups.last_look import Held, Refused, last_look
from clinic.followups.letter import write
from clinic.followups.models import Attempt, FollowUp, Sweep

logger = logging.getLogger("restride.followups")

BATCH = 25
# A claim outlives the slowest batch: a killed worker's rows are free again after that.
LEASE = timedelta(minutes=9)
# What is left after four minutes belongs to the next tick.
SECONDS_FOR_A_SWEEP = 240
# Five tries, with rising waits between them; then it is a person's task.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
MOST_ATTEMPTS = len(WAITS) + 1
# No mail gets through at present: the outcome of a try that says so.
SERVER_AWAY = "server_away"
# SQLite takes a limited number of values in one question.
ASK_AT_ONCE = 500


def plan(now: datetime) -> int:
    """Lets each kind put what will be due into the ledger; returns how many rows are new. Twice changes nothing."""
    new = 0
    for kind in all_kinds().values():
        try:
            new += plan_kind(kind, now)
        except Exception:
            # One kind that breaks must not keep the others from being sent.
            logger.exception("not planned", extra={"task": kind.key})
    return new


def plan_kind(kind: Kind, now: datetime) -> int:
    """The rows of one kind: one question to the tables below, and nothing else while there is nothing new."""
    wanted = {planned.occasion: planned for planned in kind.due(now)}
    occasions = list(wanted)
    new = 0
    for start in range(0, len(occasions), ASK_AT_ONCE):
        some = occasions[start : start + ASK_AT_ONCE]
        planned = FollowUp.objects.filter(kind=kind.key, occasion__in=some).order_by()
        known = set(planned.values_list("occasion", flat=True))
        rows = [_row(kind.key, wanted[occasion]) for occasion in some if occasion not in known]
        FollowUp.objects.bulk_create(rows, ignore_conflicts=True)
        new += len(rows)
    return new


def _row(key: str, planned: Planned) -> FollowUp:
    return FollowUp(
        kind=key,
        occasion=planned.occasion,
        patient=planned.patient,
        staff=planned.staff,
        enquiry=planned.enquiry,
        appointment=planned.appointment,
        due_at=planned.due_at,
        too_late_after=planned.too_late_after,
    )


def claim(now: datetime, limit: int = BATCH) -> Iterator[FollowUp]:
    """Up to `limit` due rows, oldest first, each won by one conditional update before it is handed out."""
    candidates = list(FollowUp.objects.due(now).order_by("due_at", "pk").values_list("pk", flat=True)[:limit])
    for pk in candidates:
        if (mine := claim_one(pk, now)) is not None:
            yield mine


def claim_one(pk: int, now: datetime) -> FollowUp | None:
    """The row, if it was still free: of two workers exactly one gets it."""
    until = now + LEASE
    won = FollowUp.objects.due(now).filter(pk=pk).update(state=FollowUp.State.SENDING, claimed_until=until)
    if won != 1:
        return None
    return FollowUp.objects.select_related(
        "patient__user", "patient__preference", "staff", "enquiry", "appointment__physio", "appointment__type"
    ).get(pk=pk)


def deliver(followup: FollowUp, now: datetime) -> str:
    """Sends one claimed row, or writes down why not. Returns its new state, or SERVER_AWAY.

    Never inside a transaction: a slow mail server must not stop the others who write.
    """
    try:
        kind = _kind(followup.kind)
        to = last_look(followup, kind, now)
        letter = write(followup, kind, now=now)
    except Refused as refusal:
        return _settle(followup, state=FollowUp.State.SKIPPED, reason=str(refusal))
    except Held as held:
        return _settle(followup, state=FollowUp.State.PLANNED, reason=str(held), due_at=held.until)
    except Exception as error:
        logger.exception("not written", extra={"task": f"followup {followup.pk}"})
        return _failed(followup, error, now, for_good=False)
    try:
        email.send(followup, letter, to)
    except Exception as error:
        trouble = email.trouble(error)
        logger.warning("not sent: %s", type(error).__name__, extra={"task": f"followup {followup.pk}"})
        state = _failed(followup, error, now, for_good=trouble is email.Trouble.ADDRESS)
        return SERVER_AWAY if trouble is email.Trouble.SERVER else state
    Attempt.objects.create(followup=followup, at=now)
    return _settle(
        followup,
        state=FollowUp.State.SENT,
        reason="",
        attempts=followup.attempts + 1,
        sent_at=now,
        sent_to=to,
        subject=letter.subject,
        text=letter.text_kept,
        html=letter.html_kept,
    )


def _kind(key: str) -> Kind:
    try:
        return all_kinds()[key]
    except KeyError:
        raise Refused("This kind of message is not sent any more.") from None


def _failed(followup: FollowUp, error: Exception, now: datetime, *, for_good: bool) -> str:
    """Back into the ledger with a longer wait; after the fifth try, or a refusal for good, to a person."""
    Attempt.objects.create(followup=followup, at=now, error=type(error).__name__)
    attempts = followup.attempts + 1
    if for_good:
        reason = "The mail server refused this address."
    elif attempts >= MOST_ATTEMPTS:
        reason = f"Tried {attempts} times: {type(error).__name__}."
    else:
        due_at = now + WAITS[attempts - 1]
        reason = f"Try {attempts} failed ({type(error).__name__})."
        return _settle(followup, state=FollowUp.State.PLANNED, reason=reason, attempts=attempts, due_at=due_at)
    return _settle(followup, state=FollowUp.State.FAILED, reason=reason, attempts=attempts)


def _settle(followup: FollowUp, *, state: str, **fields: object) -> str:
    """Writes the outcome, only while the claim is still ours."""
    ours = FollowUp.objects.filter(pk=followup.pk, state=FollowUp.State.SENDING, claimed_until=followup.claimed_until)
    ours.update(state=state, claimed_until=None, **fields)
    return state


def deliver_one(pk: int, now: datetime) -> None:
    """One row at once, if it is due and nobody else has it."""
    if (followup := claim_one(pk, now)) is not None:
        deliver(followup, now)


def run(now: datetime) -> Sweep:
    """One tick: plan, deliver what is due, write down what came of it. Stops early while no mail gets through."""
    began = stopwatch.monotonic()
    tick = Sweep.objects.create(started_at=now)
    tick.planned = plan(now)
    tick.due = FollowUp.objects.due(now).count()
    tally: Counter[str] = Counter()
    done = False
    while not done:
        done = True
        for followup in claim(now):
            outcome = deliver(followup, now)
            tally[outcome] += 1
            done = outcome == SERVER_AWAY or stopwatch.monotonic() - began > SECONDS_FOR_A_SWEEP
            if done:
                break
    tick.sent, tick.skipped = tally[FollowUp.State.SENT], tally[FollowUp.State.SKIPPED]
    tick.failed = tally[FollowUp.State.FAILED] + tally[SERVER_AWAY]
    tick.finished_at = now + timedelta(seconds=stopwatch.monotonic() - began)
    tick.save()
    logger.info("swept", extra={"counts": {"planned": tick.planned, "due": tick.due, **tally}})
    return tick
