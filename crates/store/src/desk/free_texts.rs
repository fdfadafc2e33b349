//! Free texts that lay open up to a format are sealed: notes of readings and purposes, reasons of
//! emergencies, of what takes two, of declarations.

use rusqlite::types::Value;

use super::{Connection, emergency, four_eyes, reading, sql, tie};
use crate::Error;
use crate::vault::{HOUSE, Vault};

/// A table with a text: what reads its open rows (what finds the row, its scope, what the text is
/// sealed for, the text), what seals one, and the column the seal is bound to.
type Table = (&'static str, &'static str, &'static str);

const TABLES: &[Table] = &[
    (sql::READING_PLAIN, sql::READING_SEAL, reading::NOTE),
    (sql::PURPOSE_PLAIN, sql::PURPOSE_SEAL, reading::PURPOSE_NOTE),
    (sql::EMERGENCY_PLAIN, sql::EMERGENCY_SEAL, emergency::BECAUSE),
    (sql::FOUR_EYES_PLAIN, sql::FOUR_EYES_SEAL, four_eyes::BECAUSE),
    (sql::DECLARATION_SAID_PLAIN, sql::DECLARATION_SAID_SEAL, tie::BECAUSE),
];

/// Seals all of them, within the transaction that climbs.
pub(crate) fn seal(conn: &rusqlite::Connection, vault: &Vault) -> Result<(), Error> {
    conn.execute_batch(sql::SCHEMA_FREE_TEXTS)?;
    vault.begin(conn, HOUSE)?;
    let desk = Connection::writing(conn, vault);
    TABLES.iter().try_for_each(|table| seal_table(&desk, table))?;
    conn.execute_batch(sql::SCHEMA_FREE_TEXTS_END)?;
    Ok(())
}

fn seal_table(conn: &Connection<'_>, (plain, seal, column): &Table) -> Result<(), Error> {
    let mut plain = conn.prepare(plain)?;
    let rows =
        plain.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    // Read before the first is changed: what a statement sees of rows changed under it is not said.
    let rows: Vec<(Value, String, String, String)> = rows.collect::<Result<_, _>>()?;
    for (found_by, scope, row, text) in rows {
        let sealed = match conn.sealed(&scope, column, &row, &text) {
            // What it was about is destroyed, and it goes with it.
            Err(Error::Destroyed(_)) => continue,
            sealed => sealed?,
        };
        conn.prepare_cached(seal)?.execute((sealed, found_by))?;
    }
    Ok(())
}
