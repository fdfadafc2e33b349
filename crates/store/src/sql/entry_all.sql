SELECT e.seq, e.stream, e.position, e.recorded_at, e.sealed, e.wrapped, e.content, e.leaf, e.chain,
    r.sealed, e.sm3
FROM entry AS e
LEFT JOIN redaction AS r ON r.seq = e.seq
ORDER BY e.seq;
