"""Bare SQLite (WAL, synchronous=FULL): rows of the size of an entry, nothing else.

    bare_sqlite.py FOLDER A_COMMIT [ROWS]      inserts ROWS rows, A_COMMIT rows a transaction, prints one JSON line

No case is loaded, nothing is checked, hashed or listed: what the file system and SQLite give.
"""

import json
import sqlite3
import sys
import time
from pathlib import Path

folder = Path(sys.argv[1])
a_commit = int(sys.argv[2])
rows = int(sys.argv[3]) if len(sys.argv) > 3 else 64_000 if a_commit > 1 else 10_000
folder.mkdir(parents=True, exist_ok=True)
for stale in folder.glob("bare.sqlite3*"):
    stale.unlink()

db = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
db.execute(
    "CREATE TABLE entry (review INTEGER, position INTEGER, recorded_at INTEGER, event TEXT, hash BLOB,"
    " PRIMARY KEY (review, position))"
)
event = json.dumps(
    {
        "number": 12,
        "date": "2024-06-20",
        "actor": "unit:miit",
        "command": {"act": "reply", "opinion": "agree", "because": "as the materials show"},
        "events": [{"event": "opinions-formed", "opinions": "agreed"}],
    }
)
batch = [(row // 23, row % 23, 1_700_000_000_000 + row, event, row.to_bytes(32, "big")) for row in range(rows)]

begun = time.perf_counter()
for start in range(0, rows, a_commit):
    db.execute("BEGIN IMMEDIATE")
    db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", batch[start : start + a_commit])
    db.execute("COMMIT")
took = time.perf_counter() - begun

assert db.execute("SELECT count(*) FROM entry").fetchone()[0] == rows
peer = f"SQLite {sqlite3.sqlite_version}, {a_commit} a commit"
print(json.dumps({"name": "bare", "peer": peer, "n": rows, "per_second": rows / took}))
