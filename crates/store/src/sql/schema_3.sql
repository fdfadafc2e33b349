-- Folder format 3: no two reviews have one number. A counter that was set back gives a number a second
-- time; the act that took it then fails as a whole.

CREATE UNIQUE INDEX review_by_number ON review (number) WHERE number IS NOT NULL;
