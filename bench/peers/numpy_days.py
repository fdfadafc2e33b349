"""The n-th working day after a day, by numpy.busday_offset.

    numpy_days.py pairs PAIRS            draws the pairs that both sides answer
    numpy_days.py run PAIRS RESULTS      answers them, holds RESULTS against its own, prints one JSON line

PAIRS: per pair two little-endian int32, the day as days since 1970-01-01 and n. RESULTS: per pair one such int32,
the day. The rest days come from calendar/*.toml, read here without any code of ours.
"""

import json
import sys
import time
import tomllib
from datetime import date, timedelta
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
COUNT = 1_000_000
LONGEST = 120
SEED = 20220215
# How often all pairs are answered; the pass in the middle counts.
PASSES = 3


def stretch(holiday):
    """The days off of one holiday of a notice."""
    first = date.fromisoformat(holiday["from"])
    last = date.fromisoformat(holiday.get("to", holiday["from"]))
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def rest_days():
    """Every rest day of the announced years, and those years."""
    years, papers = [], []
    for file in sorted((ROOT / "calendar").glob("[0-9]*.toml")):
        year = tomllib.loads(file.read_text(encoding="utf-8"))
        years.append(year["year"])
        papers += year["paper"]
    span = (date(max(years), 12, 31) - date(min(years), 1, 1)).days + 1
    every = (date(min(years), 1, 1) + timedelta(days=n) for n in range(span))
    rest = {day for day in every if day.weekday() >= 5}
    # A day has what the latest paper that names it says.
    for paper in sorted(papers, key=lambda paper: paper["date"]):
        for holiday in paper["holiday"]:
            rest.update(stretch(holiday))
            rest.difference_update(map(date.fromisoformat, holiday.get("make_up", [])))
    return sorted(rest), years


def draw(path):
    rest, years = rest_days()
    random = np.random.default_rng(SEED)
    first = np.datetime64(f"{min(years)}-01-01", "D").astype(int)
    last = np.datetime64(f"{max(years)}-12-31", "D").astype(int)
    # The longest count ends before the last announced year does.
    start = random.integers(first, last - 2 * LONGEST, COUNT)
    n = random.integers(1, LONGEST + 1, COUNT)
    np.stack([start, n], axis=1).astype("<i4").tofile(path)
    return {"name": "pairs", "n": COUNT, "rest_days": len(rest)}


def run(path, results):
    rest, _ = rest_days()
    calendar = np.busdaycalendar(weekmask="1111111", holidays=np.array(rest, dtype="datetime64[D]"))
    pairs = np.fromfile(path, dtype="<i4").reshape(-1, 2)
    start = pairs[:, 0].astype("datetime64[D]")
    n = pairs[:, 1].astype("int64")
    due = np.full(len(pairs), np.datetime64("1970-01-01", "D"))
    passes = []
    for _ in range(PASSES):
        begun = time.perf_counter()
        # From a rest day the count begins at the working day before it: its first is the next one.
        np.busday_offset(start, n, roll="backward", busdaycal=calendar, out=due)
        passes.append(time.perf_counter() - begun)
    took = sorted(passes)[PASSES // 2]
    answer = {
        "name": "days",
        "peer": f"numpy {np.__version__}",
        "n": len(pairs),
        "per_second": len(pairs) / took,
        "ns_per_call": took * 1e9 / len(pairs),
    }
    if Path(results).exists():
        ours = np.fromfile(results, dtype="<i4")
        due = due.astype("int32")
        answer["disagree"] = int(np.count_nonzero(ours != due)) if len(ours) == len(due) else len(due)
        for index in np.flatnonzero(ours != due)[:3] if len(ours) == len(due) else []:
            print(start[index], n[index], "numpy", np.datetime64(int(due[index]), "D"),
                  "anshen", np.datetime64(int(ours[index]), "D"), file=sys.stderr)
    return answer


match sys.argv[1:]:
    case ["pairs", path]:
        print(json.dumps(draw(path)))
    case ["run", path, results]:
        print(json.dumps(run(path, results)))
    case _:
        sys.exit(__doc__)
