//! Files, streamed to the blobs as they come: no more of a file is in memory than a few pieces.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt as _;
use store::{BlobWriter, Hash};
use tokio::sync::mpsc;

use crate::input::{FileName, Query, decoded, not_whole, stated_length};
use crate::marking::{self, Marking, Watch, looks_like_text};
use crate::office::Office;
use crate::problem::Problem;

/// The largest file taken: 64 GiB.
pub const LARGEST_FILE_BYTES: u64 = 64 << 30;
/// Pieces that may wait for the disk.
const PIECES_WAITING: usize = 4;

/// What the sender says of a file.
pub struct Sent {
    /// Its name as shown.
    pub name: String,
    /// Its media type.
    pub media_type: String,
}

impl Sent {
    /// Reads the name from `?name=`, else from `Content-Disposition`, else takes the one given; a
    /// file that says it is too large is refused before a byte of it is read.
    pub fn read(headers: &HeaderMap, query: &Query, otherwise: &str) -> Result<Sent, Problem> {
        if LARGEST_FILE_BYTES < stated_length(headers) as u64 {
            return Err(Problem::too_large(LARGEST_FILE_BYTES));
        }
        let disposition = headers
            .get(header::CONTENT_DISPOSITION)
            .and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
        let name = query.get("name").map(str::to_owned);
        let name = name.or_else(|| disposition.and_then(named));
        let name = FileName::new(name.as_deref().unwrap_or(otherwise)).map_err(Problem::from)?;
        if marking::of_text(name.as_str()) == Marking::Present {
            return Err(marking::stopped());
        }
        Ok(Sent { name: name.as_str().to_owned(), media_type: media_type(headers) })
    }
}

/// `filename*=UTF-8''…` (RFC 8187), else `filename="…"`.
fn named(disposition: &str) -> Option<String> {
    let parts: Vec<&str> = disposition.split(';').map(str::trim).collect();
    let extended = parts.iter().find_map(|part| part.strip_prefix("filename*=UTF-8''"));
    if let Some(text) = extended {
        return decoded(text);
    }
    let plain = parts.iter().find_map(|part| part.strip_prefix("filename="))?;
    Some(plain.trim_matches('"').to_owned())
}

fn media_type(headers: &HeaderMap) -> String {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let sent = sent.filter(|text| text.len() <= 200);
    sent.unwrap_or("application/octet-stream").to_owned()
}

/// What was stored.
pub struct Stored {
    /// SHA-256 of the content.
    pub hash: [u8; 32],
    /// Its length.
    pub bytes: u64,
}

/// What comes from the sender. Only a body that came whole ends with `End`.
enum Piece {
    More(Bytes),
    End,
}

enum Stop {
    Marked,
    TooLarge,
    BrokenOff,
    Store(store::Error),
}

/// Takes a file. It is there whole or not at all: a body that breaks off leaves nothing.
/// `scope` is the filing or the docket it is for.
pub async fn receive(
    office: &Office,
    scope: &str,
    body: Body,
    sent: &Sent,
) -> Result<Stored, Problem> {
    let blobs = office.blobs(scope)?;
    let (pieces, arriving) = mpsc::channel(PIECES_WAITING);
    let (media_type, name) = (sent.media_type.clone(), sent.name.clone());
    let writing = tokio::task::spawn_blocking(move || {
        let writer = blobs.writer().map_err(Stop::Store)?;
        write(writer, arriving, &media_type, &name)
    });
    let sent = send(body, pieces).await;
    let outcome = writing.await.map_err(|error| Problem::broken(&error))?;
    sent?;
    outcome.map_err(|stop| match stop {
        Stop::Marked => marking::stopped(),
        Stop::TooLarge => Problem::too_large(LARGEST_FILE_BYTES),
        Stop::BrokenOff => Problem::broken_off(),
        Stop::Store(error) => Problem::broken(&error),
    })
}

/// Hands on what comes; the writer stops listening where it stops taking, and the rest is not read.
async fn send(body: Body, pieces: mpsc::Sender<Piece>) -> Result<(), Problem> {
    let mut stream = body.into_data_stream();
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|error| not_whole(&error))?;
        // Nobody listens any more where the file was refused: that is told by the writer.
        if pieces.send(Piece::More(piece)).await.is_err() {
            return Ok(());
        }
    }
    let _ = pieces.send(Piece::End).await;
    Ok(())
}

fn write(
    mut writer: BlobWriter,
    mut arriving: mpsc::Receiver<Piece>,
    media_type: &str,
    name: &str,
) -> Result<Stored, Stop> {
    let mut watch: Option<Option<Watch>> = None;
    loop {
        let piece = match arriving.blocking_recv() {
            Some(Piece::More(piece)) => piece,
            Some(Piece::End) => break,
            None => return Err(Stop::BrokenOff),
        };
        let watch = watch
            .get_or_insert_with(|| looks_like_text(media_type, name, &piece).then(Watch::default));
        if watch.as_mut().map(|watch| watch.read(&piece)) == Some(Marking::Present) {
            return Err(Stop::Marked);
        }
        if LARGEST_FILE_BYTES < writer.length() + piece.len() as u64 {
            return Err(Stop::TooLarge);
        }
        writer.write(&piece).map_err(Stop::Store)?;
    }
    let bytes = writer.length();
    let hash: Hash = writer.finish().map_err(Stop::Store)?;
    let hash = *hash.as_bytes();
    Ok(Stored { hash, bytes })
}
