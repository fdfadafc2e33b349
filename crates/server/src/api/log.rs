//! The log for those outside who check it: signed heads, and the tree in tiles (C2SP tlog-tiles).
//! What the leaves are made of names dockets and times, and is for the auditor alone (decision
//! 0010).

use access::{Question, Resource};
use axum::extract::Path;
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Response};
use ledger::{Bundle, Tile};
use store::{Algorithm, Error, Signed};

use crate::asked::Asked;
use crate::office::Office;
use crate::problem::Problem;
use crate::table::{Asks, Route};

const PLAIN: &str = "text/plain";
const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
/// A tile never changes, nor does a part of one of a given width.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// A head is soon followed by another.
const FOR_NOW: &str = "public, max-age=2";

/// Level and index of a tile.
type At = Path<(String, String)>;

/// Routes.
pub fn routes() -> Vec<Route> {
    let read = Asks::This(Question::LogRead);
    let head = |asked: Asked| checkpoint(asked, Algorithm::Sha256);
    let head_sm3 = |asked: Asked| checkpoint(asked, Algorithm::Sm3);
    let hashes = |asked: Asked, at: At| tile(asked, Algorithm::Sha256, at);
    let hashes_sm3 = |asked: Asked, at: At| tile(asked, Algorithm::Sm3, at);
    vec![
        Route::new(Method::GET, "/log/checkpoint", read, head)
            .about(
                "签名检查点（C2SP tlog-checkpoint），附见证方的会签",
                "The signed head of the log (C2SP tlog-checkpoint), with what witnesses signed",
            )
            .as_media(PLAIN)
            .hides(),
        Route::new(Method::GET, "/log/sm3/checkpoint", read, head_sm3)
            .about(
                "SM3 树的签名检查点，以 SM2 签名",
                "The signed head of the tree of SM3, signed with SM2",
            )
            .as_media(PLAIN)
            .hides(),
        Route::new(Method::GET, "/log/vkey", read, vkey)
            .about("验证检查点的公钥，每行一个", "The keys that verify its heads, a line each")
            .as_media(PLAIN)
            .hides(),
        Route::new(Method::GET, "/log/tile/{level}/{*index}", read, hashes)
            .about(
                "哈希分块（C2SP tlog-tiles）：256 个哈希，或末块的前若干个",
                "A tile of the tree (C2SP tlog-tiles): 256 hashes, or the first of the last",
            )
            .as_media(BYTES),
        Route::new(Method::GET, "/log/sm3/tile/{level}/{*index}", read, hashes_sm3)
            .about("SM3 树的哈希分块", "A tile of the tree of SM3")
            .as_media(BYTES),
        entries_route(),
    ]
    .into_iter()
    .map(|route| route.of("log"))
    .collect()
}

fn entries_route() -> Route {
    let asks = Asks::This(Question::LogEntries);
    Route::new(Method::GET, "/log/tile/entries/{*index}", asks, entries)
        .about(
            "各叶的原文：承诺值、卷宗内序号、时间、卷宗标识；仅审计员",
            "What the leaves are made of: commitment, position, time, docket; for the auditor",
        )
        .as_media(BYTES)
}

async fn checkpoint(asked: Asked, algorithm: Algorithm) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let signed = match last_signed(&asked.office, algorithm)? {
        Some(signed) => signed,
        None => {
            // An office that has just begun has signed nothing yet.
            let office = asked.office.clone();
            let published = tokio::task::spawn_blocking(move || office.publish()).await;
            published.map_err(|error| Problem::broken(&error))?.map_err(broken)?;
            last_signed(&asked.office, algorithm)?.ok_or_else(Problem::not_found)?
        }
    };
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, FOR_NOW)];
    Ok((headers, signed.whole()).into_response())
}

async fn vkey(asked: Asked) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let keys = asked.office.log_keys().ok_or_else(Problem::not_found)?;
    let lines = Algorithm::ALL.map(|algorithm| format!("{}\n", keys.public(algorithm)));
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, FOR_NOW)];
    Ok((headers, lines.concat()).into_response())
}

async fn tile(
    asked: Asked,
    algorithm: Algorithm,
    Path((level, index)): At,
) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let tile = Tile::read(&format!("{level}/{index}")).ok_or_else(Problem::not_found)?;
    must_be_published(&asked.office, algorithm, tile)?;
    let hashes = asked.office.reader().tile(algorithm, tile).map_err(broken)?;
    let hashes = hashes.ok_or_else(Problem::not_found)?;
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
    let headers = [(header::CONTENT_TYPE, BYTES), (header::CACHE_CONTROL, FOR_EVER)];
    Ok((headers, bytes).into_response())
}

async fn entries(asked: Asked, Path(index): Path<String>) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let bundle = Bundle::read(&index).ok_or_else(Problem::not_found)?;
    must_be_published(&asked.office, Algorithm::Sha256, bundle.tile())?;
    let entries = asked.office.reader().bundle(bundle).map_err(broken)?;
    let entries = entries.ok_or_else(Problem::not_found)?;
    let bytes = Bundle::write(entries.iter().map(Vec::as_slice));
    let bytes = bytes.ok_or_else(|| Problem::broken(&"a leaf is too long for a bundle"))?;
    Ok(([(header::CONTENT_TYPE, BYTES)], bytes).into_response())
}

/// Nothing is told beyond the last signed head: how fast an office acts shows in its heads, and
/// not between them.
fn must_be_published(office: &Office, algorithm: Algorithm, tile: Tile) -> Result<(), Problem> {
    let signed = last_signed(office, algorithm)?;
    let there = signed.is_some_and(|signed| tile.is_in(signed.size));
    there.then_some(()).ok_or_else(Problem::not_found)
}

fn last_signed(office: &Office, algorithm: Algorithm) -> Result<Option<Signed>, Problem> {
    office.reader().last_signed(algorithm).map_err(broken)
}

fn broken(error: Error) -> Problem {
    crate::office::broken(&error)
}
