//! Copies to be viewed, made when they are asked for: what acts and what tells of its makers is not
//! in them. The original is read, and stays.

use std::io::Read as _;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use inspect::{Copied, Kind, LARGEST_COPIED_BYTES, NoCopy, viewing_copy};
use store::desk::looked;

use crate::download::whole;
use crate::looks;
use crate::office::Office;
use crate::problem::Problem;
use crate::shape::Schema;
use crate::shapes;

/// What a route of copies may be refused for.
pub const CONFLICTS: &[&Schema] = &[&shapes::NO_COPY, &shapes::INFECTED];

/// A file of which a copy is asked for.
pub struct Original<'a> {
    /// The filing or the docket it is of.
    pub scope: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its media type, by its content.
    pub media_type: &'a str,
    /// SHA-256 of its content.
    pub hash: [u8; 32],
    /// Its length.
    pub bytes: u64,
}

/// Sends the copy of a file.
pub async fn send_copy(office: &Office, of: Original<'_>) -> Result<Response, Problem> {
    refuse_infected(office, of.scope, &of.hash)?;
    if LARGEST_COPIED_BYTES < of.bytes {
        return Err(looks::no_copy(NoCopy::Large));
    }
    let content = whole(office, of.scope, of.hash).await?;
    let (name, media_type) = (of.name.to_owned(), of.media_type.to_owned());
    // It takes its time: not on a thread that answers requests.
    let made = tokio::task::spawn_blocking(move || {
        let mut bytes = Vec::new();
        content.take(LARGEST_COPIED_BYTES).read_to_end(&mut bytes)?;
        Ok::<_, std::io::Error>(copy(&name, &media_type, &bytes))
    });
    let made = made.await.map_err(|error| Problem::broken(&error))?;
    let copied = made.map_err(|error| Problem::broken(&error))?.map_err(looks::no_copy)?;
    Ok(respond(of.name, copied))
}

/// A content in which the scanner found something is handed out to nobody, copy or not.
pub fn refuse_infected(office: &Office, scope: &str, hash: &[u8; 32]) -> Result<(), Problem> {
    match office.read(|conn| looked::of(conn, scope, hash))?.map(|looked| looked.scan) {
        Some(looked::Scan::Found(name)) => Err(looks::held_back(&name)),
        Some(looked::Scan::Off | looked::Scan::Waiting | looked::Scan::Clean) | None => Ok(()),
    }
}

/// The copy by the kind that is on record; where that says nothing (what was kept before files were
/// looked at), by the content.
fn copy(name: &str, media_type: &str, bytes: &[u8]) -> Result<Copied, NoCopy> {
    let known = Kind::of_media(media_type);
    let kind = if known == Kind::Unknown {
        let mut looking = inspect::Looking::new(name);
        let seen = looking.read(bytes).and_then(|()| looking.end());
        seen.map_or(Kind::Unknown, |seen| seen.kind)
    } else {
        known
    };
    viewing_copy(kind, bytes)
}

fn respond(name: &str, copied: Copied) -> Response {
    let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let mut response = Response::new(Body::from(copied.content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(copied.media_type));
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
