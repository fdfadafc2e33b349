-- To write at once, not at the first write: else another writer could come between.
BEGIN IMMEDIATE;
