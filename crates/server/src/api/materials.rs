//! Files of a filing.

use access::{DocketId, Material as About, OrganisationId, Question, Resource};
use axum::Json;
use axum::extract::{Path, Request};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use law::Words;
use serde_json::Value;
use store::desk::filing::{self, Changed, Filing, Material};
use store::desk::looked;

use super::filings::{self, still_a_draft, tell_material};
use crate::asked::Asked;
use crate::download::send_kept;
use crate::input::Query;
use crate::problem::Problem;
use crate::readings::Document;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes, may};
use crate::upload::{Sent, receive};
use crate::viewing::{self, Original, refuse_infected, send_copy};

const MATERIALS: &[&str] = &["declaration", "analysis", "documents", "other"];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let path = "/api/v1/filings/{id}/materials/{material}";
    let told = "/api/v1/filings/{id}/materials/{material}/about";
    let copy = "/api/v1/filings/{id}/materials/{material}/view";
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
            .conflicts(&[&shapes::INFECTED])
            .as_media("*/*"),
        Route::new(Method::GET, copy, asks(Question::MaterialRead), view)
            .about(
                "查看副本：不含宏、脚本、外部链接和作者信息；原件不变",
                "A copy to view, without macros, scripts, links and authors; the original stays",
            )
            .conflicts(viewing::CONFLICTS)
            .as_media("*/*"),
        Route::new(Method::GET, told, asks(Question::MaterialRead), tell_one)
            .about(
                "一份材料的类型、哈希和应知事项",
                "What a file is, its hash, what is to be known",
            )
            .tells(Shape::Is(&shapes::MATERIAL)),
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
    let sent = Sent::read(request.headers(), &query, &material)?;
    let stored = receive(&asked.office, &id, request.into_body(), &sent).await?;
    let file = Material {
        material,
        name: sent.name,
        media_type: stored.media_type,
        hash: stored.hash,
        bytes: stored.bytes,
        uploaded_by: asked.person()?.id.as_str().to_owned(),
        uploaded_at: asked.now,
    };
    let looked = stored.looked;
    let told = tell_material(&file, Some(&looked));
    let blobs = asked.office.blobs(&id)?;
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
            looked::put(conn, &looked)?;
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

async fn get(
    asked: Asked,
    Path((id, material)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let file = opened(&asked, &id, &material).await?;
    send_kept(&asked.office, &id, &file.name, &file.media_type, file.hash, file.bytes).await
}

async fn tell_one(
    asked: Asked,
    Path((id, material)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let (_, file) = one(&asked, &id, &material)?;
    let looked = asked.office.read(|conn| looked::of(conn, &id, &file.hash))?;
    Ok(Json(tell_material(&file, looked.as_ref())))
}

async fn view(
    asked: Asked,
    Path((id, material)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let file = opened(&asked, &id, &material).await?;
    let (name, media_type) = (file.name.as_str(), file.media_type.as_str());
    let of = Original { scope: &id, name, media_type, hash: file.hash, bytes: file.bytes };
    send_copy(&asked.office, of).await
}

/// A file of a filing, if the caller may read it.
fn one(asked: &Asked, id: &str, material: &str) -> Result<(Filing, Material), Problem> {
    let found = asked.office.read(|conn| {
        let filing = filing::one(conn, id)?;
        let materials = filing::materials(conn, id)?;
        Ok(filing.map(|filing| (filing, materials)))
    })?;
    let (filing, materials) = found.ok_or_else(|| asked.no_filing(id))?;
    asked.may(&about(asked, &filing)?)?;
    let file = materials.into_iter().find(|file| file.material == material);
    Ok((filing, file.ok_or_else(Problem::not_found)?))
}

/// A file that is handed out now: one on a docket is on record as read first.
async fn opened(asked: &Asked, id: &str, material: &str) -> Result<Material, Problem> {
    let (filing, file) = one(asked, id, material)?;
    refuse_infected(&asked.office, id, &file.hash)?;
    // A draft is its owner's own.
    if let Some(review) = &filing.review {
        let docket = asked.office.dockets.find(&asked.office, &DocketId::new(review))?;
        let docket = docket.ok_or_else(Problem::not_found)?;
        asked.reads(&docket, Document::Material(&file.material), Some(&filing.party)).await?;
    }
    Ok(file)
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

async fn delete(
    asked: Asked,
    Path((id, material)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let (filing, materials) = filings::find(&asked, &id)?;
    let gone = materials.into_iter().find(|file| file.material == material);
    let gone = gone.ok_or_else(Problem::not_found)?;
    let blobs = asked.office.blobs(&id)?;
    let deleted = asked.office.write(move |conn| {
        let changed = filing::delete_material(conn, &id, &material)?;
        filing::let_go(conn, &blobs, &[gone.hash])?;
        Ok(changed)
    });
    still_a_draft(&filing, deleted.await?)?;
    Ok(StatusCode::NO_CONTENT)
}
