//! Files sent for a running review, until an act names them and after.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::filing::{self, Changed};
use super::{Connection, instant, sql};
use crate::vault::{Place, open_text};
use crate::{Also, BlobStore, Error, Hash};

/// A file of a running review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewFile {
    /// Its id.
    pub id: String,
    /// The review.
    pub review: String,
    /// The organisation whose file it is.
    pub owner: String,
    /// Its name as shown.
    pub name: String,
    /// Its media type as sent.
    pub media_type: String,
    /// SHA-256 of its content.
    pub hash: [u8; 32],
    /// Its length, bytes.
    pub bytes: u64,
    /// Who sent it.
    pub uploaded_by: String,
    /// When.
    pub uploaded_at: Timestamp,
    /// The entry whose act names it; `None` while none does.
    pub entry: Option<u32>,
}

/// Keeps a file whose content is kept already.
pub fn add(conn: &Connection<'_>, blobs: &BlobStore, file: &ReviewFile) -> Result<(), Error> {
    // WHY: a content that nobody named may have been let go since it was uploaded.
    if !blobs.holds(&Hash::from(file.hash)) {
        return Err(Error::Overtaken("an uploaded file is gone: send it again"));
    }
    conn.prepare_cached(sql::FILE_ADD)?.execute(params![
        file.id,
        file.review,
        file.owner,
        conn.seal(&*conn.key(&file.review)?, "file", &file.id, &file.name),
        file.media_type,
        file.hash,
        i64::try_from(file.bytes).unwrap_or(i64::MAX),
        file.uploaded_by,
        file.uploaded_at.as_microsecond(),
    ])?;
    Ok(())
}

/// One file.
pub fn one(conn: &Connection<'_>, id: &str) -> Result<Option<ReviewFile>, Error> {
    let mut statement = conn.prepare_cached(sql::FILE_ONE)?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(|row| read(conn, row)).transpose()
}

/// The files an account sent for a review that no act names yet, in the order they came.
pub fn waiting(
    conn: &Connection<'_>,
    review: &str,
    account: &str,
) -> Result<Vec<ReviewFile>, Error> {
    let mut statement = conn.prepare_cached(sql::FILE_WAITING)?;
    let mut rows = statement.query([review, account])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        files.push(read(conn, row)?);
    }
    Ok(files)
}

fn read(conn: &Connection<'_>, row: &Row<'_>) -> Result<ReviewFile, Error> {
    let bytes: i64 = row.get(6)?;
    let (id, review): (String, String) = (row.get(0)?, row.get(1)?);
    let sealed = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
    let name = open_text(&*conn.key(&review)?, &Place::Column("file", &id), sealed)?;
    Ok(ReviewFile {
        id,
        review,
        owner: row.get(2)?,
        name,
        media_type: row.get(4)?,
        hash: row.get(5)?,
        bytes: u64::try_from(bytes).unwrap_or(0),
        uploaded_by: row.get(7)?,
        uploaded_at: instant(row.get(8)?),
        entry: row.get(9)?,
    })
}

/// Gives the files that an entry handed in another name: theirs went with its content.
pub(crate) fn rename_of_entry(
    conn: &Connection<'_>,
    review: &str,
    entry: u32,
    name: &str,
) -> Result<(), Error> {
    let mut find = conn.prepare_cached(sql::FILE_OF_ENTRY)?;
    let ids = find.query_map(params![review, entry], |row| row.get(0))?;
    let ids: Vec<String> = ids.collect::<Result<_, _>>()?;
    for id in ids {
        let sealed = conn.sealed(review, "file", &id, name)?;
        conn.prepare_cached(sql::FILE_RENAME)?.execute(params![sealed, id])?;
    }
    Ok(())
}

/// Takes back a file that no act names; its content goes where nothing else names it.
pub fn delete(
    conn: &Connection<'_>,
    blobs: &BlobStore,
    file: &ReviewFile,
) -> Result<Changed, Error> {
    let rows = conn.prepare_cached(sql::FILE_DELETE)?.execute([&file.id])?;
    filing::let_go(conn, blobs, &[file.hash])?;
    Ok(filing::changed(rows))
}

/// Puts files on record, together with the append of the entry that names them. Fails where one of
/// them was taken back or named by another act meanwhile.
pub fn named(review: &str, account: &str, ids: &[String], entry: u32) -> Also {
    let (review, account, ids) = (review.to_owned(), account.to_owned(), ids.to_vec());
    Also::new(move |conn| {
        let mut statement = conn.prepare_cached(sql::FILE_NAME)?;
        for id in &ids {
            if statement.execute(params![entry, id, review, account])? == 0 {
                return Err(Error::Overtaken("a file was taken back or handed in just now"));
            }
        }
        Ok(())
    })
}
