"""Who gets what, at every address of the site: the one table that the access tests hold the site to.

A cell is what one person gets:

    yes   in: a page, an answer, or a sentence about what was sent
    ask   asked to sign in
    401   the API's way of asking
    no    404: for this person it is not there
    403   seen, but not theirs to do

A method that a line doesn't name opens nothing: refused, or no more than looking at the page gives.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

PEOPLE = ("anonymous", "Cal", "Dee", "Bea", "Ana", "Olu")
METHODS = ("get", "post", "put", "patch", "delete")

# who:             anon Cal Dee  Bea Ana Olu
EVERYBODY       = "yes  yes yes  yes yes yes"  # fmt: skip
SIGNED_IN       = "ask  yes yes  yes yes yes"  # fmt: skip
PATIENTS        = "ask  yes yes  no  no  no"  # fmt: skip
CAL_ALONE       = "ask  yes no   no  no  no"  # fmt: skip
STAFF           = "ask  no  no   yes yes yes"  # fmt: skip
DESK            = "ask  no  no   yes 403 yes"  # fmt: skip
CLINICIANS      = "ask  no  no   no  yes yes"  # fmt: skip
ANA_ALONE       = "ask  no  no   no  yes no"  # fmt: skip
OWNER           = "ask  no  no   no  no  yes"  # fmt: skip
CALS_CARE       = "ask  yes no   no  yes yes"  # fmt: skip
NOBODY          = "ask  no  no   no  no  no"  # fmt: skip

API_SIGNED_IN   = "401  yes yes  yes yes yes"  # fmt: skip
API_STAFF       = "401  no  no   yes yes yes"  # fmt: skip
API_DESK        = "401  no  no   yes 403 yes"  # fmt: skip
API_CLINICIANS  = "401  no  no   no  yes yes"  # fmt: skip
API_ANA_ALONE   = "401  no  no   no  yes no"  # fmt: skip
API_CARE        = "401  yes yes  no  yes yes"  # fmt: skip
API_CALS_CARE   = "401  yes no   no  yes yes"  # fmt: skip
API_MY_RECORD   = "401  yes yes  no  no  no"  # fmt: skip
API_PATIENTS_DO = "401  yes yes  403 403 403"  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Addresses that share a policy. `about` and `send` say which of Cal's things a parameter or a field is."""

    what: str
    urls: str
    get: str = ""
    post: str = ""
    put: str = ""
    patch: str = ""
    delete: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    send: Mapping[str, str] = field(default_factory=dict)

    def expected(self, method: str, person: str) -> str | None:
        """The cell's word; None when the line doesn't name the method."""
        words = str(getattr(self, method)).split()
        return words[PEOPLE.index(person)] if words else None


WEBSITE = [
    Line(
        "Public pages",
        "website:home website:learn website:team website:privacy website:cookies website:accessibility website:robots"
        " website:sitemap website:enquire website:enquire-sent healthz schema",
        get=EVERYBODY,
    ),
    Line("A published article", "website:article", get=EVERYBODY, about={"slug": "article.slug"}),
    Line("Ask to be rung", "website:enquire-safety", get=EVERYBODY, post=EVERYBODY),
    Line("Ask us, step by step", "website:enquire-step", get=EVERYBODY, post=EVERYBODY, about={"step": "step"}),
]

ACCOUNTS = [
    Line("Where each role lands", "accounts:arrive", get=SIGNED_IN),
    Line("Ask for a sign-in link", "accounts:ask-link", get=EVERYBODY, post=EVERYBODY),
    Line(
        "A sign-in link: its page asks for the date of birth",
        "accounts:open-link",
        get=EVERYBODY,
        post=EVERYBODY,
        about={"token": "sign_in_token"},
    ),
    Line("Sign in, sign out", "account_login account_logout account_reset_password", get=EVERYBODY, post=EVERYBODY),
    Line("Nobody signs up by themselves", "account_signup", get=EVERYBODY, post=EVERYBODY),
    Line(
        "What became of a sign-in",
        "account_inactive account_email_verification_sent account_reset_password_done"
        " account_reset_password_from_key_done",
        get=EVERYBODY,
    ),
    Line("A link from a mail", "account_confirm_email", get=EVERYBODY, about={"key": "unknown"}),
    Line(
        "A new password by mail",
        "account_reset_password_from_key",
        get=EVERYBODY,
        about={"uidb36": "unknown_person", "key": "unknown"},
    ),
    Line(
        "The second half of a sign-in, which nobody here is in",
        "account_confirm_login_code mfa_authenticate",
        get=SIGNED_IN,
        post=SIGNED_IN,
    ),
    Line(
        "Own password, second step",
        "account_change_password account_set_password account_reauthenticate mfa_reauthenticate"
        " mfa_activate_totp mfa_generate_recovery_codes",
        get=SIGNED_IN,
        post=SIGNED_IN,
    ),
    Line("The clinic changes the address that signs somebody in", "accounts:address account_email"),
    Line("Own second step", "mfa_index", get=SIGNED_IN),
    Line(
        "A second step that nobody here has yet",
        "mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes",
        get=NOBODY,
    ),
]

PORTAL = [
    Line("Of the app itself, nobody's data", "portal:manifest portal:worker portal:offline", get=EVERYBODY),
    Line(
        "The patient's own pages",
        "portal:today portal:flare portal:session portal:progress portal:learn portal:visits portal:messages"
        " portal:me-data",
        get=PATIENTS,
    ),
    Line(
        "The patient's own pages, to fill in",
        "portal:check-in portal:signs portal:me portal:running",
        get=PATIENTS,
        post=PATIENTS,
    ),
    Line(
        "A session to log: into the own programme",
        "portal:session-log",
        get=PATIENTS,
        post=CAL_ALONE,
        send={"programme": "programme.uuid", "row": "row.uuid"},
    ),
    Line("A run, and taking it out", "portal:run", get=CAL_ALONE, post=CAL_ALONE, about={"run": "run.uuid"}),
    Line("The beat of a session of retraining, which neither of them is in", "portal:run-beat", get=NOBODY),
    Line("A file of runs, once care has begun", "portal:run-import", get=CAL_ALONE, post=CAL_ALONE),
    Line("Wishes about messages", "portal:me-wishes", post=PATIENTS),
    Line("An article", "portal:learn-article", get=PATIENTS, post=PATIENTS, about={"slug": "article.slug"}),
    Line("A session kept", "portal:session-done", get=CAL_ALONE, about={"log": "log.uuid"}),
    Line("An exercise of the plan", "portal:session-exercise", get=CAL_ALONE, about={"row": "row.uuid"}),
    Line("The programme on paper", "portal:sheet portal:sheet-pdf", get=CAL_ALONE),
    Line("A form", "portal:form", get=CAL_ALONE, about={"form": "form.uuid"}),
    Line("A form that was sent", "portal:form-sent", get=CAL_ALONE, about={"form": "answered_form.uuid"}),
    Line("A form's check", "portal:form-check", get=CAL_ALONE, post=CAL_ALONE, about={"form": "form.uuid"}),
    Line(
        "A question of a form",
        "portal:form-question",
        get=CAL_ALONE,
        post=CAL_ALONE,
        about={"form": "form.uuid", "number": "one"},
    ),
    Line("A visit for the calendar", "portal:visit-calendar", get=CAL_ALONE, about={"visit": "visit.uuid"}),
    Line(
        "A visit given up or moved",
        "portal:visit-cancel portal:visit-move",
        get=CAL_ALONE,
        post=CAL_ALONE,
        about={"visit": "visit.uuid"},
    ),
    Line("A message", "portal:message", get=CAL_ALONE, about={"message": "message.uuid"}),
    Line(
        "The morning check: whoever holds the mail",
        "portal:morning",
        get=EVERYBODY,
        post=EVERYBODY,
        about={"token": "morning_token"},
    ),
    Line(
        "A visit: whoever holds the mail",
        "followups:visit",
        get=EVERYBODY,
        post=EVERYBODY,
        about={"token": "visit_token"},
    ),
]

FRONT_DESK = [
    Line("The desk, read by all staff", "desk:board desk:diary-week desk:inbox desk:waiting", get=STAFF),
    Line("Find a person", "desk:find", get=STAFF, post=STAFF),
    Line("A patient's contacts", "desk:patient", get=STAFF, about={"uuid": "patient.uuid"}),
    Line(
        "Contacts, a visit, the waiting list",
        "desk:patient-edit desk:patient-book desk:patient-wait",
        get=DESK,
        post=DESK,
        about={"uuid": "patient.uuid"},
    ),
    Line("An enquiry by telephone", "desk:enquiry-new", get=DESK, post=DESK),
    Line("An enquiry", "desk:enquiry", get=STAFF, about={"uuid": "enquiry.uuid"}),
    Line(
        "An enquiry answered",
        "desk:enquiry-book desk:enquiry-wait desk:enquiry-claim desk:enquiry-call desk:enquiry-snooze"
        " desk:enquiry-close",
        post=DESK,
        about={"uuid": "enquiry.uuid"},
    ),
    Line("Off the waiting list", "desk:waiting-close", post=DESK, about={"uuid": "waiting.uuid"}),
    Line("A visit", "desk:visit", get=STAFF, about={"uuid": "visit.uuid"}),
    Line("A visit cancelled", "desk:visit-cancel", post=DESK, about={"uuid": "visit.uuid"}),
    Line("A visit moved", "desk:visit-move", get=DESK, post=DESK, about={"uuid": "visit.uuid"}),
    Line(
        "A visit goes its way: the desk, and the physio whose diary it is",
        "desk:visit-step",
        post=STAFF,
        about={"uuid": "visit.uuid", "action": "confirm"},
    ),
    Line("Messages", "followups:messages", get=STAFF),
    Line("A message as sent", "followups:message followups:message-page", get=STAFF, about={"uuid": "message.uuid"}),
    Line(
        "A message again, never, or to another address",
        "followups:message-resend followups:message-stop followups:message-address",
        post=DESK,
        about={"uuid": "message.uuid"},
    ),
]

STAFF_SITE = [
    Line("My day", "admin:index", get=CLINICIANS),
    Line("Patients found", "staff:patients", get=CLINICIANS, post=CLINICIANS),
    Line("The chart", "staff:chart", get=CLINICIANS, about={"uuid": "patient.uuid"}),
    Line(
        "A measure typed in",
        "staff:measure",
        get=CLINICIANS,
        post=CLINICIANS,
        about={"uuid": "patient.uuid"},
        send={"instrument": "instrument"},
    ),
    Line("A red flag cleared", "staff:clear-red-flag", post=CLINICIANS, about={"uuid": "red_flag.uuid"}),
    Line("A letter begun", "staff:begin-letter", post=CLINICIANS, about={"uuid": "red_flag.uuid"}),
    Line("A letter's draft", "staff:letter", get=CLINICIANS, post=CLINICIANS, about={"uuid": "letter.uuid"}),
    Line("A letter printed", "staff:letter-print", get=CLINICIANS, about={"uuid": "letter.uuid"}),
    Line("An examination begun", "staff:examine", post=CLINICIANS, about={"uuid": "patient.uuid"}),
    Line("A note that was signed", "staff:examination", get=CLINICIANS, about={"uuid": "signed.uuid"}),
    Line("A signed note printed", "staff:note-print", get=CLINICIANS, about={"uuid": "signed.uuid"}),
    Line("A student's note countersigned", "staff:countersign", post=CLINICIANS, about={"uuid": "signed.uuid"}),
    Line("A note added to", "staff:addendum", post=CLINICIANS, about={"uuid": "signed.uuid"}),
    Line(
        "A draft: its author's alone",
        "staff:examination-save staff:examination-agree",
        post=ANA_ALONE,
        about={"uuid": "draft.uuid"},
        send={"section": "section"},
    ),
    Line("Read before signing", "staff:examination-sign", get=ANA_ALONE, post=ANA_ALONE, about={"uuid": "draft.uuid"}),
    Line("A programme chosen", "staff:plan", get=CLINICIANS, post=CLINICIANS, about={"uuid": "patient.uuid"}),
    Line(
        "A programme looked at, and as the patient sees it",
        "staff:programme staff:programme-preview",
        get=CLINICIANS,
        about={"uuid": "programme.uuid"},
    ),
    Line(
        "An exercise added, days of rest",
        "staff:row-add staff:programme-pause",
        post=CLINICIANS,
        about={"uuid": "programme.uuid"},
    ),
    Line(
        "A row changed", "staff:row-change staff:row-remove staff:row-move", post=CLINICIANS, about={"uuid": "row.uuid"}
    ),
    Line(
        "A running plan chosen", "staff:running-plan", get=CLINICIANS, post=CLINICIANS, about={"uuid": "patient.uuid"}
    ),
    Line(
        "A running plan set to a step, or ended",
        "staff:running-step staff:running-end",
        post=CLINICIANS,
        about={"uuid": "running_plan.uuid"},
    ),
    Line("A phase begun", "staff:move-phase", post=CLINICIANS, about={"uuid": "programme.uuid"}),
    Line(
        "A programme on paper",
        "staff:programme-sheet staff:programme-sheet-pdf",
        get=CLINICIANS,
        about={"uuid": "programme.uuid"},
    ),
    Line("Suggestions decided", "staff:decide", post=CLINICIANS, send={"suggestion": "suggestion.uuid"}),
    Line("The exercise library for clinicians", "staff:exercises", get=CLINICIANS),
    Line("One exercise in full", "staff:exercise", get=CLINICIANS, about={"slug": "exercise.slug"}),
    Line("An exercise of the clinic's own", "staff:exercise-new", get=CLINICIANS, post=CLINICIANS),
    Line(
        "An exercise of the clinic's own changed",
        "staff:exercise-change",
        get=CLINICIANS,
        post=CLINICIANS,
        about={"slug": "own_exercise.slug"},
    ),
    Line(
        "An exercise of the clinic's own retired",
        "staff:exercise-retire",
        post=CLINICIANS,
        about={"slug": "own_exercise.slug"},
    ),
    Line(
        "A photo or video of an exercise sent",
        "staff:exercise-picture",
        get=CLINICIANS,
        post=CLINICIANS,
        about={"slug": "exercise.slug"},
    ),
    Line("A photo or video taken down", "staff:exercise-take-down", post=CLINICIANS, about={"slug": "exercise.slug"}),
    Line(
        "A photo or video: clinicians, and the patient who has the exercise",
        "demonstration",
        get=CALS_CARE,
        about={"uuid": "demonstration.uuid"},
    ),
    Line("A star for an exercise", "staff:exercise-star", post=CLINICIANS, about={"slug": "exercise.slug"}),
    Line("The rules: read by clinicians", "staff:rules", get=CLINICIANS),
    Line("The rules, set by the owner", "staff:rules-change", get=OWNER, post=OWNER),
    Line("Sign-in is allauth's", "admin:login", get="ask ask ask ask ask ask", post="ask ask ask ask ask ask"),
    Line("Signing out of the staff site", "admin:logout", post=CLINICIANS),
    Line("Own password", "admin:password_change", get=CLINICIANS, post=CLINICIANS),
    Line("Own password changed", "admin:password_change_done admin:jsi18n", get=CLINICIANS),
    Line(
        "Choices of no field, and no page at all",
        "admin:autocomplete",
        get=NOBODY,
    ),
    Line("No page at all", "/admin/<url>", get=NOBODY, about={"url": "unknown"}),
    Line(
        "No way to the public site",
        "admin:view_on_site",
        get=NOBODY,
        about={"content_type_id": "one", "object_id": "one"},
    ),
    Line("The registers of one room", "admin:app_list", get=CLINICIANS, about={"app_label": "app_label"}),
]

API = [
    Line("Instruments", "api:instrument-list", get=API_SIGNED_IN),
    Line("An instrument", "api:instrument-detail", get=API_SIGNED_IN, about={"key": "instrument"}),
    Line("Scores", "api:outcome-list", get=API_CARE, post=API_CARE),
    Line("Examinations", "api:assessment-list", get=API_CLINICIANS, post=API_CLINICIANS),
    Line(
        "An examination: a draft is its author's",
        "api:assessment-detail",
        get=API_ANA_ALONE,
        patch=API_ANA_ALONE,
        about={"id": "draft.uuid"},
    ),
    Line("An examination signed", "api:assessment-sign", post=API_ANA_ALONE, about={"id": "draft.uuid"}),
    Line("An examination added to", "api:assessment-addenda", post=API_CLINICIANS, about={"id": "signed.uuid"}),
    Line("What an examination says", "api:assessment-reading", get=API_CLINICIANS, about={"id": "signed.uuid"}),
    Line("The exercise library", "api:exercise-list", get=API_SIGNED_IN),
    Line("An exercise", "api:exercise-detail", get=API_SIGNED_IN, about={"slug": "exercise.slug"}),
    Line("An exercise drawn", "api:exercise-figure", get=API_SIGNED_IN, about={"slug": "exercise.slug"}),
    Line("Programme templates", "api:programme-template-list", get=API_CLINICIANS),
    Line("Programmes", "api:programme-list", get=API_CARE, post=API_CLINICIANS),
    Line("Today's session", "api:programme-today", get=API_CALS_CARE, about={"id": "programme.uuid"}),
    Line("Suggestions", "api:programme-suggestions", get=API_CLINICIANS, about={"id": "programme.uuid"}),
    Line(
        "A suggestion decided",
        "api:suggestion-accept api:suggestion-override",
        post=API_CLINICIANS,
        about={"id": "suggestion.uuid"},
    ),
    Line("A session logged", "api:session-list", post=API_CARE),
    Line("Runs", "api:run-list", get=API_CARE, post=API_CARE),
    Line("Running plans", "api:running-plan-list", get=API_CARE, post=API_CLINICIANS),
    Line("A running plan", "api:running-plan-detail", get=API_CALS_CARE, about={"id": "running_plan.uuid"}),
    Line(
        "A running plan set to a step", "api:running-plan-step", post=API_CLINICIANS, about={"id": "running_plan.uuid"}
    ),
    Line("A file of runs", "api:run-import-file", post=API_CARE),
    Line("A morning check", "api:check-in-list", post="401 yes yes no 403 403"),
    Line("Articles", "api:article-list", get=EVERYBODY),
    Line("An article", "api:article-detail", get=EVERYBODY, about={"slug": "article.slug"}),
    Line("An article read", "api:article-read", post=API_PATIENTS_DO, about={"slug": "article.slug"}),
    Line("Enquiries: anybody asks, staff read", "api:enquiry-list", get=API_STAFF, post=EVERYBODY),
    Line(
        "An enquiry: the desk works it",
        "api:enquiry-detail",
        get=API_STAFF,
        patch=API_DESK,
        about={"id": "enquiry.uuid"},
    ),
    Line("Free times", "api:slots", get=EVERYBODY),
    Line("Visits", "api:appointment-list", get=API_SIGNED_IN, post=API_SIGNED_IN),
    Line("A visit", "api:appointment-detail", get="401 yes no yes yes yes", about={"id": "visit.uuid"}),
    Line(
        "A visit confirmed, moved, cancelled",
        "api:appointment-confirm api:appointment-move api:appointment-cancel",
        post="401 yes no yes yes yes",
        about={"id": "visit.uuid"},
    ),
    Line(
        "A visit on its day: the clinic",
        "api:appointment-arrive api:appointment-start api:appointment-attend api:appointment-miss",
        post="401 403 no yes yes yes",
        about={"id": "visit.uuid"},
    ),
    Line("Patients", "api:patient-list", get=API_SIGNED_IN, post="401 403 403 yes yes yes"),
    Line(
        "A patient",
        "api:patient-detail",
        get="401 yes no yes yes yes",
        patch="401 403 no yes yes yes",
        about={"id": "patient.uuid"},
    ),
    Line("A patient's timeline", "api:patient-timeline", get="401 yes no no yes yes", about={"id": "patient.uuid"}),
    Line("Episodes: physios open them", "api:episode-list", get=API_CARE, post="401 403 403 no yes 403"),
    Line(
        "An episode",
        "api:episode-detail",
        get=API_CALS_CARE,
        patch="401 403 no no yes 403",
        about={"id": "episode.uuid"},
    ),
    Line("Messages", "api:followup-list", get=API_STAFF),
    Line("The own record", "api:me", get=API_MY_RECORD),
]

LINES: list[Line] = [*WEBSITE, *ACCOUNTS, *PORTAL, *FRONT_DESK, *STAFF_SITE, *API]


@dataclass(frozen=True)
class Register:
    """One register of Django's admin. `look` and `change` are policies; nothing named means nobody."""

    model: str
    thing: str
    look: str
    change: str = NOBODY
    add: str = ""
    delete: str = NOBODY

    def lines(self) -> Iterator[Line]:
        """Its six pages. Adding is for those who change, unless said otherwise."""
        about = {"object_id": f"{self.thing}.pk"}
        app, model = self.model.split("_")
        add = self.add or self.change
        page = Line(f"Register of {model}", f"admin:{self.model}_changelist", get=self.look, post=self.look)
        yield page
        yield replace(page, urls=f"admin:{self.model}_add", get=add, post=add)
        yield replace(page, urls=f"admin:{self.model}_change", post=self.change, about=about)
        yield replace(page, urls=f"admin:{self.model}_delete", get=self.delete, post=self.delete, about=about)
        yield replace(page, urls=f"admin:{self.model}_history", post="", about=about)
        # The short address leads to the page of one row, which asks for itself.
        yield replace(page, urls=f"/admin/{app}/{model}/<object_id>/", get=CLINICIANS, post="", about=about)


REGISTERS = [
    Register("patients_patient", "patient", look=CLINICIANS, change=CLINICIANS),
    Register("programmes_exercise", "exercise", look=CLINICIANS),
    Register("programmes_programmetemplate", "template", look=CLINICIANS),
    Register("education_article", "article", look=CLINICIANS, change=CLINICIANS),
    Register("bookings_practice", "practice", look=OWNER, change=OWNER, add=NOBODY),
    Register("bookings_workinghours", "hours", look=OWNER, change=OWNER, delete=OWNER),
    Register("bookings_absence", "absence", look=OWNER, change=OWNER, delete=OWNER),
    Register("bookings_appointmenttype", "visit_type", look=OWNER, change=OWNER, delete=OWNER),
    Register("bookings_room", "room", look=OWNER, change=OWNER, delete=OWNER),
    Register("bookings_closure", "closure", look=OWNER, change=OWNER, delete=OWNER),
    Register("accounts_user", "user", look=OWNER, change=OWNER),
    Register("accounts_apikey", "api_key", look=OWNER, add=OWNER, delete=OWNER),
    Register("account_emailaddress", "address", look=OWNER, change=OWNER, delete=OWNER),
    Register("mfa_authenticator", "second_step", look=OWNER, change=OWNER, delete=OWNER),
]


def all_lines() -> list[Line]:
    return [*LINES, *(line for register in REGISTERS for line in register.lines())]
