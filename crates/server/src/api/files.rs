//! Files of a running review: sent first, then named by the act that hands them in. Until then they
//! are their sender's alone, and no part of the docket.

use access::{Question, Resource};
use axum::Json;
use axum::extract::{Path, Request};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::desk::Connection;
use store::desk::file::{self, ReviewFile};
use store::desk::filing::Changed;
use store::desk::looked::{self, Looked};

use super::hex;
use crate::answer;
use crate::asked::Asked;
use crate::desk::{Attached, Docket};
use crate::download::send_kept;
use crate::input::Query;
use crate::looks::tell_all;
use crate::problem::Problem;
use crate::readings::Document;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes, may};
use crate::upload::{Sent, receive};
use crate::view::about_entry;
use crate::viewing::{self, Original, refuse_infected, send_copy};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let all = "/api/v1/reviews/{id}/files";
    let one = "/api/v1/reviews/{id}/files/{file}";
    let told = "/api/v1/reviews/{id}/files/{file}/about";
    let copy = "/api/v1/reviews/{id}/files/{file}/view";
    vec![
        Route::new(Method::POST, all, asks(Question::MaterialUpload), add)
            .about(
                "为在审案件上传一份文件；其标识列入行为的 files 后随该行为入卷",
                "Send a file for a running review; an act that lists its id in `files` hands it in",
            )
            .takes(Takes::File)
            .query(const { &[may("name", "文件名", "the file's name")] })
            .tells(Shape::Is(&shapes::WAITING_FILE))
            .once()
            .gives(201),
        Route::new(Method::GET, all, asks(Question::ReviewDocket), list)
            .about(
                "可查阅的卷内文件，以及本人已上传、尚未提交的文件",
                "Files on the docket that may be read, and one's own that no act names yet",
            )
            .tells(Shape::Is(&shapes::FILES)),
        Route::new(Method::GET, one, asks(Question::EntryRead), get)
            .about("下载一份文件", "Download a file")
            .conflicts(&[&shapes::INFECTED])
            .as_media("*/*"),
        Route::new(Method::GET, copy, asks(Question::EntryRead), view)
            .about(
                "查看副本：不含宏、脚本、外部链接和作者信息；原件不变",
                "A copy to view, without macros, scripts, links and authors; the original stays",
            )
            .conflicts(viewing::CONFLICTS)
            .as_media("*/*"),
        Route::new(Method::GET, told, asks(Question::EntryRead), tell_one)
            .about(
                "一份文件的类型、哈希和应知事项",
                "What a file is, its hash, what is to be known",
            )
            .tells(Shape::Is(&shapes::WAITING_FILE)),
        Route::new(Method::DELETE, one, asks(Question::MaterialUpload), delete)
            .about("取回尚未提交的文件", "Take back a file that no act names yet")
            .conflicts(&[&shapes::ON_RECORD])
            .gives(204),
    ]
    .into_iter()
    .map(|route| route.of("reviews"))
    .collect()
}

async fn add(
    asked: Asked,
    Path(id): Path<String>,
    query: Query,
    request: Request,
) -> Result<Response, Problem> {
    let docket = asked.docket(&id)?;
    query.only(&["name"])?;
    let sent = Sent::read(request.headers(), &query, "file")?;
    let person = asked.person()?;
    let stored = receive(&asked.office, docket.id.as_str(), request.into_body(), &sent).await?;
    let new = ReviewFile {
        id: asked.office.world.id().map_err(|error| Problem::broken(&error))?.to_string(),
        review: docket.id.as_str().to_owned(),
        owner: person.organisation.as_str().to_owned(),
        name: sent.name,
        media_type: stored.media_type,
        hash: stored.hash,
        bytes: stored.bytes,
        uploaded_by: person.id.as_str().to_owned(),
        uploaded_at: asked.now,
        entry: None,
    };
    let blobs = asked.office.blobs(&id)?;
    let looked = stored.looked;
    let told = tell(&new, Some(&looked));
    // The same file under the same name, sent twice under one key, is one file.
    let request = [new.name.as_bytes(), &new.hash].concat();
    let once = asked.once(&format!("POST files {id}"), &Sha256::digest(request).into());
    let add = move |conn: &Connection| {
        file::add(conn, &blobs, &new)?;
        looked::put(conn, &looked)
    };
    answer::once(&asked.office, once, 201, told, add).await
}

/// The files on a docket that the caller may read, each with the number of its entry.
pub fn readable<'a>(asked: &Asked, docket: &'a Docket) -> Vec<(u32, &'a Attached)> {
    let mut files = Vec::new();
    for entry in docket.review.entries() {
        let attached = docket.beside(entry.number).map(|beside| beside.files.as_slice());
        let attached = attached.unwrap_or_default();
        let about = || Resource::Entry(about_entry(asked, docket, entry));
        if !attached.is_empty() && asked.allows(Question::EntryRead, &about()) {
            files.extend(attached.iter().map(|file| (entry.number, file)));
        }
    }
    files
}

async fn list(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    let told = |(entry, file): (u32, &Attached)| {
        json!({"id": file.id, "name": file.name, "media_type": file.media_type,
               "sha256": file.sha256, "bytes": file.bytes, "entry": entry})
    };
    let files: Vec<Value> = readable(&asked, &docket).into_iter().map(told).collect();
    let own = waiting(&asked, &docket)?;
    let waiting = asked.office.read(|conn| {
        let told = |file: &ReviewFile| {
            Ok(tell(file, looked::of(conn, &file.review, &file.hash)?.as_ref()))
        };
        own.iter().map(told).collect::<Result<Vec<Value>, store::Error>>()
    })?;
    Ok(Json(json!({"files": files, "waiting": waiting})))
}

/// The caller's own files for a docket that no act names yet.
pub fn waiting(asked: &Asked, docket: &Docket) -> Result<Vec<ReviewFile>, Problem> {
    let own = asked.person()?.id.as_str();
    asked.office.read(|conn| file::waiting(conn, docket.id.as_str(), own))
}

async fn get(asked: Asked, Path((id, file)): Path<(String, String)>) -> Result<Response, Problem> {
    let file = opened(&asked, &id, &file).await?;
    send_kept(&asked.office, &id, &file.name, &file.media_type, file.hash, file.bytes).await
}

/// A file that is handed out now: one on the docket is on record as read first.
async fn opened(asked: &Asked, id: &str, file: &str) -> Result<ReviewFile, Problem> {
    let file = find(asked, id, file)?;
    refuse_infected(&asked.office, id, &file.hash)?;
    if file.entry.is_some() {
        let docket = asked.docket_known(id)?;
        asked.reads(&docket, Document::File(&file.id), Some(&file.owner)).await?;
    }
    Ok(file)
}

async fn tell_one(
    asked: Asked,
    Path((id, file)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let file = find(&asked, &id, &file)?;
    let looked = asked.office.read(|conn| looked::of(conn, &id, &file.hash))?;
    Ok(Json(tell(&file, looked.as_ref())))
}

async fn view(asked: Asked, Path((id, file)): Path<(String, String)>) -> Result<Response, Problem> {
    let file = opened(&asked, &id, &file).await?;
    let (name, media_type) = (file.name.as_str(), file.media_type.as_str());
    let of = Original { scope: &id, name, media_type, hash: file.hash, bytes: file.bytes };
    send_copy(&asked.office, of).await
}

/// A file: on the docket if its entry may be read, else its sender's own.
fn find(asked: &Asked, review: &str, id: &str) -> Result<ReviewFile, Problem> {
    let own = asked.person()?.id.as_str();
    let docket = asked.docket_known(review)?;
    let found = asked.office.read(|conn| file::one(conn, id))?;
    let found = found.filter(|file| file.review == review).ok_or_else(Problem::not_found)?;
    let Some(number) = found.entry else {
        return if found.uploaded_by == own { Ok(found) } else { Err(Problem::not_found()) };
    };
    let entry = docket.review.entries().iter().find(|entry| entry.number == number);
    let entry = entry.ok_or_else(Problem::not_found)?;
    let about = Resource::Entry(about_entry(asked, &docket, entry));
    // WHY: that there is a file is content too.
    if asked.allows(Question::EntryRead, &about) { Ok(found) } else { Err(Problem::not_found()) }
}

async fn delete(
    asked: Asked,
    Path((id, file)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    asked.docket(&id)?;
    let found = find(&asked, &id, &file)?;
    let blobs = asked.office.blobs(&id)?;
    let gone = asked.office.write(move |conn| file::delete(conn, &blobs, &found)).await?;
    match gone {
        Changed::Yes => Ok(StatusCode::NO_CONTENT),
        Changed::No => Err(on_record()),
    }
}

fn on_record() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "on-record",
        law::Words::new("文件已入卷", "On record"),
        law::Words::new(
            "该文件已随行为入卷，不能取回",
            "an act handed this file in: it is on record and is not taken back",
        ),
    )
}

/// A file that no act names yet, in JSON.
fn tell(file: &ReviewFile, looked: Option<&Looked>) -> Value {
    json!({"id": file.id, "name": file.name, "media_type": file.media_type,
           "sha256": hex(&file.hash), "bytes": file.bytes, "uploaded_at": file.uploaded_at,
           "remarks": tell_all(&file.name, &file.media_type, looked)})
}
