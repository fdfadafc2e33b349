//! Drafts of filings and their files. A draft is no record: its owner changes and deletes it. One
//! that was handed in is neither changed nor deleted.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::{Connection, instant, sql};
use crate::vault::{Place, open_text};
use crate::{Also, BlobStore, Error, Hash};

/// A filing, draft or handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Its id.
    pub id: String,
    /// The party's organisation.
    pub party: String,
    /// Who began it.
    pub owner: String,
    /// `procurement`, `data-processing`, `listing`.
    pub kind: String,
    /// What it is about, JSON.
    pub subject: String,
    /// What was answered, JSON.
    pub answers: String,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// The review it became.
    pub review: Option<String>,
}

/// A file of a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// Which material, `declaration`.
    pub material: String,
    /// The file's name as shown.
    pub name: String,
    /// Its media type as sent.
    pub media_type: String,
    /// SHA-256 of its content.
    pub hash: [u8; 32],
    /// Its length, bytes.
    pub bytes: u64,
    /// Who uploaded it.
    pub uploaded_by: String,
    /// When.
    pub uploaded_at: Timestamp,
}

/// Whether a draft was there to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// It was changed.
    Yes,
    /// There is no such draft, or it is handed in by now.
    No,
}

/// What a number of rows changed says.
pub(super) fn changed(rows: usize) -> Changed {
    if rows == 0 { Changed::No } else { Changed::Yes }
}

/// Begins a draft, and its scope with it.
pub fn add(conn: &Connection<'_>, filing: &Filing) -> Result<(), Error> {
    let key = conn.vault.begin(conn, &filing.id)?;
    conn.prepare_cached(sql::FILING_ADD)?.execute(params![
        filing.id,
        filing.party,
        filing.owner,
        filing.kind,
        conn.seal(&key, "subject", &filing.id, &filing.subject),
        conn.seal(&key, "answers", &filing.id, &filing.answers),
        filing.created_at.as_microsecond(),
    ])?;
    Ok(())
}

/// One filing.
pub fn one(conn: &Connection<'_>, id: &str) -> Result<Option<Filing>, Error> {
    let mut statement = conn.prepare_cached(sql::FILING_ONE)?;
    let mut rows = statement.query([id])?;
    match rows.next()?.map(|row| read(conn, row)).transpose() {
        // Its content is gone; what became of it, the record says.
        Err(Error::Destroyed(_)) => Ok(None),
        found => found,
    }
}

/// The filings of a party after an id, in the order of their ids.
pub fn of_party(
    conn: &Connection<'_>,
    party: &str,
    after: &str,
    most: u32,
) -> Result<Vec<Filing>, Error> {
    let mut statement = conn.prepare_cached(sql::FILING_OF_PARTY)?;
    let mut rows = statement.query(params![party, after, most])?;
    let mut filings = Vec::new();
    while let Some(row) = rows.next()? {
        match read(conn, row) {
            // Its content is gone; what became of it, the record says.
            Err(Error::Destroyed(_)) => (),
            filing => filings.push(filing?),
        }
    }
    Ok(filings)
}

fn read(conn: &Connection<'_>, row: &Row<'_>) -> Result<Filing, Error> {
    let id: String = row.get(0)?;
    let key = conn.key(&id)?;
    let text = |column, index| {
        let sealed = row.get_ref(index)?.as_blob().map_err(rusqlite::Error::from)?;
        open_text(&key, &Place::Column(column, &id), sealed)
    };
    let (subject, answers) = (text("subject", 4)?, text("answers", 5)?);
    Ok(Filing {
        id,
        party: row.get(1)?,
        owner: row.get(2)?,
        kind: row.get(3)?,
        subject,
        answers,
        created_at: instant(row.get(6)?),
        changed_at: instant(row.get(7)?),
        review: row.get(8)?,
    })
}

/// Changes a draft's kind, subject and answers.
pub fn change(conn: &Connection<'_>, filing: &Filing) -> Result<Changed, Error> {
    let key = conn.key(&filing.id)?;
    let rows = conn.prepare_cached(sql::FILING_CHANGE)?.execute(params![
        filing.kind,
        conn.seal(&key, "subject", &filing.id, &filing.subject),
        conn.seal(&key, "answers", &filing.id, &filing.answers),
        filing.changed_at.as_microsecond(),
        filing.id,
    ])?;
    Ok(changed(rows))
}

/// Deletes a draft and its files' rows.
pub fn delete(conn: &Connection, id: &str) -> Result<Changed, Error> {
    let rows = conn.prepare_cached(sql::FILING_DELETE)?.execute([id])?;
    if rows != 0 {
        conn.prepare_cached(sql::MATERIAL_DELETE_ALL)?.execute([id])?;
    }
    Ok(changed(rows))
}

/// Marks a draft as handed in, together with the append that opens its docket.
pub fn submitted(id: &str, review: &str) -> Also {
    let (id, review) = (id.to_owned(), review.to_owned());
    Also::new(move |conn| {
        let mut statement = conn.prepare_cached(sql::FILING_SUBMIT)?;
        match statement.execute([&review, &id])? {
            0 => Err(Error::Overtaken("the filing was handed in just now")),
            _ => Ok(()),
        }
    })
}

/// Puts a file whose content is kept already; one of the same material is replaced.
pub fn put_material(
    conn: &Connection<'_>,
    blobs: &BlobStore,
    filing: &str,
    material: &Material,
) -> Result<(), Error> {
    // WHY: a content that nobody named may have been let go since it was uploaded.
    if !blobs.holds(&Hash::from(material.hash)) {
        return Err(Error::Overtaken("an uploaded file is gone: send it again"));
    }
    let bytes = i64::try_from(material.bytes).unwrap_or(i64::MAX);
    conn.prepare_cached(sql::MATERIAL_PUT)?.execute(params![
        filing,
        material.material,
        conn.seal(
            &*conn.key(filing)?,
            "material",
            &row_of(filing, &material.material),
            &material.name
        ),
        material.media_type,
        material.hash,
        bytes,
        material.uploaded_by,
        material.uploaded_at.as_microsecond(),
    ])?;
    Ok(())
}

/// What the name of a file of a filing is sealed for.
pub(crate) fn row_of(filing: &str, material: &str) -> String {
    format!("{filing} {material}")
}

/// The files of a filing.
pub fn materials(conn: &Connection<'_>, filing: &str) -> Result<Vec<Material>, Error> {
    let key = match conn.vault.find(conn, conn.side, filing) {
        Ok(Some(key)) => key,
        Ok(None) | Err(Error::Destroyed(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut statement = conn.prepare_cached(sql::MATERIAL_OF_FILING)?;
    let mut rows = statement.query([filing])?;
    let mut materials = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes: i64 = row.get(4)?;
        let material: String = row.get(0)?;
        let sealed = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let place = row_of(filing, &material);
        materials.push(Material {
            name: open_text(&key, &Place::Column("material", &place), sealed)?,
            material,
            media_type: row.get(2)?,
            hash: row.get(3)?,
            bytes: u64::try_from(bytes).unwrap_or(0),
            uploaded_by: row.get(5)?,
            uploaded_at: instant(row.get(6)?),
        });
    }
    Ok(materials)
}

/// Takes a file out of a filing.
pub fn delete_material(conn: &Connection, filing: &str, material: &str) -> Result<Changed, Error> {
    let mut statement = conn.prepare_cached(sql::MATERIAL_DELETE)?;
    Ok(changed(statement.execute([filing, material])?))
}

/// Lets go of contents that nothing in their scope names any more. It runs where materials are put,
/// so none is taken away under somebody who names it just now.
pub fn let_go(conn: &Connection, blobs: &BlobStore, hashes: &[[u8; 32]]) -> Result<(), Error> {
    for hash in hashes {
        if uses(conn, blobs.scope(), hash)? == 0 {
            blobs.remove(&Hash::from(*hash))?;
        }
    }
    Ok(())
}

/// In how many places of a scope a content is used.
fn uses(conn: &Connection, scope: &str, hash: &[u8; 32]) -> Result<u64, Error> {
    let mut statement = conn.prepare_cached(sql::MATERIAL_USES)?;
    let count: i64 = statement.query_row(params![hash, scope], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}
