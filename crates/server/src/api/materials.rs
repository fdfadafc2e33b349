//! Files of a filing.

use access::{Material as About, OrganisationId, Question, Resource};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use law::Words;
use store::Hash;
use store::desk::filing::{self, Changed, Filing, Material};

use super::filings::{self, still_a_draft, tell_material};
use crate::asked::Asked;
use crate::input::{FileName, Query, decoded, stated_length};
use crate::problem::Problem;
use crate::table::{Asks, Route, Takes, may};
use crate::upload::{LARGEST_FILE_BYTES, receive};

const MATERIALS: &[&str] = &["declaration", "analysis", "documents", "other"];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let path = "/api/v1/filings/{id}/materials/{material}";
    vec![
        Route::new(Method::PUT, path, asks(Question::MaterialUpload), put)
            .about(
                "上传一份材料；以内容的哈希保存，同名材料被替换",
                "Upload a file, streamed; kept by the hash of its content, an earlier one replaced",
            )
            .takes(Takes::File)
            .query(const { &[may("name", "文件名", "the file's name")] })
            .gives(201),
        Route::new(Method::GET, path, asks(Question::MaterialRead), get)
            .about("下载一份材料", "Download a file")
            .as_media("application/octet-stream"),
        Route::new(Method::DELETE, path, asks(Question::FilingEdit), delete)
            .about("从草稿中移去一份材料", "Take a file out of a draft")
            .gives(204),
    ]
    .into_iter()
    .map(|route| route.of("filings"))
    .collect()
}

async fn put(
    asked: Asked,
    Path((id, material)): Path<(String, String)>,
    query: Query,
    request: Request,
) -> Result<Response, Problem> {
    let (filing, before) = filings::find(&asked, &id)?;
    query.only(&["name"])?;
    known(&material)?;
    let headers = request.headers().clone();
    if LARGEST_FILE_BYTES < stated_length(&headers) as u64 {
        return Err(Problem::too_large(LARGEST_FILE_BYTES));
    }
    let name = file_name(&query, &headers, &material)?;
    let media_type = media_type(&headers);
    let stored = receive(&asked.office, request.into_body(), &media_type, name.as_str()).await?;
    let file = Material {
        material,
        name: name.as_str().to_owned(),
        media_type,
        hash: stored.hash,
        bytes: stored.bytes,
        uploaded_by: asked.person()?.id.as_str().to_owned(),
        uploaded_at: asked.now,
    };
    let told = tell_material(&file);
    let blobs = asked.office.reader().blobs();
    let replaced: Vec<[u8; 32]> = before
        .iter()
        .filter(|other| other.material == file.material)
        .map(|other| other.hash)
        .collect();
    let changed = asked
        .office
        .write(move |conn| {
            if filing::one(conn, &id)?.is_none_or(|filing| filing.review.is_some()) {
                return Ok(Changed::No);
            }
            filing::put_material(conn, &blobs, &id, &file)?;
            filing::let_go(conn, &blobs, &replaced)?;
            Ok(Changed::Yes)
        })
        .await?;
    still_a_draft(&filing, changed)?;
    Ok((StatusCode::CREATED, Json(told)).into_response())
}

fn known(material: &str) -> Result<(), Problem> {
    if MATERIALS.contains(&material) {
        return Ok(());
    }
    let all = MATERIALS.join(", ");
    let text = Words::new(
        format!("没有此种材料；可用：{all}"),
        format!("there is no such material; there are: {all}"),
    );
    Err(Problem::not_found().with("text_more", crate::problem::both(&text)))
}

/// The name from `?name=`, else from `Content-Disposition`, else the material's word.
fn file_name(query: &Query, headers: &HeaderMap, material: &str) -> Result<FileName, Problem> {
    let disposition = headers
        .get(header::CONTENT_DISPOSITION)
        .and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let sent = query.get("name").map(str::to_owned);
    let sent = sent.or_else(|| disposition.and_then(named));
    FileName::new(sent.as_deref().unwrap_or(material)).map_err(Problem::from)
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

async fn get(
    asked: Asked,
    Path((id, material)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = asked.office.read(|conn| {
        let filing = filing::one(conn, &id)?;
        let materials = filing::materials(conn, &id)?;
        Ok(filing.map(|filing| (filing, materials)))
    })?;
    let (filing, materials) = found.ok_or_else(|| match asked.credential {
        Some(_) => Problem::not_found(),
        None => Problem::not_signed_in(),
    })?;
    asked.may(&about(&asked, &filing)?)?;
    let file = materials.into_iter().find(|file| file.material == material);
    let file = file.ok_or_else(Problem::not_found)?;
    let blobs = asked.office.reader().blobs();
    let content = blobs.open(&Hash::from(file.hash));
    let content = content.map_err(|error| Problem::broken(&error))?;
    let content = content.ok_or_else(Problem::not_found)?;
    Ok(send(content, &file))
}

/// A file of a filing, as access sees it.
fn about(asked: &Asked, filing: &Filing) -> Result<Resource, Problem> {
    let Resource::Filing(about) = filings::about(asked, filing)? else {
        return Err(Problem::not_found());
    };
    Ok(Resource::Material(About {
        owner: OrganisationId::new(&filing.party),
        review: about.review,
    }))
}

/// Sends a file as a download that no browser runs or shows as a page of ours.
fn send(content: std::fs::File, file: &Material) -> Response {
    let (pieces, stream) = tokio::sync::mpsc::channel::<std::io::Result<Vec<u8>>>(4);
    tokio::task::spawn_blocking(move || read(content, &pieces));
    let stream = futures_util::stream::unfold(stream, |mut stream| async move {
        stream.recv().await.map(|piece| (piece, stream))
    });
    let name: String = file.name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    let mut response = Response::new(Body::from_stream(stream));
    let headers = response.headers_mut();
    let mut put = |name, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, "application/octet-stream".to_owned());
    put(header::CONTENT_LENGTH, file.bytes.to_string());
    put(header::CONTENT_DISPOSITION, disposition);
    put(header::ETAG, format!("\"{}\"", filings::hex(&file.hash)));
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

async fn delete(
    asked: Asked,
    Path((id, material)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let (filing, materials) = filings::find(&asked, &id)?;
    let gone = materials.into_iter().find(|file| file.material == material);
    let gone = gone.ok_or_else(Problem::not_found)?;
    let blobs = asked.office.reader().blobs();
    let deleted = asked.office.write(move |conn| {
        let changed = filing::delete_material(conn, &id, &material)?;
        filing::let_go(conn, &blobs, &[gone.hash])?;
        Ok(changed)
    });
    still_a_draft(&filing, deleted.await?)?;
    Ok(StatusCode::NO_CONTENT)
}
