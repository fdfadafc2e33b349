"""The page of a case on Django under gunicorn.

    django_page.py FOLDER PORT REVIEWS CONNECTIONS      serves until it is ended

What one would write with Django: SQLite (WAL), sessions in the database, the user and their role from the database, a check that
they declared no conflict about this case, the case with its entries, limits and written notices, and a template that shows them.
No Cedar, no law, no clock: limits are read as they were stored, days as the text that is shown, rows as plain values. Writes `pages.txt` and `cookies.txt` into the folder.
"""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

folder, port, reviews, connections = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
folder.mkdir(parents=True, exist_ok=True)
file = folder / "page.sqlite3"
is_new = not file.exists()

import django  # noqa: E402
from django.conf import settings  # noqa: E402

TEMPLATE = """{% extends "shell.html" %}{% block main %}
<p><a href="/reviews">Reviews</a></p><h1>{{ case.title }}</h1>
<p>{{ case.number }} <span class="chip">{{ case.step }}</span> <a href="/law/{{ case.law }}">{{ case.law }}</a></p>
<p class="sentence">{{ case.step }}, {{ case.party }}</p>
<section><h2>Time limits</h2><table><thead><tr><th>Limit</th><th>State</th><th>Starts</th><th>Due</th><th>Counted</th></tr></thead><tbody>
{% for limit in limits %}<tr><td>{{ limit.name }}<br><span class="soft">{{ limit.article }}</span></td><td><span class="chip">{{ limit.state }}</span></td>
<td>{{ limit.start }}</td><td><a href="/reviews/{{ case.pk }}/limits/{{ limit.pk }}">{{ limit.due }}</a></td><td>{{ limit.counted }} of {{ limit.total }}</td></tr>
{% endfor %}</tbody></table></section>
<section><h2>Docket</h2><table><thead><tr><th>No.</th><th>Day</th><th>Who</th><th>What</th></tr></thead><tbody>
{% for entry in entries %}<tr id="entry-{{ entry.position }}"><td>{{ entry.position }}</td><td>{{ entry.at }}</td><td>{{ entry.actor }}</td>
<td>{{ entry.act }}: {{ entry.body.because }}{% if entry.notice %}<div><a href="/reviews/{{ case.pk }}/notices/{{ entry.position }}">{{ entry.notice }}</a></div>{% endif %}
<div class="soft">entered by {{ entry.by }}</div></td></tr>
{% endfor %}</tbody></table></section>
<section><h2>What can be done</h2>{% for act in acts %}<a class="button" href="/reviews/{{ case.pk }}/acts/{{ act }}">{{ act }}</a>{% endfor %}</section>
{% endblock %}"""
SHELL = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ case.number }} {{ case.title }}</title>
<link rel="stylesheet" href="/assets/site.css"></head><body><header><a href="/">Reviews</a><nav>
{% for place in places %}<a href="/{{ place }}">{{ place }}</a>{% endfor %}</nav><a href="/account">{{ user.first_name }}</a></header>
<main>{% block main %}{% endblock %}</main></body></html>"""

settings.configure(
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="a bench keeps no secret",
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(file),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": ["django.contrib.auth.context_processors.auth"],
                # Templates are compiled once and kept.
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"page.html": TEMPLATE, "shell.html": SHELL})],
                    )
                ],
            },
        }
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=False,
    USE_I18N=False,
)
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import Http404  # noqa: E402
from django.shortcuts import get_object_or_404, render  # noqa: E402
from django.urls import path  # noqa: E402


class Case(models.Model):
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    step = models.CharField(max_length=40)
    law = models.CharField(max_length=40)
    party = models.CharField(max_length=80)

    class Meta:
        app_label = "peer"


class Entry(models.Model):
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    position = models.IntegerField()
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    notice = models.CharField(max_length=40, blank=True)
    body = models.JSONField()

    class Meta:
        app_label = "peer"
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="once")]


class Limit(models.Model):
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    name = models.CharField(max_length=60)
    article = models.CharField(max_length=60)
    state = models.CharField(max_length=60)
    start = models.CharField(max_length=40)
    due = models.CharField(max_length=40)
    counted = models.IntegerField()
    total = models.IntegerField()

    class Meta:
        app_label = "peer"


class Declaration(models.Model):
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    conflict = models.BooleanField()

    class Meta:
        app_label = "peer"
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="declared_once")]


class Role(models.Model):
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    role = models.CharField(max_length=40)
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        app_label = "peer"


@login_required
def show(request, pk):
    case = get_object_or_404(Case, pk=pk)
    today = date.today()
    roles = [role.role for role in Role.objects.filter(user=request.user, start__lte=today)]
    declared = Declaration.objects.filter(case=case, user=request.user).first()
    if "officer" not in roles or declared is None or declared.conflict:
        raise Http404
    acts = ["announce", "note", "correct", "serve", "report", "refer"] if case.step == "closed" else ["propose"]
    return render(
        request,
        "page.html",
        {
            "case": case,
            "entries": case.entry_set.order_by("position").values("position", "at", "actor", "act", "by", "notice", "body"),
            "limits": case.limit_set.order_by("pk").values(
                "pk", "name", "article", "state", "start", "due", "counted", "total"
            ),
            "acts": acts,
            "places": ["reviews", "law", "days"],
        },
    )


urlpatterns = [path("reviews/<int:pk>", show)]

BODIES = ["ndrc", "miit", "mps", "mss", "mof", "mofcom", "pboc", "samr", "nrta", "csrc", "nsb", "sca", "nea"]
ACTS = [
    ("party", "files"),
    ("office", "confirm-filing"),
    ("office", "open-review"),
    ("office", "request-supplement"),
    ("party", "supply-supplement"),
    ("office", "extend-limit"),
    ("office", "propose"),
    *((f"unit:{body}", "reply") for body in BODIES),
    ("office", "conclude"),
    ("office", "announce"),
    ("office", "note"),
]
LIMITS = ["intake", "preliminary-review", *(f"consultation of {body}" for body in BODIES)]


def fill():
    with connection.schema_editor() as editor:
        for model in (Case, Entry, Limit, Declaration, Role):
            editor.create_model(model)
    at = datetime(2026, 3, 2, 9, 0)
    with transaction.atomic():
        users = []
        for nth in range(connections):
            user = User.objects.create(username=f"officer{nth}", first_name=f"officer{nth}")
            Role.objects.create(user=user, role="officer", start=date(2020, 1, 1))
            users.append(user)
        for first in range(0, reviews, 1000):
            some = [
                Case(pk=n + 1, number=f"网审〔2026〕{n + 1}号", title=f"采购案 {n}", step="closed", law="measures-2022", party="party")
                for n in range(first, min(reviews, first + 1000))
            ]
            Case.objects.bulk_create(some)
            Entry.objects.bulk_create(
                Entry(
                    case=case,
                    position=position,
                    at=(at + timedelta(days=position)).strftime("%Y-%m-%d %a %H:%M"),
                    actor=actor,
                    act=act,
                    by=f"officer{position}",
                    notice=f"网审通〔2026〕{position}号" if actor == "office" and position < 8 else "",
                    body={"act": act, "because": "as the materials show", "opinion": "agree"},
                )
                for case in some
                for position, (actor, act) in enumerate(ACTS, start=1)
            )
            Limit.objects.bulk_create(
                Limit(
                    case=case, name=name, article="Art. 10", state="met", start="2026-03-03 Tue", due="2026-04-14 Tue", counted=7, total=30
                )
                for case in some
                for name in LIMITS
            )
        visited = list(Case.objects.values_list("pk", flat=True)[:: max(1, reviews // 1000)])
        Declaration.objects.bulk_create(
            Declaration(case_id=pk, user=user, conflict=False) for pk in visited for user in users
        )
    cookies = []
    for user in users:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        cookies.append(f"sessionid={session.session_key}")
    (folder / "cookies.txt").write_text("\n".join(cookies) + "\n")
    (folder / "pages.txt").write_text("".join(f"/reviews/{pk}\n" for pk in visited))


if __name__ == "__main__":
    if is_new:
        call_command("migrate", verbosity=0)
        fill()
    connection.close()

    from gunicorn.app.base import BaseApplication

    class Served(BaseApplication):
        def load_config(self):
            for name, value in {
                "bind": f"127.0.0.1:{port}",
                "workers": 2,
                "worker_class": "gthread",
                "threads": 4,
                "keepalive": 60,
                "loglevel": "error",
            }.items():
                self.cfg.set(name, value)

        def load(self):
            return get_wsgi_application()

    Served().run()
