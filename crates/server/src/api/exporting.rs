//! A whole docket taken out of the house: what two people agreed on, once. In the open to whoever
//! asked, or with its files and sealed to the keys of those it is for.

use access::{Deed, Question};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use store::Hash;
use store::desk::file;
use store::desk::filing;
use store::desk::four_eyes::{self, Request};
use store::desk::looked::{self, Scan};

use super::files::readable;
use super::hex;
use crate::asked::Asked;
use crate::desk::Docket;
use crate::download::whole;
use crate::input::{Body, Field, Form, Kind};
use crate::parcel::{self, Content, Paper, Recipients};
use crate::problem::{DESTROYED, Problem};
use crate::readings::Document;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::view::{self, Sight};

const SEALED: &[Field] = &[Field::required("recipients", Kind::Ids)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ReviewDocket);
    let open = "/api/v1/reviews/{id}/exports";
    let sealed = "/api/v1/reviews/{id}/exports/sealed";
    vec![
        Route::new(Method::POST, open, asks, export)
            .about(
                "导出整个卷宗（案件、各条记录、文件清单、可打印的卷宗页）；须先经两人（export-docket），一次有效",
                "Export a whole docket (the case, its entries, the list of its files, the page \
                 that is printed); takes two (export-docket) first, and is good for once",
            )
            .tells(Shape::Is(&shapes::EXPORT))
            .conflicts(&[&shapes::TAKES_TWO])
            .gives(201),
        Route::new(Method::POST, sealed, asks, export_sealed)
            .about(
                "导出整个卷宗连同全部文件（ZIP），以收件人的 age 公钥加密，只有其私钥能打开；须先经两人（export-docket），一次有效",
                "Export a whole docket with its files (ZIP), sealed to the recipients' age keys \
                 (age1…) and opened by theirs alone; takes two (export-docket) first, and is good \
                 for once",
            )
            .takes(Takes::Fields(SEALED))
            .as_media("application/octet-stream")
            .conflicts(&[&shapes::TAKES_TWO])
            .gives(201),
    ]
    .into_iter()
    .map(|route| route.of("reviews"))
    .collect()
}

async fn export(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let docket = asked.docket(&id)?;
    let request = asked.confirmed(Deed::ExportDocket, docket.id.as_str())?;
    let body = body(&asked, &docket, &request);
    asked.reads(&docket, Document::Docket, None).await?;
    note(&asked, &docket, &request, json!({})).await?;
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

async fn export_sealed(
    asked: Asked,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, Problem> {
    let docket = asked.docket(&id)?;
    let keys: Vec<String> = Form::read(body.value, SEALED)?.need("recipients")?;
    let recipients = Recipients::read("recipients", &keys)?;
    let request = asked.confirmed(Deed::ExportDocket, docket.id.as_str())?;
    let held = held(&asked, &docket)?;
    let mut told = self::body(&asked, &docket, &request);
    let (mut papers, mut files, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (one, path) in held.iter().zip(paths(&held)) {
        let sha256 = hex(&one.hash);
        if let Some(why) = why_left_out(&asked, one).await? {
            left_out.push(json!({"name": one.name, "sha256": sha256, "because": why}));
            continue;
        }
        files.push(json!({"path": path, "name": one.name, "sha256": sha256}));
        let content = Content::Kept(asked.office.blobs(&one.scope)?, Hash::from(one.hash));
        papers.push(Paper { path, content });
    }
    if let Some(told) = told.as_object_mut() {
        told.insert("files".to_owned(), files.into());
        told.insert("left_out".to_owned(), left_out.into());
    }
    let mut bytes = serde_json::to_vec_pretty(&told).map_err(|error| Problem::broken(&error))?;
    bytes.push(b'\n');
    papers.insert(0, Paper { path: "docket.json".to_owned(), content: Content::Bytes(bytes) });
    let page = crate::page::markdown(&asked, &docket).into_bytes();
    papers.insert(1, Paper { path: "docket.md".to_owned(), content: Content::Bytes(page) });
    asked.reads(&docket, Document::Docket, None).await?;
    for one in &held {
        asked.reads(&docket, one.document(), Some(&one.owner)).await?;
    }
    let body = parcel::sent(papers, &recipients)?;
    note(&asked, &docket, &request, json!({"recipients": keys})).await?;
    let name = format!("attachment; filename=\"{}.zip.age\"", docket.id.as_str());
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((StatusCode::CREATED, headers, body).into_response())
}

/// A file that leaves with a docket.
struct Held {
    which: Which,
    name: String,
    hash: [u8; 32],
    scope: String,
    owner: String,
}

/// Which file it is.
enum Which {
    /// The filing's, by its kind.
    Material(String),
    /// An act's, by its id.
    File(String),
}

impl Held {
    fn document(&self) -> Document<'_> {
        match &self.which {
            Which::File(id) => Document::File(id),
            Which::Material(material) => Document::Material(material),
        }
    }
}

/// Why a file stays behind: a scanner holds it back, or its content was destroyed.
///
/// # Errors
/// It is damaged: told now, not in the middle of the answer.
async fn why_left_out(asked: &Asked, file: &Held) -> Result<Option<&'static str>, Problem> {
    let looked = asked.office.read(|conn| looked::of(conn, &file.scope, &file.hash))?;
    if looked.is_some_and(|looked| matches!(looked.scan, Scan::Found(_))) {
        return Ok(Some("infected"));
    }
    match whole(&asked.office, &file.scope, file.hash).await {
        Ok(_) => Ok(None),
        Err(problem) if problem.reason() == DESTROYED => Ok(Some(DESTROYED)),
        Err(problem) => Err(problem),
    }
}

/// The files of a docket that whoever asks may read: the filing's, then the acts'.
fn held(asked: &Asked, docket: &Docket) -> Result<Vec<Held>, Problem> {
    let mut held = Vec::new();
    let filing = docket.case.filing.as_deref();
    let (filing, materials) = asked.office.read(|conn| {
        let Some(id) = filing else { return Ok((None, Vec::new())) };
        Ok((filing::one(conn, id)?, filing::materials(conn, id)?))
    })?;
    if let Some(filing) = filing {
        held.extend(materials.into_iter().map(|file| Held {
            which: Which::Material(file.material),
            name: file.name,
            hash: file.hash,
            scope: filing.id.clone(),
            owner: filing.party.clone(),
        }));
    }
    for (_, attached) in readable(asked, docket) {
        let found = asked.office.read(|conn| file::one(conn, &attached.id))?;
        held.extend(found.map(|file| Held {
            which: Which::File(file.id),
            name: file.name,
            hash: file.hash,
            scope: file.review,
            owner: file.owner,
        }));
    }
    Ok(held)
}

/// Paths in an archive: numbered, so that no two are the same, and none leads out of it.
fn paths(held: &[Held]) -> impl Iterator<Item = String> {
    held.iter().zip(1_u32..).map(|(one, number)| {
        let name = one.name.replace(['/', '\\', '\0'], "_");
        format!("files/{number:03}-{name}")
    })
}

fn body(asked: &Asked, docket: &Docket, request: &Request) -> Value {
    let sight = Sight::of(asked, docket);
    let entries = docket.review.entries().iter();
    let entries: Vec<Value> =
        entries.map(|entry| view::entry(asked, docket, entry, &sight)).collect();
    let frame = docket.review.frame();
    json!({
        "review": docket.id.as_str(), "number": docket.case.number, "case": *docket.case,
        "law": frame.law, "law_hash": frame.law_hash, "positions": docket.review.positions(),
        "position": docket.position(), "entries": entries,
        "page": crate::page::markdown(asked, docket), "exported_at": asked.now,
        "request": request.id,
    })
}

/// Puts on record that a docket goes out, and that what two agreed on is used up.
async fn note(
    asked: &Asked,
    docket: &Docket,
    request: &Request,
    more: Value,
) -> Result<(), Problem> {
    let now = asked.instant()?;
    let by = asked.recorder(false)?;
    let mut entry = json!({
        "office": "docket-exported", "request": request.id, "review": docket.id.as_str(),
        "position": docket.position(), "date": asked.today, "by": by,
    });
    if let (Some(entry), Value::Object(more)) = (entry.as_object_mut(), more) {
        entry.extend(more);
    }
    asked.record_row(now, &entry, || four_eyes::used(&request.id, &by.account, now)).await
}
