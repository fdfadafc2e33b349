"""Runs the limits of replayed dockets again, from the law and calendar files alone.

usage: anshen docket replay --json PAGES | rerun.py LAW_FOLDER CALENDAR_FOLDER

Shares no code with the program: reads which acts were accepted on which days, and finds by itself
where each limit begins, stops and ends. Says what it compared, and what it does not know.
"""
import json
import pathlib
import sys
import tomllib
from datetime import date, timedelta

law_folder, calendar_folder = map(pathlib.Path, sys.argv[1:3])
OFF, MAKE_UP, YEARS = set(), set(), set()
DAY = timedelta(days=1)
# Positions this reader knows, each with the one reading of it that it knows; the rest move no day here.
KNOWN = {"start-day": "excluded", "month-end": "next-working-day", "preliminary-start": "dispatch",
         "ex-officio-start": "dispatch", "resume": "day-after-receipt", "consultation": "after",
         "tolls": "reviews-and-intake", "consultation-clock": "each", "proposal-receipt": "delivery",
         "special-start": "division", "commission-time": "counted", "transition": "new-steps",
         "new-years-eve-2024": "working", "silence": "none"}


def day(text):
    return text if isinstance(text, date) else date.fromisoformat(text)


for path in sorted(calendar_folder.glob("2*.toml")):
    file = tomllib.loads(path.read_text())
    YEARS.add(file["year"])
    for paper in file.get("paper", []):
        for holiday in paper.get("holiday", []):
            off, last = day(holiday["from"]), day(holiday.get("to", holiday["from"]))
            while off <= last:
                OFF.add(off)
                MAKE_UP.discard(off)
                off += DAY
            for made_up in map(day, holiday.get("make_up", [])):
                MAKE_UP.add(made_up)
                OFF.discard(made_up)

LAWS = {}
for path in law_folder.glob("*.toml"):
    file = tomllib.loads(path.read_text())
    if "step" in file:
        LAWS[file["id"]] = {s["name"]: s for s in file["step"]}
        LAWS[file["id"]]["target"] = {"working_days": file.get("second_consultation_target")}


def works(at):
    return at in MAKE_UP or (at.weekday() < 5 and at not in OFF)


def stopped(at, stops):
    return any(begin < at and (end is None or at <= end) for begin, end in stops)


def due(start, rule, extension, stops):
    """The last day; None while stopped; an error where months are stopped or longer."""
    if "months" in rule:
        if stops or extension:
            raise LookupError("months that are stopped or extended")
        month = start.month - 1 + rule["months"]
        end = date(start.year + month // 12, month % 12 + 1, start.day)
        while not works(end):
            end += DAY
        return end
    left, at = rule["working_days"] + extension, start
    while left:
        at += DAY
        if at.year > max(YEARS):
            raise LookupError("a year without a notice")
        if stopped(at, stops):
            if any(begin < at and end is None for begin, end in stops):
                return None
        elif works(at):
            left -= 1
    return at


def limits(scenario):
    """Name, body and effect of every limit, with its version, first and last day."""
    steps = [s for s in scenario["steps"] if s["accepted"]]
    days = {s["entry"]: day(s["dated"] or s["date"]) for s in steps}
    for s in steps:
        command = s["command"]
        if command["act"] == "correct" and command.get("dated"):
            days[command["entry"]] = day(command["dated"])
    law, runs, stops, lacking, named = scenario["law"], {}, {}, set(), 0
    complete, confirmed = scenario["positions"]["intake-start"] == "complete", False
    round_, replied, special, letters = "statutory", {}, False, set()
    for s in steps:
        if s["command"]["act"] == "receive-proposal":
            letters.add(s["actor"].partition(":")[2])
    expected = {(l["of"], l["effect"]) for l in scenario["state"]["limits"] if l["of"]}

    def begin(name, entry, of=None, effect="statutory"):
        runs[(name, of, effect)] = {"law": law, "start": entry, "extension": 0, "met": None}

    def meet(entry, name, of=None, effect="statutory"):
        if (name, of, effect) in runs:
            run = runs[(name, of, effect)]
            run["met"] = run["met"] or entry

    def lack(entry, what):
        lacking.add(what)
        if complete:
            runs[("intake", None, "statutory")]["start"] = None
        else:
            stops.setdefault("deficiency", []).append([entry, None])

    def supply(entry, what):
        lacking.discard(what)
        if lacking:
            return
        if complete:
            runs[("intake", None, "statutory")]["start"] = entry
        elif "deficiency" in stops:
            stops["deficiency"][-1][1] = entry

    for s in steps:
        command, act, entry = s["command"], s["command"]["act"], s["entry"]
        body = s["actor"].partition(":")[2]
        opened = ("preliminary-review", None, "statutory") in runs
        if act == "files":
            begin("intake", entry)
            if command.get("without") and complete:
                lack(entry, "filing")
        elif act == "return-filing":
            lack(entry, "filing")
        elif act == "complete-filing":
            lacking.clear()
            supply(entry, "filing")
        elif act == "confirm-filing":
            confirmed = True
        elif act == "request-supplement":
            named += 1
            if complete and not confirmed and not opened:
                lack(entry, named)
            else:
                stops[named] = [[entry, None]]
        elif act in ("supply-supplement", "withdraw-request") and not command.get("in_part"):
            open_ = [n for n in stops if stops[n][-1][1] is None and n != "deficiency"]
            number = command.get("request") or [*open_, *(n for n in lacking if n != "filing")][0]
            if number in lacking:
                supply(entry, number)
            else:
                stops[number][-1][1] = entry
        elif act == "find-supplement-incomplete":
            if complete and not confirmed and not opened:
                lack(entry, command["request"])
            else:
                stops.setdefault(command["request"], []).append([entry, None])
        elif act in ("open-review", "find-no-review-needed"):
            meet(entry, "intake")
            if act == "open-review":
                begin("preliminary-review", entry)
        elif act == "announce" and command["what"] == "review" and not opened:
            begin("preliminary-review", entry)
        elif act == "extend-limit":
            runs[(command["limit"], None, "statutory")]["extension"] += command["working_days"]
        elif act in ("propose", "amend-proposal", "propose-again"):
            round_ = "internal" if act == "propose-again" else "statutory"
            if act == "propose":
                meet(entry, "preliminary-review")
            replied = {}
            for of, effect in expected:
                if effect == round_:
                    begin("consultation", None if of in letters else entry, of, effect)
        elif act == "receive-proposal" and ("consultation", body, round_) in runs:
            runs[("consultation", body, round_)]["start"] = entry
        elif act in ("withdraw-proposal", "also-consult"):
            raise LookupError("proposals withdrawn, bodies added")
        elif act == "reply" and ("consultation", body, round_) in runs:
            run = runs[("consultation", body, round_)]
            run["start"] = run["start"] or entry
            meet(entry, "consultation", body, round_)
            replied[body] = command["opinion"] in ("disagree", "agree-on-condition")
            all_in = set(replied) == {of for of, effect in expected if effect == round_}
            if round_ == "statutory" and all_in and any(replied.values()) and not special:
                begin("special-review", entry)
                special = True
        elif act == "establish-division":
            begin("special-review", entry)
            special = True
        elif act == "conclude":
            meet(entry, "special-review")
        elif act == "carry-over":
            law = command["law"]
    found = {}
    for (name, of, effect), run in runs.items():
        if run["start"] is None:
            found[(name, of, effect)] = (run["law"], None, None)
            continue
        met = run["met"] or max(days)
        counts = [spans for number, spans in stops.items()
                  if name != "consultation" and (name == "intake" or number != "deficiency")]
        held = [(days[a], days[b] if b and b <= met else None)
                for spans in counts for a, b in spans if a <= met]
        rule = LAWS[run["law"]]["target" if effect == "internal" else name]
        last = due(days[run["start"]], rule, run["extension"], held)
        found[(name, of, effect)] = (run["law"], days[run["start"]], last)
    return found


compared, skipped, differs = 0, {}, []
for scenario in json.load(sys.stdin):
    try:
        other = [f"{k}={v}" for k, v in scenario["positions"].items() if KNOWN.get(k, v) != v]
        if other:
            raise LookupError("another reading than this reader knows")
        if any(s["irregular"] for s in scenario["steps"]):
            raise LookupError("an irregular entry")
        held = scenario["state"]["limits"]
        found = limits(scenario)
    except LookupError as why:
        skipped[str(why)] = skipped.get(str(why), 0) + 1
        continue
    for limit in held:
        key = (limit["limit"], limit["of"], limit["effect"])
        theirs = (limit["law"], limit["start"], limit["due"])
        ours = found.pop(key, None)
        ours = ours and (ours[0], ours[1] and str(ours[1]), ours[2] and str(ours[2]))
        compared += 1
        if ours != theirs:
            differs.append([scenario["scenario"], key, ours, theirs])
    differs += [[scenario["scenario"], key, "not in the program's answer"] for key in found]
print(json.dumps({"compared": compared, "skipped": skipped, "differs": differs}, ensure_ascii=False))
