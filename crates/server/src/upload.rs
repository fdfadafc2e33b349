//! Files, streamed to the blobs as they come: no more of a file is in memory than a few pieces.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt as _;
use inspect::{Looking, Seen, Stop as Unfit, Unread};
use store::desk::looked::{Looked, Scan};
use store::{BlobWriter, Hash};
use tokio::sync::mpsc;

use crate::input::{FileName, Query, decoded, not_whole, stated_length};
use crate::looks;
use crate::marking::{self, Marking};
use crate::office::Office;
use crate::problem::Problem;
use crate::scanner::{Away, Scanner, Scanning};

/// The largest file taken: 64 GiB.
pub const LARGEST_FILE_BYTES: u64 = 64 << 30;
/// Pieces that may wait for the disk.
const PIECES_WAITING: usize = 4;

/// What the sender says of a file.
pub struct Sent {
    /// Its name as shown.
    pub name: String,
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
        Ok(Sent { name: name.as_str().to_owned() })
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

/// What was stored.
pub struct Stored {
    /// SHA-256 of the content.
    pub hash: [u8; 32],
    /// Its length.
    pub bytes: u64,
    /// What it is, by its content.
    pub media_type: String,
    /// What was seen of it, to be noted beside it.
    pub looked: Looked,
}

/// What comes from the sender. Only a body that came whole ends with `End`.
enum Piece {
    More(Bytes),
    End,
}

enum Stop {
    Unfit(Unfit),
    Infected(String),
    ScannerAway,
    TooLarge,
    BrokenOff,
    Store(store::Error),
}

impl From<Away> for Stop {
    fn from(_: Away) -> Stop {
        Stop::ScannerAway
    }
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
    let (name, scanner) = (sent.name.clone(), office.scanner.clone());
    let writing = tokio::task::spawn_blocking(move || {
        let writer = blobs.writer().map_err(Stop::Store)?;
        write(writer, arriving, &name, scanner.as_ref())
    });
    let sent = send(body, pieces).await;
    let outcome = writing.await.map_err(|error| Problem::broken(&error))?;
    sent?;
    let taken = outcome.map_err(|stop| match stop {
        Stop::Unfit(unfit) => looks::stopped(unfit),
        Stop::Infected(name) => looks::infected(&name),
        Stop::ScannerAway => looks::scanner_away(),
        Stop::TooLarge => Problem::too_large(LARGEST_FILE_BYTES),
        Stop::BrokenOff => Problem::broken_off(),
        Stop::Store(error) => Problem::broken(&error),
    })?;
    let Taken { hash, bytes, seen, scan } = taken;
    let unread = seen.unread.iter().map(|unread: &Unread| unread.name().to_owned()).collect();
    let looked = Looked { scope: scope.to_owned(), hash, scan, unread, at: office.world.now() };
    Ok(Stored { hash, bytes, media_type: seen.media_type.to_owned(), looked })
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

/// A file that is kept.
struct Taken {
    hash: [u8; 32],
    bytes: u64,
    seen: Seen,
    scan: Scan,
}

fn write(
    mut writer: BlobWriter,
    mut arriving: mpsc::Receiver<Piece>,
    name: &str,
    scanner: Option<&Scanner>,
) -> Result<Taken, Stop> {
    let mut looking = Looking::new(name);
    let mut scanning = Scanning::begin(scanner)?;
    loop {
        let piece = match arriving.blocking_recv() {
            Some(Piece::More(piece)) => piece,
            Some(Piece::End) => break,
            None => return Err(Stop::BrokenOff),
        };
        looking.read(&piece).map_err(Stop::Unfit)?;
        if LARGEST_FILE_BYTES < writer.length() + piece.len() as u64 {
            return Err(Stop::TooLarge);
        }
        scanning.piece(&piece)?;
        writer.write(&piece).map_err(Stop::Store)?;
    }
    let seen = looking.end().map_err(Stop::Unfit)?;
    let scan = scanning.end()?;
    if let Scan::Found(name) = scan {
        return Err(Stop::Infected(name));
    }
    let bytes = writer.length();
    let hash: Hash = writer.finish().map_err(Stop::Store)?;
    let hash = *hash.as_bytes();
    Ok(Taken { hash, bytes, seen, scan })
}
