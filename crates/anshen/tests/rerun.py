"""Runs the limits of replayed dockets again, from the law and calendar files alone.

usage: anshen docket replay --json PAGES | rerun.py LAW_FOLDER CALENDAR_FOLDER

Shares no code with the program: reads which acts were accepted on which days, and finds by itself
where each limit begins, stops and ends. In a year without a notice it knows weekends alone: it then
finds the day before which the program's range must not begin.
"""
import calendar, json, pathlib, sys, tomllib
from datetime import date, timedelta

law_folder, calendar_folder = map(pathlib.Path, sys.argv[1:3])
OFF, MAKE_UP, YEARS, LAWS, DAY = set(), set(), set(), {}, timedelta(days=1)


def day(text):
    return text if isinstance(text, date) else date.fromisoformat(text)


for path in sorted(calendar_folder.glob("2*.toml")):
    file = tomllib.loads(path.read_text())
    YEARS.add(file["year"])
    for holiday in (one for paper in file.get("paper", []) for one in paper.get("holiday", [])):
        first, made_up = day(holiday["from"]), set(map(day, holiday.get("make_up", [])))
        length = (day(holiday.get("to", holiday["from"])) - first).days + 1
        days_off = {first + n * DAY for n in range(length)}
        OFF, MAKE_UP = (OFF | days_off) - made_up, (MAKE_UP - days_off) | made_up
for file in (tomllib.loads(path.read_text()) for path in law_folder.glob("*.toml")):
    if "step" in file:
        LAWS[file["id"]] = {step["name"]: step for step in file["step"]}
        LAWS[file["id"]]["target"] = {"working_days": file.get("second_consultation_target")}


def works(at):
    return at in MAKE_UP or (at.weekday() < 5 and at not in OFF)


def from_then_on(at):
    return at if works(at) else from_then_on(at + DAY)


def due(start, rule, extension, stops):
    """The last day; None while stopped. Months end on the day of their number, moved by the
    calendar days of each stop that begins before they are over; working days go on from there."""
    left, at = rule.get("working_days", 0) + extension, start
    if "months" in rule:
        years, month = divmod(start.month - 1 + rule["months"], 12)
        last = calendar.monthrange(start.year + years, month + 1)[1]
        at = date(start.year + years, month + 1, min(start.day, last))
        for begin, end in (stop for stop in stops if not left or stop[0] <= at):
            if begin < from_then_on(at) and end is None:
                return None
            if begin < from_then_on(at):
                at = at + (end - begin) if begin <= at else end + DAY
        at = at if left else from_then_on(at)
    while left:
        at += DAY
        over = [end for begin, end in stops if begin < at and (end is None or at <= end)]
        if None in over:
            return None
        left -= works(at) and not over
    return at


def limits(scenario):
    """Version, first and last day of every limit, by its name, body and effect."""
    steps, positions = scenario["steps"], scenario["positions"]
    # Whoever reads a docket on the day of its last line does not know what is recorded after it.
    steps = [s for s in steps if s["accepted"] and s["date"] <= steps[-1]["date"]]
    of_act = lambda *names: [s for s in steps if s["command"]["act"] in names]
    days = {s["entry"]: day(s["dated"] or s["date"]) for s in steps}
    days |= {s["command"]["entry"]: day(s["command"]["dated"]) for s in of_act("correct") if s["command"].get("dated")}
    law, runs, replies, asked, confirmed = scenario["law"], {}, {}, 0, False
    spans = []  # what was asked for, the acts at both ends, whether it is the filing that lacks it
    asked_bodies = {(l["of"], l["effect"]) for l in scenario["state"]["limits"] if l["of"]}
    letters = {s["actor"].partition(":")[2] for s in of_act("receive-proposal")}
    joined = {s["command"]["body"].partition(":")[2] for s in of_act("also-consult")
              if of_act("propose") and of_act("propose")[0]["entry"] < s["entry"]}
    filed, complete = bool(of_act("files")), positions["intake-start"] == "complete"
    served, each = positions["preliminary-start"] == "service", positions["consultation-clock"] == "each"
    run = lambda name, of=None, effect="statutory": runs.get((name, of, effect), {})

    def begin(name, entry, of=None, effect="statutory"):
        runs[(name, of, effect)] = {"law": law, "start": entry, "extension": 0, "met": None}

    for s in steps:
        command, act, entry, body = s["command"], s["command"]["act"], s["entry"], s["actor"].partition(":")[2]
        opened, round_ = bool(run("preliminary-review")), "internal" if of_act("propose-again") and \
            of_act("propose-again")[0]["entry"] <= entry else "statutory"
        before, open_ = complete and filed and not confirmed and not opened, [x for x in spans if not x[2]]
        if act == "files":
            begin("intake", entry)
        if act == "return-filing" or act == "files" and command.get("without") and complete:
            spans.append(["filing", entry, None, True])
        elif act == "complete-filing":
            for span in (span for span in open_ if span[3]):
                span[2] = entry
        elif act == "request-supplement":
            asked += 1
            spans.append([asked, entry, None, before])
        elif act in ("supply-supplement", "withdraw-request") and not command.get("in_part"):
            numbered = [span for span in open_ if span[0] == command.get("request", span[0]) != "filing"]
            numbered[0][2] = entry
        elif act == "find-supplement-incomplete":
            spans.append([command["request"], entry, None, before])
        elif act in ("open-review", "find-no-review-needed", "announce") and not opened:
            if act != "announce" and filed:
                run("intake")["met"] = entry
            if act == "open-review" or command.get("what") == "review":
                begin("preliminary-review", None if served else entry)
        elif act == "serve" and served and command["notice"] == 1 and opened:
            if command["on"] == "party" or not filed:
                run("preliminary-review")["start"] = run("preliminary-review")["start"] or entry
        elif act == "extend-limit" and run(command["limit"]):
            run(command["limit"])["extension"] += command["working_days"]
        elif act in ("propose", "amend-proposal", "propose-again", "also-consult"):
            if act == "propose" and opened:
                run("preliminary-review")["met"] = entry
            added = command["body"].partition(":")[2] if act == "also-consult" else None
            replies = replies if added else {}
            for of, effect in asked_bodies:
                new = of == added and of in joined if added else act != "propose" or of not in joined
                if effect == round_ and new:
                    begin("consultation", None if of in letters and each else entry, of, round_)
        elif act == "withdraw-proposal":
            run("preliminary-review")["met"] = None
            runs = {key: one for key, one in runs.items() if key[0] != "consultation"}
        elif act in ("receive-proposal", "reply") and run("consultation", body, round_):
            one = run("consultation", body, round_)
            one["start"] = one["start"] or entry
            if act == "reply":
                one["met"] = one["met"] or entry
                replies[body] = command["opinion"] in ("disagree", "agree-on-condition")
            all_in = set(replies) == {of for name, of, effect in runs if of and effect == round_}
            if round_ == "statutory" and all_in and any(replies.values()) and not run("special-review"):
                begin("special-review", entry)
        elif act == "establish-division":
            begin("special-review", entry)
        elif act == "conclude" and run("special-review"):
            run("special-review")["met"] = entry
        elif act == "carry-over" and positions["transition"] != "start-version":
            law = command["law"]
            for one in (one for one in runs.values() if positions["transition"] == "all" and not one["met"]):
                one["law"] = law
        confirmed = confirmed or act == "confirm-filing"
    lacked = [end for _, _, end, filing in spans if filing and complete]
    if lacked and run("intake"):
        run("intake")["start"] = None if None in lacked else max(lacked)
    return {key: ended(key, one, days, spans, complete) for key, one in runs.items()
            if filed or positions["ex-officio-start"] != "none"}


def ended(key, one, days, spans, complete):
    (name, _, effect), met = key, one["met"] or max(days)
    if one["start"] is None:
        return one["law"], None, None
    stops = [(a, b if b and b <= met else None) for _, a, b, filing in spans if name != "consultation"
             and (not filing or name == "intake" and not complete) and a <= met and (not b or one["start"] < b)]
    stops = sorted((days[a], days[b] if b else None) for a, b in stops)
    rule = LAWS[one["law"]]["target" if effect == "internal" else name]
    last = due(days[one["start"]], rule, one["extension"], stops)
    return one["law"], str(days[one["start"]]), last and str(last)


compared, provisional, differs = 0, 0, []
for scenario in json.load(sys.stdin):
    found = limits(scenario)
    for limit in scenario["state"]["limits"]:
        key, theirs = [tuple(limit[name] for name in names.split()) for names in ("limit of effect", "law start due")]
        ours, compared = found.pop(key, None), compared + 1
        if limit["provisional"]:
            provisional += 1
            later = ours and ours[:2] == theirs[:2] and str(max(YEARS)) < ours[2][:4] and ours[2] <= theirs[2]
            theirs = ours if later else theirs
        differs += [[scenario["scenario"], key, ours, theirs]] if ours != theirs else []
    differs += [[scenario["scenario"], key, "not in the program's answer"] for key in found]
print(json.dumps({"compared": compared, "provisional": provisional, "differs": differs}, ensure_ascii=False))
