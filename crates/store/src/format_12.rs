//! From folder format 11 to 12: of the trees' inner nodes those in the middle of whole blocks are
//! kept, too; a proof reads and hashes an eighth of what it did.

use ledger::{Algorithm, Place};
use rusqlite::{Connection, params};

use crate::growing::kept_of;
use crate::leaves::{BLOCK, Leaves, MIDDLE, signed};
use crate::{Error, sql};

/// Keeps them, within the transaction that climbs. One whose leaves are not all there
/// is left out: a record with a hole gets no hash of what it lacks.
pub(crate) fn fill(conn: &Connection) -> Result<(), Error> {
    for (algorithm, statement) in
        [(Algorithm::Sha256, sql::SUBTREE_FILL), (Algorithm::Sm3, sql::SUBTREE_FILL_SM3)]
    {
        let leaves = Leaves::of(algorithm, conn);
        let size = leaves.size()?;
        for level in (MIDDLE..64).step_by(usize::from(BLOCK)) {
            for index in 0..kept_of(level, size) {
                let place = Place { level, index };
                if let Some(hash) = leaves.made(place, level - MIDDLE)? {
                    let mut fill = conn.prepare_cached(statement)?;
                    fill.execute(params![level, signed(index)?, hash.as_bytes()])?;
                }
            }
        }
    }
    Ok(())
}
