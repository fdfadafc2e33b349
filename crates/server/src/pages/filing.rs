//! One filing, from draft to handing in.

use access::Question;
use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::entries::{place_of_copy, size};
use super::form::{Asking, Filled, Shape, Trouble, fault_of};
use super::parts::{Upload, read_parts};
use super::shell::{Shell, on_to, page};
use super::texts::Speech;
use super::visit::Visit;
use crate::input::{Field, Kind, Query};
use crate::problem::{Fault, Problem};
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    let one = "/filings/{id}";
    let material = "/filings/{id}/materials/{material}";
    vec![
        Route::new(Method::GET, one, asks(Question::FilingRead), show)
            .about("申报页", "The page of a filing"),
        Route::new(Method::POST, one, asks(Question::FilingEdit), change)
            .about("修改草稿", "Change a draft"),
        Route::new(Method::POST, material, asks(Question::MaterialUpload), upload)
            .about("上传材料", "Upload a material"),
        Route::new(
            Method::POST,
            "/filings/{id}/materials/{material}/delete",
            asks(Question::FilingEdit),
            remove,
        )
        .about("移去材料", "Take a material out"),
        Route::new(Method::POST, "/filings/{id}/submit", asks(Question::FilingSubmit), submit)
            .about("提交申报", "Hand a filing in"),
        Route::new(Method::POST, "/filings/{id}/delete", asks(Question::FilingDelete), delete)
            .about("删除草稿", "Delete a draft"),
    ]
}

/// What a draft is asked for.
pub const KIND: Field =
    Field::required("kind", Kind::OneOf(&["procurement", "data-processing", "listing"]));
/// The subject's members: name, shape, and whether the check asks for it.
const SUBJECT: &[(&str, Shape)] = &[
    ("title", Shape::Line),
    ("provider", Shape::Suggested),
    ("object", Shape::Line),
    ("protection_department", Shape::Suggested),
    ("value", Shape::Line),
    ("market", Shape::Line),
    ("users", Shape::Line),
    ("description", Shape::Paragraphs),
];
const MATERIALS: &[&str] = &["declaration", "analysis", "documents", "other"];
/// What is read of a form besides the kind.
pub const DRAFT: &[Field] = &[
    KIND,
    Field::optional("party", Kind::Text),
    Field::required("subject", Kind::Open),
    Field::optional("answers", Kind::Open),
];

/// A filing as the API tells it.
#[derive(Deserialize)]
pub struct Filing {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Whose it is.
    pub party: String,
    /// What it is about.
    pub subject: Map<String, Value>,
    /// What was answered.
    pub answers: Map<String, Value>,
    /// `draft` or `submitted`.
    pub state: String,
    /// The review it became.
    pub review: Option<String>,
    /// Its files.
    pub materials: Vec<Material>,
}

/// A file of a filing.
#[derive(Deserialize)]
pub struct Material {
    material: String,
    name: String,
    bytes: u64,
    sha256: String,
    media_type: String,
    #[serde(default)]
    remarks: Vec<Remark>,
}

#[derive(Deserialize)]
struct Remark {
    text: law::Words,
}

/// A text among members.
pub fn text_of(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// A member of the subject as a field.
pub fn subject_field(
    visit: &Visit,
    name: &str,
    shape: Shape,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Asking {
    let t = visit.t;
    let field = format!("subject.{name}");
    let hint = t.find(&format!("hint-subject-{name}"));
    let fault = problem.and_then(|problem| {
        let pointer = format!("/subject/{name}");
        let found = problem.faults().iter().find(|fault| fault.pointer == pointer);
        found.map(|fault| t.words(&fault.text).to_owned())
    });
    let asking = Asking {
        label: t.of("subject", name),
        hint: hint.map(str::to_owned),
        shape,
        choices: Vec::new(),
        value: filled.one(&field).unwrap_or_default().to_owned(),
        required: name == "title",
        fault,
        name: field,
    };
    match name {
        "provider" | "protection_department" => asking.among(houses(visit, name)),
        _ => asking,
    }
}

/// Names that may be meant: providers, or departments by their id.
fn houses(visit: &Visit, name: &str) -> Vec<(String, String)> {
    let (kind, by_body) = match name {
        "provider" => ("provider", false),
        _ => ("protection-department", true),
    };
    let all = visit.asked.office.read(store::desk::people::organisations).unwrap_or_default();
    let fits = all.into_iter().filter(|house| house.kind == kind);
    fits.filter_map(|house| {
        let value = if by_body { house.body? } else { house.id };
        Some((value, house.name))
    })
    .collect()
}

#[derive(Deserialize)]
struct Checked {
    law: Option<String>,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    item: String,
    article: Option<String>,
    present: bool,
    text: law::Words,
}

struct ItemLine {
    text: String,
    article: String,
    present: bool,
}

struct MaterialLine {
    material: String,
    name: String,
    file: Option<(String, String, String)>,
    href: String,
    remarks: Vec<String>,
    fault: Option<String>,
}

#[derive(Template)]
#[template(path = "filing.html")]
struct Page {
    shell: Shell,
    id: String,
    title: String,
    kind: String,
    is_draft: bool,
    review: Option<String>,
    trouble: Option<Trouble>,
    fields: Vec<Asking>,
    no_secrets: bool,
    materials: Vec<MaterialLine>,
    items: Vec<ItemLine>,
    missing: Vec<(String, String)>,
    law: String,
    may_submit: bool,
    may_edit: bool,
    key: String,
    saved: bool,
}

async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Result<Response, Problem> {
    draw(&visit, &id, None, None, query.get("saved").is_some()).await
}

/// What stands against what on the page of a draft.
struct Against<'a> {
    problem: &'a Problem,
    /// The material it is about, where it is about one.
    material: Option<&'a str>,
}

async fn draw(
    visit: &Visit,
    id: &str,
    filled: Option<&Filled>,
    against: Option<Against<'_>>,
    saved: bool,
) -> Result<Response, Problem> {
    let t = visit.t;
    let path = format!("/api/v1/filings/{id}");
    let filing: Filing = visit.read(&path).await?;
    let checked: Checked = visit.read(&format!("{path}/check")).await?;
    let kept = as_filled(&filing);
    let filled = filled.unwrap_or(&kept);
    let of_form = against.as_ref().filter(|against| against.material.is_none());
    let problem = of_form.map(|against| against.problem);
    let mut fields = vec![Asking::new(t, &KIND, filled, problem)];
    for (name, shape) in SUBJECT {
        fields.push(subject_field(visit, name, *shape, filled, problem));
    }
    let about = access::Filing { party: access::OrganisationId::new(&filing.party), review: None };
    let is_draft = filing.state == "draft";
    let about = access::Resource::Filing(about);
    let may = |question| is_draft && visit.asked.allows(question, &about);
    let trouble = problem.map(|problem| Trouble::new(t, problem, &fields));
    let title = text_of(&filing.subject, "title").unwrap_or_else(|| t.get("untitled").to_owned());
    let drawn = Page {
        shell: Shell::new(&visit.asked, title.clone(), "/filings"),
        title,
        kind: t.of("option", &filing.kind),
        is_draft,
        trouble,
        no_secrets: filled.one("answers.no_state_secrets") == Some("true"),
        materials: MATERIALS.iter().map(|word| material(t, &filing, word, &against)).collect(),
        missing: missing(t, &checked),
        law: checked.law.map(|law| t.of("law", &law)).unwrap_or_default(),
        items: checked.items.into_iter().map(|item| item_line(t, item)).collect(),
        may_submit: may(Question::FilingSubmit),
        may_edit: may(Question::FilingEdit),
        review: filing.review,
        key: visit.new_key()?,
        id: filing.id,
        fields,
        saved,
    };
    let status = against.map_or(StatusCode::OK, |against| against.problem.status());
    page(status, &drawn)
}

/// A draft as its form would be filled in.
fn as_filled(filing: &Filing) -> Filled {
    let mut filled = vec![("kind".to_owned(), filing.kind.clone())];
    let members = [("subject", &filing.subject), ("answers", &filing.answers)];
    for (of, members) in members {
        for (name, value) in members {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            filled.push((format!("{of}.{name}"), text));
        }
    }
    Filled(filled)
}

fn material(t: Speech, filing: &Filing, word: &str, against: &Option<Against<'_>>) -> MaterialLine {
    let file = filing.materials.iter().find(|file| file.material == word);
    let stopped = against.as_ref().filter(|against| against.material == Some(word));
    MaterialLine {
        name: t.of("option", word),
        file: file.map(|file| {
            (file.name.clone(), size(t, file.bytes), file.sha256.chars().take(12).collect())
        }),
        href: file
            .map(|file| {
                let place = format!("/filings/{}/materials/{word}", filing.id);
                place_of_copy(&file.media_type, format!("/api/v1{place}/view"), place)
            })
            .unwrap_or_default(),
        remarks: file
            .map(|file| file.remarks.iter().map(|it| t.words(&it.text).to_owned()).collect())
            .unwrap_or_default(),
        fault: stopped.map(|against| {
            let faults = fault_of(t, Some(against.problem), "?name");
            faults.unwrap_or_else(|| t.words(against.problem.text()).to_owned())
        }),
        material: word.to_owned(),
    }
}

fn item_line(t: Speech, item: Item) -> ItemLine {
    ItemLine {
        text: t.words(&item.text).to_owned(),
        article: item
            .article
            .map(|article| t.with("under-article", &[("article", &article)]))
            .unwrap_or_default(),
        present: item.present,
    }
}

/// The materials that are missing: word and name.
fn missing(t: Speech, checked: &Checked) -> Vec<(String, String)> {
    let missing = checked.items.iter().filter(|item| !item.present);
    let materials = missing.filter(|item| MATERIALS.contains(&item.item.as_str()));
    materials.map(|item| (item.item.clone(), t.of("option", &item.item))).collect()
}

async fn change(visit: Visit, Path(id): Path<String>, filled: Filled) -> Result<Response, Problem> {
    match save(&visit, &id, &filled).await {
        Ok(()) => Ok(on_to(&format!("/filings/{id}?saved=1"))),
        Err(problem) => {
            let against = Against { problem: &problem, material: None };
            draw(&visit, &id, Some(&filled), Some(against), false).await
        }
    }
}

async fn save(visit: &Visit, id: &str, filled: &Filled) -> Result<(), Problem> {
    let mut body = filled.json(DRAFT);
    body.remove("party");
    visit.ask(Method::PUT, &format!("/api/v1/filings/{id}"), Value::Object(body), None).await?;
    Ok(())
}

async fn upload(
    visit: Visit,
    Path((id, material)): Path<(String, String)>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/filings/{id}/materials/{material}");
    let to = Upload { method: Method::PUT, path, along: &[] };
    let sent = read_parts(&visit, multipart, &to).await?;
    let nothing = || {
        let text = law::Words::new("请先选择文件", "choose a file first");
        Problem::faulty(vec![Fault::new("?name", text)])
    };
    let stopped = sent.stopped.or_else(|| sent.files.is_empty().then(nothing));
    match stopped {
        None => Ok(on_to(&format!("/filings/{id}#materials"))),
        Some(problem) => {
            let against = Against { problem: &problem, material: Some(&material) };
            draw(&visit, &id, None, Some(against), false).await
        }
    }
}

async fn remove(
    visit: Visit,
    Path((id, material)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let path = format!("/api/v1/filings/{id}/materials/{material}");
    visit.ask(Method::DELETE, &path, Value::Null, None).await?;
    Ok(on_to(&format!("/filings/{id}#materials")))
}

async fn submit(visit: Visit, Path(id): Path<String>, filled: Filled) -> Result<Response, Problem> {
    let without: Vec<&str> = filled.all("without").collect();
    let body = if without.is_empty() { json!({}) } else { json!({"without": without}) };
    let path = format!("/api/v1/filings/{id}/submit");
    match visit.ask(Method::POST, &path, body, filled.one("key")).await {
        Ok(opened) => {
            let review = opened.value.get("review").and_then(Value::as_str).unwrap_or_default();
            Ok(on_to(&format!("/reviews/{review}")))
        }
        Err(problem) => {
            let against = Against { problem: &problem, material: None };
            draw(&visit, &id, None, Some(against), false).await
        }
    }
}

async fn delete(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    visit.ask(Method::DELETE, &format!("/api/v1/filings/{id}"), Value::Null, None).await?;
    Ok(on_to("/filings"))
}
