//! What opens a docket: handing a filing in, and reviews that nobody filed for.

use access::{Filing as About, OrganisationId, Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use law::{Material as Kind, Words};
use review::{Act, Actor, BodyId, Consulted};
use serde_json::{Map, Value, json};
use store::desk::filing::{Filing, Material};
use store::desk::people;

use super::filings::{find, hex, kind_of};
use super::receipts::receipt_path;
use crate::answer::replayed;
use crate::asked::Asked;
use crate::desk::{CaseMaterial, Opened, Opening};
use crate::download::{DAMAGED, whole};
use crate::filing_check::{Check, Present, check};
use crate::input::{Body, Field, Form, Kind as Holds, read_act};
use crate::problem::{Fault, Problem, both};
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::view::{Sight, SummaryTold};

const SUBMIT: &[Field] = &[Field::optional(
    "without",
    Holds::SomeOf(&["declaration", "analysis", "documents", "other"]),
)];
const BESIDE: &[Field] = &[
    Field::optional("title", Holds::Text),
    Field::optional("party", Holds::Text),
    Field::optional("provider", Holds::Text),
    Field::optional("subject", Holds::Open),
    Field::optional("consulted", Holds::Bodies),
    Field::optional("dated", Holds::Day),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::POST,
            "/api/v1/filings/{id}/submit",
            Asks::This(Question::FilingSubmit),
            submit,
        )
        .of("filings")
        .about(
            "提交申报：取得案号，开立卷宗",
            "Hand a filing in: it takes its number and opens its docket",
        )
        .takes(Takes::Fields(SUBMIT))
        .tells(Shape::Is(&shapes::OPENED))
        .once()
        .conflicts(&[
            &shapes::FILING_INCOMPLETE,
            &shapes::REFUSAL,
            &shapes::NO_LAW,
            &shapes::CLOCK_BEHIND,
        ])
        .gives(201),
        Route::new(
            Method::POST,
            "/api/v1/reviews",
            Asks::This(Question::ReviewStartExOfficio),
            ex_officio,
        )
        .of("reviews")
        .about(
            "依职权：提请发起审查、确定审查对象、组织审查",
            "Without a filing: ask-ex-officio, determine-object, take-up",
        )
        .takes(Takes::Act(BESIDE))
        .tells(Shape::Is(&shapes::OPENED))
        .once()
        .conflicts(&[&shapes::REFUSAL, &shapes::NO_LAW, &shapes::CLOCK_BEHIND])
        .gives(201),
    ]
}

async fn submit(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    let key = asked.idempotency(&body.hash, &format!("submit {id}"))?;
    if let Some(opened) = asked.opened_before(key.as_ref())? {
        return Ok(told(&asked, &opened));
    }
    let (filing, materials) = find(&asked, &id)?;
    asked.office.gates.submission(asked.person()?.id.as_str(), asked.now)?;
    let value = if body.value.is_null() { json!({}) } else { body.value };
    let without: Vec<Kind> = Form::read(value, SUBMIT)?.take("without")?.unwrap_or_default();
    let houses = asked.office.read(people::organisations)?;
    let checked = check(&asked.office.context(), asked.today, &filing, &materials, &houses);
    must_be_ready(&checked, &without)?;
    must_be_kept(&asked, &filing.id, &materials).await?;
    let opening = opening(&asked, &filing, &materials, without)?;
    let opened = asked.open(Opening { key, ..opening }).await?;
    Ok(told(&asked, &opened))
}

/// What must be answered is answered; what is missing of the materials is known to whoever files.
fn must_be_ready(checked: &Check, without: &[Kind]) -> Result<(), Problem> {
    let unanswered = checked.missing_answers();
    if !unanswered.is_empty() {
        let faults = unanswered.iter().map(|item| {
            let text = match item.present {
                Present::Unfit => item.text.clone(),
                Present::No | Present::Yes => Words::new(
                    format!("缺少：{}", item.text.zh),
                    format!("missing: {}", item.text.en),
                ),
            };
            Fault::new(item.what.clone(), text)
        });
        return Err(Problem::faulty(faults.collect()));
    }
    let missing = checked.missing_materials();
    let unsaid: Vec<&Kind> = missing.iter().filter(|kind| !without.contains(kind)).collect();
    if unsaid.is_empty() {
        return Ok(());
    }
    let article = checked.items.iter().find(|item| item.what == "declaration");
    let article = article.and_then(|item| item.article.clone());
    let items = checked.tell();
    Err(Problem::new(
        StatusCode::CONFLICT,
        "filing-incomplete",
        Words::new("申报材料不齐", "The filing is incomplete"),
        Words::new(
            "申报材料不齐：请补齐后提交；如确需先行提交，请在 without 中列明缺少的材料（期限自材料齐备之日起算）",
            "materials are missing: add them, or hand in as it is by naming them in `without` (the \
                limit then runs from the day all are in)",
        ),
    )
    .with("article", article)
    .with("items", items))
}

/// What is recorded under a hash is there under it: else whoever files sends it again.
async fn must_be_kept(asked: &Asked, filing: &str, materials: &[Material]) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for material in materials {
        match whole(&asked.office, filing, material.hash).await {
            Ok(_) => {}
            Err(problem) if problem.reason() == DAMAGED => {
                let text = Words::new(
                    "所存文件已损坏或丢失，请重新上传",
                    "the file kept here is damaged or lost: send it again",
                );
                faults.push(Fault::new(format!("/materials/{}", material.material), text));
            }
            Err(problem) => return Err(problem),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::faulty(faults)) }
}

fn opening(
    asked: &Asked,
    filing: &Filing,
    materials: &[Material],
    without: Vec<Kind>,
) -> Result<Opening, Problem> {
    let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let (subject, answers) = (read(&filing.subject), read(&filing.answers));
    let kind = kind_of(filing).ok_or_else(|| Problem::broken(&"a filing of no kind"))?;
    let text = |name: &str| subject.get(name).and_then(Value::as_str).map(str::to_owned);
    Ok(Opening {
        title: text("title").unwrap_or_default(),
        party: Some(filing.party.clone()),
        provider: known(asked, text("provider"))?,
        consulted: departments(asked, &subject)?,
        answers,
        materials: materials.iter().map(handed_in).collect(),
        act: Act::Files { kind, without },
        dated: None,
        resource: Resource::Filing(About {
            party: OrganisationId::new(&filing.party),
            review: None,
        }),
        draft: Some(filing.id.clone()),
        key: None,
        subject,
    })
}

/// An organisation as named in a subject: where it has no account here its name is only words.
fn known(asked: &Asked, named: Option<String>) -> Result<Option<String>, Problem> {
    let Some(named) = named else {
        return Ok(None);
    };
    let found = asked.office.read(|conn| people::organisation(conn, &named))?;
    Ok(found.map(|house| house.id))
}

fn must_be_known(
    asked: &Asked,
    at: &str,
    named: Option<String>,
) -> Result<Option<String>, Problem> {
    match (known(asked, named.clone())?, named) {
        (None, Some(_)) => {
            let text = Words::new("没有此单位", "there is no such organisation");
            Err(Problem::fault(at, text))
        }
        (found, _) => Ok(found),
    }
}

/// The protection department a CII operator names, `protection_department: "nea"`.
fn departments(asked: &Asked, subject: &Map<String, Value>) -> Result<Vec<Consulted>, Problem> {
    let Some(named) = subject.get("protection_department").and_then(Value::as_str) else {
        return Ok(Vec::new());
    };
    let id = BodyId::new(named).ok_or_else(|| {
        let text = Words::new(
            "应为部门代号：字母、数字、- 和 _",
            "a department's id is expected: letters, digits, - and _",
        );
        Problem::fault("/subject/protection_department", text)
    })?;
    Ok(vec![asked.consulted(Actor::Department(id))?])
}

fn handed_in(material: &Material) -> CaseMaterial {
    CaseMaterial {
        material: material.material.clone(),
        name: material.name.clone(),
        media_type: material.media_type.clone(),
        sha256: hex(&material.hash),
        bytes: material.bytes,
    }
}

async fn ex_officio(asked: Asked, body: Body) -> Result<Response, Problem> {
    asked.may(&Resource::Office)?;
    let key = asked.idempotency(&body.hash, "open")?;
    if let Some(opened) = asked.opened_before(key.as_ref())? {
        return Ok(told(&asked, &opened));
    }
    let (act, mut beside) = read_act(body.value, BESIDE)?;
    let Some(named) = opened_by(&act) else {
        return Err(opens_nothing());
    };
    let consulted: Vec<Actor> = beside.take("consulted")?.unwrap_or_default();
    let consulted = consulted.into_iter().map(|body| asked.consulted(body));
    let opening = Opening {
        title: beside.take("title")?.unwrap_or(named),
        party: must_be_known(&asked, "/party", beside.take("party")?)?,
        provider: must_be_known(&asked, "/provider", beside.take("provider")?)?,
        subject: beside.take("subject")?.unwrap_or_default(),
        answers: Map::new(),
        materials: Vec::new(),
        consulted: consulted.collect::<Result<Vec<Consulted>, Problem>>()?,
        act,
        dated: beside.take("dated")?,
        resource: Resource::Office,
        draft: None,
        key,
    };
    let opened = asked.open(opening).await?;
    Ok(told(&asked, &opened))
}

/// What an act that opens a docket calls its object.
fn opened_by(act: &Act) -> Option<String> {
    if let Act::AskExOfficio { what, .. } = act {
        return Some(what.clone());
    }
    if let Act::DetermineObject { object, .. } | Act::TakeUp { object, .. } = act {
        return Some(object.clone());
    }
    None
}

fn opens_nothing() -> Problem {
    let text = Words::new(
        "此行为不能开立卷宗；可用：ask-ex-officio、determine-object、take-up（申报由其提交路径受理）",
        "this act opens no docket; those that do are ask-ex-officio, determine-object, take-up (a \
            filing is handed in by its submit route)",
    );
    Problem::fault("/act", text)
}

/// `{review, number, receipt}`.
fn told(asked: &Asked, opened: &Opened) -> Response {
    let docket = &opened.docket;
    let entry = docket.review.entries().first();
    let body = json!({
        "review": docket.id.as_str(),
        "number": docket.case.number,
        "position": docket.position(),
        "receipt": {
            "seq": opened.seq,
            "date": entry.map(|entry| entry.date),
            "time": entry.and_then(|entry| entry.time),
            "title": docket.case.title,
            "materials": docket.case.materials,
            "at": receipt_path(docket.id.as_str(), 1),
        },
        "state": SummaryTold::new(&docket.summary, &Sight::of_actor(asked, docket)),
        "text": both(&Words::new(
            format!("已收到，案号 {}", docket.case.number),
            format!("received; case number {}", docket.case.number),
        )),
    });
    let response = (StatusCode::CREATED, Json(body)).into_response();
    if opened.replayed { replayed(response) } else { response }
}
