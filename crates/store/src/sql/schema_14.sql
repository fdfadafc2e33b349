-- Folder format 14: what a review is called and found by stands apart from how it stands, which
-- changes with nearly every act: its rows are short, and a commit writes fewer pages.
CREATE TABLE review_found (
    stream INTEGER PRIMARY KEY,
    number TEXT,
    title BLOB NOT NULL,
    party TEXT,
    text BLOB NOT NULL,
    search BLOB NOT NULL
) STRICT;

INSERT INTO review_found
SELECT r.stream, r.number, r.title, r.party, t.text, t.search
FROM review AS r JOIN review_text AS t ON t.stream = r.stream
ORDER BY r.stream;

CREATE TABLE review_standing (
    stream INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    law TEXT NOT NULL,
    step TEXT NOT NULL,
    conclusion TEXT,
    due_earliest TEXT,
    due_latest TEXT,
    stopped INTEGER NOT NULL,
    urgency TEXT NOT NULL,
    waiting_for TEXT NOT NULL
) STRICT;

INSERT INTO review_standing
SELECT stream, position, law, step, conclusion, due_earliest, due_latest, stopped, urgency,
    waiting_for
FROM review ORDER BY stream;

DROP TABLE review;
DROP TABLE review_text;
ALTER TABLE review_standing RENAME TO review;

CREATE INDEX review_by_urgency ON review (urgency, stream);
CREATE INDEX review_by_party ON review_found (party, stream) WHERE party IS NOT NULL;
CREATE UNIQUE INDEX review_by_number ON review_found (number) WHERE number IS NOT NULL;
