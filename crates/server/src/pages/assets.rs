//! What pages are drawn with: a style sheet, a seal, a little script. All of it is our own and in
//! the program.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::office::Shared;

const FILES: &[(&str, &str, &str)] = &[
    ("/assets/anshen.css", "text/css; charset=utf-8", include_str!("../../assets/anshen.css")),
    ("/assets/anshen.js", "text/javascript; charset=utf-8", include_str!("../../assets/anshen.js")),
    (
        "/assets/passkey.js",
        "text/javascript; charset=utf-8",
        include_str!("../../assets/passkey.js"),
    ),
    ("/assets/seal.svg", "image/svg+xml", include_str!("../../assets/seal.svg")),
];

/// The files, open to anybody: they say nothing of an office.
pub fn assets() -> Router<Shared> {
    FILES.iter().fold(Router::new(), |router, (path, media, text)| {
        router.route(path, get(async || file(media, text)))
    })
}

fn file(media: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "max-age=3600")], text)
}
