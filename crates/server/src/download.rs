//! Files, sent as they came.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use inspect::{Kind, MEDIA_OF_UNKNOWN};
use law::Words;

use store::{Document, Hash, Kept};

use crate::api::hex;
use crate::office::Office;
use crate::parcel::flowing;
use crate::problem::Problem;

/// Sends a kept file, once it is read through and found to be what its hash says.
pub async fn send_kept(
    office: &Office,
    scope: &str,
    name: &str,
    media_type: &str,
    hash: [u8; 32],
    bytes: u64,
) -> Result<Response, Problem> {
    let content = whole(office, scope, hash).await?;
    Ok(send(content, name, media_type, &hash, bytes))
}

/// The kept file of a hash in a scope (a filing, a docket), read through.
pub async fn whole(office: &Office, scope: &str, hash: [u8; 32]) -> Result<Box<Document>, Problem> {
    let blobs = office.blobs(scope)?;
    // WHY: on record it is gone even where it could not be taken off the disk yet.
    if office.destructions.files(office, scope)?.contains(&hex(&hash)) {
        return Err(Problem::destroyed());
    }
    // It may be large: not on a thread that answers requests.
    let checked = tokio::task::spawn_blocking(move || blobs.check(&Hash::from(hash)));
    let checked = checked.await.map_err(|error| Problem::broken(&error))?;
    match checked.map_err(|error| Problem::broken(&error))? {
        Kept::Whole(content) => Ok(content),
        Kept::Altered => Err(damaged(&hex(&hash), "altered")),
        Kept::Missing => Err(damaged(&hex(&hash), "missing")),
    }
}

/// The reason told where a file is not what the record says.
pub const DAMAGED: &str = "file-damaged";

/// A file that the record names is not there, or is another. It is not handed out.
fn damaged(hash: &str, found: &str) -> Problem {
    tracing::error!(hash, found, "a file is not what the record says");
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        DAMAGED,
        Words::new("文件已损坏或丢失", "The file is damaged or lost"),
        Words::new(
            "所存文件与登记的哈希不符或已丢失，不予提供；请管理员从备份恢复，并运行 anshen ledger verify",
            "what is kept is not what was handed in, by its hash, or is gone: it is not handed \
             out. The administrator restores it from a backup and runs `anshen ledger verify`",
        ),
    )
    .with("sha256", hash)
}

/// Sends a file as a download that no browser runs or shows as a page of ours.
fn send(
    content: Box<Document>,
    name: &str,
    media_type: &str,
    hash: &[u8; 32],
    bytes: u64,
) -> Response {
    let (pieces, stream) = tokio::sync::mpsc::channel::<std::io::Result<Vec<u8>>>(4);
    tokio::task::spawn_blocking(move || read(content, &pieces));
    let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    let mut response = Response::new(flowing(stream));
    let headers = response.headers_mut();
    let mut put = |name, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, quiet(media_type).to_owned());
    put(header::CONTENT_LENGTH, bytes.to_string());
    put(header::CONTENT_DISPOSITION, disposition);
    put(header::ETAG, format!("\"{}\"", hex(hash)));
    response
}

/// What a file is served as: what it is by its content, as long as no browser carries that out.
fn quiet(media_type: &str) -> &str {
    let kind = Kind::of_media(media_type);
    let acts = kind.is_carried_out() || kind == Kind::Xml || kind == Kind::Unknown;
    if acts { MEDIA_OF_UNKNOWN } else { media_type }
}

fn read(mut content: Box<Document>, pieces: &tokio::sync::mpsc::Sender<std::io::Result<Vec<u8>>>) {
    use std::io::Read as _;
    loop {
        let mut piece = vec![0; 64 * 1024];
        let sent = match content.read(&mut piece) {
            Ok(0) => return,
            Ok(length) => {
                piece.truncate(length);
                pieces.blocking_send(Ok(piece))
            }
            Err(error) => pieces.blocking_send(Err(error)),
        };
        if sent.is_err() {
            return;
        }
    }
}
