//! Filings, from draft to submission. A draft is no record.

use access::{DocketId, Filing as About, OrganisationId, OrganisationKind, Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use law::{FilingKind, Words};
use serde_json::{Map, Value, json};
use store::desk::filing::{self, Changed, Filing, Material};
use store::desk::looked::{self, Looked};
use store::desk::people;

use crate::answer;
use crate::asked::Asked;
use crate::filing_check::{Check, check};
use crate::input::{Body, Field, Form, Kind, Query};
use crate::looks::tell_all;
use crate::problem::Problem;
use crate::readings::Document;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes, may};

const KINDS: &[&str] = &["procurement", "data-processing", "listing"];
const DRAFT: &[Field] = &[
    Field::required("kind", Kind::OneOf(KINDS)),
    Field::optional("party", Kind::Text),
    Field::required("subject", Kind::Open),
    Field::optional("answers", Kind::Open),
];
const CHANGE: &[Field] = &[
    Field::optional("kind", Kind::OneOf(KINDS)),
    Field::optional("subject", Kind::Open),
    Field::optional("answers", Kind::Open),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let one = "/api/v1/filings/{id}";
    vec![
        Route::new(Method::POST, "/api/v1/filings", asks(Question::FilingCreate), create)
            .about("起草申报", "Begin a filing; a draft is no record")
            .takes(Takes::Fields(DRAFT))
            .tells(Shape::Is(&shapes::FILING))
            .once()
            .hides()
            .gives(201),
        Route::new(Method::GET, "/api/v1/filings", asks(Question::FilingRead), list)
            .about("本单位的申报", "The filings of one's organisation")
            .tells(Shape::Is(&shapes::FILINGS_PAGE))
            .hides()
            .query(
                const {
                    &[
                        may("party", "当事人（受托时）", "the party, under a mandate"),
                        may("cursor", "翻页", "where the next page begins"),
                    ]
                },
            ),
        Route::new(Method::GET, one, asks(Question::FilingRead), read)
            .about("一份申报", "One filing")
            .tells(Shape::Is(&shapes::FILING)),
        Route::new(Method::PUT, one, asks(Question::FilingEdit), change)
            .about("修改草稿", "Change a draft: its subject, its answers")
            .takes(Takes::Fields(CHANGE))
            .tells(Shape::Is(&shapes::FILING)),
        Route::new(Method::DELETE, one, asks(Question::FilingDelete), delete)
            .about("删除草稿", "Delete a draft")
            .gives(204),
        Route::new(Method::GET, "/api/v1/filings/{id}/check", asks(Question::FilingRead), checked)
            .about("尚缺什么，逐项列明条款", "What is missing, item by item with its article")
            .tells(Shape::Is(&shapes::CHECK)),
    ]
    .into_iter()
    .map(|route| route.of("filings"))
    .collect()
}

/// A filing as access sees it.
pub fn about(asked: &Asked, filing: &Filing) -> Result<Resource, Problem> {
    let review = match &filing.review {
        None => None,
        Some(id) => {
            let id = access::DocketId::new(id);
            asked.office.dockets.find(&asked.office, &id)?
        }
    };
    Ok(Resource::Filing(About {
        party: OrganisationId::new(&filing.party),
        review: review.map(|docket| docket.standing.clone()),
    }))
}

/// A filing, if the caller may do to it what the route does.
pub fn find(asked: &Asked, id: &str) -> Result<(Filing, Vec<Material>), Problem> {
    let found = asked.office.read(|conn| {
        let filing = filing::one(conn, id)?;
        let materials = filing::materials(conn, id)?;
        Ok(filing.map(|filing| (filing, materials)))
    })?;
    let (filing, materials) = found.ok_or_else(|| asked.no_filing(id))?;
    let about = about(asked, &filing)?;
    asked.may(&about).map_err(|problem| {
        // WHY: who may change drafts reads why this one is none any more, not that they may not.
        let on_record = filing.review.is_some()
            && problem.status() == StatusCode::FORBIDDEN
            && asked.allows(Question::FilingRead, &about);
        if on_record { already_submitted(&filing) } else { problem }
    })?;
    Ok((filing, materials))
}

async fn create(asked: Asked, body: Body) -> Result<Response, Problem> {
    let person = asked.person()?.clone();
    let hash = body.hash;
    let mut form = Form::read(body.value, DRAFT)?;
    let own = person.organisation.as_str().to_owned();
    let party: String = form.take("party")?.unwrap_or(own);
    asked.may(&Resource::Filing(About { party: OrganisationId::new(&party), review: None }))?;
    must_be_party(&asked, &party)?;
    let kind: String = form.need("kind")?;
    let subject: Map<String, Value> = form.need("subject")?;
    let answers: Map<String, Value> = form.take("answers")?.unwrap_or_default();
    let id = asked.office.world.id().map_err(|error| Problem::broken(&error))?;
    let draft = Filing {
        id: id.to_string(),
        party,
        owner: person.id.as_str().to_owned(),
        kind,
        subject: Value::Object(subject).to_string(),
        answers: Value::Object(answers).to_string(),
        created_at: asked.now,
        changed_at: asked.now,
        review: None,
    };
    let told = tell(&draft, &[]);
    let once = asked.once("POST filings", &hash);
    answer::once(&asked.office, once, 201, told, move |conn| filing::add(conn, &draft)).await
}

fn must_be_party(asked: &Asked, party: &str) -> Result<(), Problem> {
    let found = asked.office.read(|conn| people::organisation(conn, party))?;
    let kind = found.and_then(|found| found.kind.parse::<OrganisationKind>().ok());
    if kind == Some(OrganisationKind::Party) {
        return Ok(());
    }
    let text = Words::new("没有此当事人", "there is no such party");
    Err(Problem::fault("/party", text))
}

async fn list(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    query.only(&["party", "cursor"])?;
    let own = asked.person()?.organisation.as_str().to_owned();
    let party = query.get("party").map_or(own, str::to_owned);
    asked.may(&Resource::Filing(About { party: OrganisationId::new(&party), review: None }))?;
    let after = query.get("cursor").unwrap_or_default();
    // One more than the page says whether there is a next.
    let mut filings = asked.office.read(|conn| filing::of_party(conn, &party, after, 51))?;
    let more = filings.len() == 51;
    filings.truncate(50);
    let next = filings.last().filter(|_| more).map(|last| last.id.clone());
    let rows: Vec<Value> = filings.iter().map(|filing| tell(filing, &[])).collect();
    Ok(Json(json!({"filings": rows, "next": next})))
}

async fn read(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let (filing, materials) = find(&asked, &id)?;
    if let Some(review) = &filing.review {
        let docket = asked.office.dockets.find(&asked.office, &DocketId::new(review))?;
        let docket = docket.ok_or_else(Problem::not_found)?;
        asked.reads(&docket, Document::Filing, Some(&filing.party)).await?;
    }
    Ok(Json(tell_looked(&asked, &filing, &materials)?))
}

async fn change(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    let (mut filing, materials) = find(&asked, &id)?;
    let mut form = Form::read(body.value, CHANGE)?;
    if let Some(kind) = form.take::<String>("kind")? {
        filing.kind = kind;
    }
    if let Some(subject) = form.take::<Map<String, Value>>("subject")? {
        filing.subject = Value::Object(subject).to_string();
    }
    if let Some(answers) = form.take::<Map<String, Value>>("answers")? {
        filing.answers = Value::Object(answers).to_string();
    }
    filing.changed_at = asked.now;
    let told = tell(&filing, &materials);
    let next = filing.clone();
    let changed = asked.office.write(move |conn| filing::change(conn, &next)).await?;
    still_a_draft(&filing, changed)?;
    Ok(Json(told).into_response())
}

async fn delete(asked: Asked, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let (filing, materials) = find(&asked, &id)?;
    let blobs = asked.office.blobs(&id)?;
    let changed = asked.office.write(move |conn| filing::delete(conn, &id)).await?;
    still_a_draft(&filing, changed)?;
    let hashes: Vec<[u8; 32]> = materials.iter().map(|material| material.hash).collect();
    asked.office.write(move |conn| filing::let_go(conn, &blobs, &hashes)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses what came after the filing was handed in.
pub fn still_a_draft(filing: &Filing, changed: Changed) -> Result<(), Problem> {
    match changed {
        Changed::Yes => Ok(()),
        Changed::No => Err(already_submitted(filing)),
    }
}

fn already_submitted(filing: &Filing) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "already-submitted",
        Words::new("申报已提交", "Already handed in"),
        Words::new(
            "申报已提交并已入卷，不再是草稿，不能修改、删除或再次提交",
            "the filing was handed in and is on record: it is no draft any more, and is neither \
             changed, deleted nor handed in again",
        ),
    )
    .with("review", filing.review.clone())
}

async fn checked(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let (filing, materials) = find(&asked, &id)?;
    let context = asked.office.context();
    let houses = asked.office.read(people::organisations)?;
    let found: Check = check(&context, asked.today, &filing, &materials, &houses);
    Ok(Json(found.tell()))
}

/// A filing in JSON.
pub fn tell(filing: &Filing, materials: &[Material]) -> Value {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    json!({
        "id": filing.id, "party": filing.party, "kind": filing.kind,
        "subject": read(&filing.subject), "answers": read(&filing.answers),
        "state": if filing.review.is_some() { "submitted" } else { "draft" },
        "review": filing.review, "created_at": filing.created_at,
        "changed_at": filing.changed_at,
        "materials": materials.iter().map(|file| tell_material(file, None)).collect::<Vec<Value>>(),
    })
}

/// The same with what was seen of its files.
fn tell_looked(asked: &Asked, filing: &Filing, materials: &[Material]) -> Result<Value, Problem> {
    let mut told = tell(filing, &[]);
    let files = asked.office.read(|conn| {
        let tell = |file: &Material| {
            Ok(tell_material(file, looked::of(conn, &filing.id, &file.hash)?.as_ref()))
        };
        materials.iter().map(tell).collect::<Result<Vec<Value>, store::Error>>()
    })?;
    if let Value::Object(members) = &mut told {
        members.insert("materials".to_owned(), files.into());
    }
    Ok(told)
}

/// A file in JSON, with what is to be known of it.
pub fn tell_material(material: &Material, looked: Option<&Looked>) -> Value {
    json!({
        "material": material.material, "name": material.name,
        "media_type": material.media_type, "sha256": hex(&material.hash),
        "bytes": material.bytes, "uploaded_at": material.uploaded_at,
        "remarks": tell_all(&material.name, &material.media_type, looked),
    })
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The kind of a filing.
pub fn kind_of(filing: &Filing) -> Option<FilingKind> {
    serde_json::from_value(Value::String(filing.kind.clone())).ok()
}
