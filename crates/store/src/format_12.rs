//! From folder format 11 to 12: of the trees' inner nodes every 4th level is kept, where it was
//! every 8th; a proof reads and hashes an eighth of what it did.

use ledger::{Algorithm, Place};
use rusqlite::{Connection, params};

use crate::leaves::{KEPT_EVERY, Leaves, signed};
use crate::{Error, sql};

/// Levels of which all nodes were kept before.
const BEFORE: u8 = 8;

/// Keeps the nodes between, within the transaction that climbs. One whose leaves are not all there
/// is left out: a record with a hole gets no hash of what it lacks.
pub(crate) fn fill(conn: &Connection) -> Result<(), Error> {
    for (algorithm, statement) in
        [(Algorithm::Sha256, sql::SUBTREE_FILL), (Algorithm::Sm3, sql::SUBTREE_FILL_SM3)]
    {
        let leaves = Leaves::of(algorithm, conn);
        let size = leaves.size()?;
        let between = (KEPT_EVERY..64).step_by(usize::from(BEFORE));
        for level in between.take_while(|level| size >> level != 0) {
            for index in 0..size >> level {
                let place = Place { level, index };
                if let Some(hash) = leaves.made(place, level - KEPT_EVERY)? {
                    let mut fill = conn.prepare_cached(statement)?;
                    fill.execute(params![level, signed(index)?, hash.as_bytes()])?;
                }
            }
        }
    }
    Ok(())
}
