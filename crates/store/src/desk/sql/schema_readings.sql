-- Who read what, when and for what; who opened a case in an emergency; what takes two people; what
-- people declared about a case, with what the record knew then. None of it is changed or deleted:
-- what ends something is a row of its own.

CREATE TABLE reading (
    nth INTEGER PRIMARY KEY,
    read_at INTEGER NOT NULL,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    role TEXT NOT NULL,
    review TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    owner TEXT,
    purpose TEXT NOT NULL,
    note TEXT,
    emergency TEXT
) STRICT;
CREATE INDEX reading_by_review ON reading (review, nth);
CREATE INDEX reading_by_account ON reading (account, nth);

CREATE TRIGGER reading_is_never_changed BEFORE UPDATE ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is never changed'); END;
CREATE TRIGGER reading_is_never_deleted BEFORE DELETE ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is never deleted'); END;

-- What somebody reads a case for, said once in a session; the readings carry it.
CREATE TABLE purpose (
    credential TEXT NOT NULL,
    review TEXT NOT NULL,
    purpose TEXT NOT NULL,
    note TEXT,
    stated_at INTEGER NOT NULL,
    PRIMARY KEY (credential, review)
) STRICT, WITHOUT ROWID;

CREATE TABLE emergency (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    review TEXT NOT NULL,
    because TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE emergency_end (
    emergency TEXT PRIMARY KEY REFERENCES emergency (id),
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    ended_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER emergency_is_never_changed BEFORE UPDATE ON emergency
BEGIN SELECT RAISE(ABORT, 'an emergency is never changed'); END;
CREATE TRIGGER emergency_is_never_deleted BEFORE DELETE ON emergency
BEGIN SELECT RAISE(ABORT, 'an emergency is never deleted'); END;
CREATE TRIGGER emergency_end_is_never_changed BEFORE UPDATE ON emergency_end
BEGIN SELECT RAISE(ABORT, 'the end of an emergency is never changed'); END;
CREATE TRIGGER emergency_end_is_never_deleted BEFORE DELETE ON emergency_end
BEGIN SELECT RAISE(ABORT, 'the end of an emergency is never deleted'); END;

CREATE TABLE four_eyes (
    id TEXT PRIMARY KEY,
    deed TEXT NOT NULL,
    about TEXT NOT NULL,
    because TEXT NOT NULL,
    account TEXT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX four_eyes_by_about ON four_eyes (about, id);
CREATE TABLE four_eyes_answer (
    request TEXT PRIMARY KEY REFERENCES four_eyes (id),
    answer TEXT NOT NULL CHECK (answer IN ('confirmed', 'refused', 'withdrawn')),
    account TEXT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE four_eyes_use (
    request TEXT PRIMARY KEY REFERENCES four_eyes (id),
    account TEXT NOT NULL,
    used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER four_eyes_is_never_changed BEFORE UPDATE ON four_eyes
BEGIN SELECT RAISE(ABORT, 'what was asked for is never changed'); END;
CREATE TRIGGER four_eyes_is_never_deleted BEFORE DELETE ON four_eyes
BEGIN SELECT RAISE(ABORT, 'what was asked for is never deleted'); END;
CREATE TRIGGER four_eyes_answer_is_never_changed BEFORE UPDATE ON four_eyes_answer
BEGIN SELECT RAISE(ABORT, 'an answer is never changed'); END;
CREATE TRIGGER four_eyes_answer_is_never_deleted BEFORE DELETE ON four_eyes_answer
BEGIN SELECT RAISE(ABORT, 'an answer is never deleted'); END;
CREATE TRIGGER four_eyes_use_is_never_changed BEFORE UPDATE ON four_eyes_use
BEGIN SELECT RAISE(ABORT, 'a use is never changed'); END;
CREATE TRIGGER four_eyes_use_is_never_deleted BEFORE DELETE ON four_eyes_use
BEGIN SELECT RAISE(ABORT, 'a use is never deleted'); END;

-- Whatever the program does: two are two accounts and two logins, in time, before the use.
CREATE TRIGGER four_eyes_are_two BEFORE INSERT ON four_eyes_answer
WHEN NEW.answer <> 'withdrawn' AND EXISTS (
    SELECT 1 FROM four_eyes AS asked
    WHERE asked.id = NEW.request AND (asked.account = NEW.account OR asked.login = NEW.login)
)
BEGIN SELECT RAISE(ABORT, 'whoever asked does not answer'); END;
CREATE TRIGGER four_eyes_are_in_time BEFORE INSERT ON four_eyes_answer
WHEN EXISTS (
    SELECT 1 FROM four_eyes AS asked
    WHERE asked.id = NEW.request AND asked.ends_at <= NEW.answered_at
)
BEGIN SELECT RAISE(ABORT, 'its time is over'); END;
CREATE TRIGGER four_eyes_before_use BEFORE INSERT ON four_eyes_use
WHEN NOT EXISTS (
    SELECT 1 FROM four_eyes_answer AS answer JOIN four_eyes AS asked ON asked.id = answer.request
    WHERE answer.request = NEW.request AND answer.answer = 'confirmed'
        AND NEW.used_at < asked.ends_at
)
BEGIN SELECT RAISE(ABORT, 'nobody confirmed it in time'); END;

CREATE TABLE declaration_said (
    nth INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    docket TEXT NOT NULL,
    conflict INTEGER NOT NULL,
    because TEXT,
    links TEXT NOT NULL,
    said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX declaration_said_by_docket ON declaration_said (docket, nth);

CREATE TRIGGER declaration_said_is_never_changed BEFORE UPDATE ON declaration_said
BEGIN SELECT RAISE(ABORT, 'what was declared is never changed'); END;
CREATE TRIGGER declaration_said_is_never_deleted BEFORE DELETE ON declaration_said
BEGIN SELECT RAISE(ABORT, 'what was declared is never deleted'); END;
