//! Files, sent as they came.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use crate::api::hex;

/// Sends a file as a download that no browser runs or shows as a page of ours.
pub fn send(content: std::fs::File, name: &str, hash: &[u8; 32], bytes: u64) -> Response {
    let (pieces, stream) = tokio::sync::mpsc::channel::<std::io::Result<Vec<u8>>>(4);
    tokio::task::spawn_blocking(move || read(content, &pieces));
    let stream = futures_util::stream::unfold(stream, |mut stream| async move {
        stream.recv().await.map(|piece| (piece, stream))
    });
    let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    let mut response = Response::new(Body::from_stream(stream));
    let headers = response.headers_mut();
    let mut put = |name, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, "application/octet-stream".to_owned());
    put(header::CONTENT_LENGTH, bytes.to_string());
    put(header::CONTENT_DISPOSITION, disposition);
    put(header::ETAG, format!("\"{}\"", hex(hash)));
    response
}

fn read(mut content: std::fs::File, pieces: &tokio::sync::mpsc::Sender<std::io::Result<Vec<u8>>>) {
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
