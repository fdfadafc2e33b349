"""Runs the limits of replayed examples again, from the files of other lands alone.

usage: anshen docket replay --json PAGES | rerun_examples.py LAW_EXAMPLES CALENDAR_EXAMPLES

Shares no code with the program: reads which acts were accepted on which days, and finds by itself,
walking day by day, where each limit begins, stops and ends. Says what it compared.
"""
import json
import pathlib
import sys
import tomllib
from datetime import date, timedelta

laws, calendars = map(pathlib.Path, sys.argv[1:3])
DAY = timedelta(days=1)
OFF = {}
for path in calendars.glob("*.toml"):
    file = tomllib.loads(path.read_text())
    known = {basis["id"]: basis["date"] for basis in file["basis"]}
    for calendar in file["calendar"]:
        OFF[calendar["id"]] = [
            (date.fromisoformat(day), known[holiday["basis"]])
            for holiday in file["holiday"] if set(holiday["parts"]) & set(calendar["parts"])
            for day in holiday["days"]]
LAWS = {file["id"]: file for file in
        (tomllib.loads(path.read_text()) for path in laws.glob("*.toml"))}


def last_day(law, step, start, extension, stops, readings, known_on):
    off = {day for day, known in OFF[law["calendar"]] if known <= known_on}
    works = lambda day: day.weekday() < 5 and day not in off
    counted = step.get("first_day", readings["start-day"]) == "counted"
    at, left = start - DAY if counted else start, extension
    left += step["working_days"] if "working_days" in step else step["calendar_days"]
    while left:
        at += DAY
        if any(begin < at and end is None for begin, end in stops):
            return None
        stopped = any(begin < at <= end for begin, end in stops)
        left -= not stopped and ("calendar_days" in step or works(at))
    while step.get("ends") == "next-working-day" and not works(at):
        at += DAY
    return at


def runs(scenario, law):
    """First day, extension and the stretches that do not count, of every limit that began."""
    steps, accepted = {s["name"]: s for s in law["step"]}, "filing-accepted"
    begun, extended, stops, opinions = {}, {}, {}, {}
    asked = {unit["id"] for unit in law["member"] if not unit.get("host")}
    for s in scenario["steps"]:
        if not s["accepted"]:
            continue
        act, day, command = s["command"]["act"], date.fromisoformat(s["date"]), s["command"]
        if act == "files" and steps["intake"].get("starts") != accepted:
            begun["intake"] = day
        elif act == "confirm-filing" and steps["intake"].get("starts") == accepted:
            begun["intake"] = day
        elif act == "open-review":
            begun["preliminary-review"] = day
        elif act == "extend-limit":
            extended[command["limit"]] = extended.get(command["limit"], 0) + command["working_days"]
        elif act == "request-supplement" and law["departs"]["supplement"] == "stops":
            stops[len(stops) + 1] = [day, None]
        elif act == "find-supplement-incomplete" and stops:
            stops[len(stops) + 1] = [day, None]
        elif act == "supply-supplement" and stops:
            max(stops.values())[1] = day
        elif act == "reply" and "special-review" not in begun:
            opinions[s["actor"].partition(":")[2]] = command["opinion"]
            if scenario["positions"]["members"] == "concerned":
                asked = set(opinions)
            if set(opinions) == asked and "disagree" in opinions.values():
                begun["special-review"] = day
        elif act == "submit-to-commission":
            begun["commission-approval"] = day
    return steps, begun, extended, list(stops.values())


compared, differs = 0, []
for scenario in json.load(sys.stdin):
    law = LAWS.get(scenario["law"])
    if law is None:
        continue
    steps, begun, extended, stops = runs(scenario, law)
    limits = {l["limit"]: l for l in scenario["state"]["limits"]}
    for name, start in begun.items():
        step = steps[name]
        if not {"working_days", "calendar_days"} & set(step):
            continue
        held = stops if name == "preliminary-review" else []
        known_on = "2021-06-16" if "之前所知" in scenario["scenario"] else "9999-12-31"
        due = last_day(law, step, start, extended.get(name, 0), held, scenario["positions"], known_on)
        compared += 1
        theirs = limits.pop(name, {})
        if (theirs.get("start"), theirs.get("due")) != (str(start), due and str(due)):
            differs.append([scenario["scenario"], name, str(start), str(due), theirs])
    differs += [[scenario["scenario"], l, "not found here"] for l in limits]
print(json.dumps({"compared": compared, "differs": differs}, ensure_ascii=False))
