"""Whole cases of 23 acts on django-fsm-2 over SQLite (WAL, synchronous=FULL).

    django_fsm_cases.py FOLDER [CASES]      runs CASES cases (300), prints one JSON line

The way its own documentation shows: a model with an FSMField, a method per transition. An act is one transaction that
loads the case, makes the transition, saves the case and inserts an event row. No HTTP, no hash chain, no limits.
"""

import json
import sys
import time
from pathlib import Path

import django
from django.conf import settings

folder = Path(sys.argv[1])
cases = int(sys.argv[2]) if len(sys.argv) > 2 else 300
folder.mkdir(parents=True, exist_ok=True)
file = folder / "cases.sqlite3"
for stale in folder.glob("cases.sqlite3*"):
    stale.unlink()

settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(file),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    },
    INSTALLED_APPS=["django_fsm"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402
from django_fsm import FSMField, transition  # noqa: E402

BODIES = ["ndrc", "miit", "mps", "mss", "mof", "mofcom", "pboc", "samr", "nrta", "csrc", "nsb", "sca", "mot"]


class Case(models.Model):
    state = FSMField(default="new", protected=True)
    title = models.CharField(max_length=200)
    replies = models.IntegerField(default=0)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "peer"

    def all_replied(self):
        return self.replies == len(BODIES)

    @transition(field=state, source="new", target="filed")
    def file(self):
        pass

    @transition(field=state, source="filed", target="complete")
    def confirm(self):
        pass

    @transition(field=state, source="complete", target="preliminary")
    def open(self):
        pass

    @transition(field=state, source="preliminary", target="supplement")
    def request_supplement(self):
        pass

    @transition(field=state, source="supplement", target="preliminary")
    def supply_supplement(self):
        pass

    @transition(field=state, source="preliminary", target="preliminary")
    def extend(self):
        pass

    @transition(field=state, source="preliminary", target="consultation")
    def propose(self):
        pass

    @transition(field=state, source="consultation", target="consultation")
    def reply(self):
        self.replies += 1

    @transition(field=state, source="consultation", target="concluded", conditions=[all_replied])
    def conclude(self):
        pass

    @transition(field=state, source="concluded", target="concluded")
    def announce(self):
        pass

    @transition(field=state, source="*")
    def note(self):
        pass


class Event(models.Model):
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    position = models.IntegerField()
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    body = models.JSONField()

    class Meta:
        app_label = "peer"
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="once")]


ACTS = [
    ("party", "file"),
    ("office", "confirm"),
    ("office", "open"),
    ("office", "request_supplement"),
    ("party", "supply_supplement"),
    ("office", "extend"),
    ("office", "propose"),
    *((f"unit:{body}", "reply") for body in BODIES),
    ("office", "conclude"),
    ("office", "announce"),
    ("office", "note"),
]


def act(case_id, position, actor, verb):
    """One act in one transaction; the first one makes the case. Returns the case's id."""
    with transaction.atomic():
        case = Case.objects.get(pk=case_id) if case_id else Case(title="a purchase of routers")
        getattr(case, verb)()
        case.save()
        body = {"act": verb, "because": "as the materials show", "opinion": "agree"}
        Event.objects.create(case=case, position=position, actor=actor, act=verb, body=body)
    return case.pk


with connection.schema_editor() as editor:
    editor.create_model(Case)
    editor.create_model(Event)
assert len(ACTS) == 23, len(ACTS)

begun = time.perf_counter()
for _ in range(cases):
    case_id = None
    for position, (actor, verb) in enumerate(ACTS, start=1):
        case_id = act(case_id, position, actor, verb)
took = time.perf_counter() - begun

done = cases * len(ACTS)
assert Event.objects.count() == done and Case.objects.filter(state="concluded").count() == cases
with connection.cursor() as cursor:
    mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    full = cursor.execute("PRAGMA synchronous").fetchone()[0]
assert (mode, full) == ("wal", 2), (mode, full)
peer = f"django-fsm-2 on Django {django.get_version()}"
print(json.dumps({"name": "cases", "peer": peer, "n": done, "per_second": done / took}))
