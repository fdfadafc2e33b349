//! Reviews: the list, one review, and what is done in it.

use access::{ActName, Question, Resource};
use axum::Json;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use law::Positions;
use review::{Basis, Permission, Summary};
use serde::Serialize;
use serde_json::{Value, json};

use super::listing;
use super::receipts::receipt_path;
use crate::answer::replayed;
use crate::asked::Asked;
use crate::desk::{Case, Docket, Doing, Done, moment};
use crate::input::{Body, Field, Kind, read_act};
use crate::movements::Movement;
use crate::problem::{Problem, both};
use crate::readings::Document;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};
use crate::view::{EntryTold, Sight, SummaryTold, is_own};

const BESIDE: &[Field] = &[
    Field::required("position", Kind::Position),
    Field::optional("dated", Kind::Day),
    Field::optional("on_paper_for", Kind::Body),
    Field::optional("files", Kind::Ids),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, "/api/v1/reviews", asks(Question::ReviewList), listing::list)
            .about(
                "审查列表，最紧迫者在前。一次约查看 1,000 项：其中来者可知者不足一页时，next 指向继续之处。\
                 办公室以外，条件与次序均按来者所获告知者计，次序以每次查看的各项（自新至旧）为范围，position 为 null",
                "Reviews, the most urgent first. One request looks at some 1,000: where those the \
                 caller may see fill no page among them, the page is short and `next` leads on. \
                 Outside the Office filters and order go by what the caller was told, the order \
                 holds among those looked at (newest first), and `position` is null",
            )
            .tells(Shape::Is(&shapes::REVIEWS_PAGE))
            .query(listing::LIST),
        Route::new(Method::GET, "/api/v1/reviews/{id}", asks(Question::ReviewRead), read)
            .about(
                "适用版本、步骤、期限、轮到谁、现在可做什么及不可做的理由",
                "Law, step, limits, whose turn, what may be done now and why the rest may not",
            )
            .tells(Shape::Is(&shapes::REVIEW)),
        Route::new(Method::POST, "/api/v1/reviews/{id}/acts", Asks::TheAct, act)
            .about(
                "办理一项行为；position 为决定时所见卷宗的长度",
                "Do an act; `position` is the length of the docket it was decided on",
            )
            .takes(Takes::Act(BESIDE))
            .tells(Shape::Is(&shapes::DONE))
            .once()
            .conflicts(&[&shapes::REFUSAL, &shapes::DOCKET_MOVED, &shapes::CLOCK_BEHIND])
            .gives(201),
    ]
    .into_iter()
    .map(|route| route.of("reviews"))
    .collect()
}

async fn read(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    asked.reads(&docket, Document::Filing, docket.case.party.as_deref()).await?;
    let context = asked.office.context();
    let summary = Summary::of(&context, &docket.review, asked.today);
    let sight = Sight::of(&asked, &docket);
    let permissions = review::permitted(&context, &docket.review, moment(asked.now));
    let (may, may_not) = permissions_told(&asked, &docket, &sight, permissions);
    let told = ReviewTold {
        id: docket.id.as_str(),
        case: &docket.case,
        position: docket.position(),
        summary: SummaryTold::new(&summary, &sight),
        law_hash: &docket.review.frame().law_hash,
        positions: docket.review.positions(),
        as_of: asked.today,
        moved: asked.office.movements.of(&asked.office, &docket.id, &sight)?,
        may,
        may_not,
    };
    serde_json::to_value(told).map(Json).map_err(|error| Problem::broken(&error))
}

#[derive(Serialize)]
struct ReviewTold<'a> {
    id: &'a str,
    #[serde(flatten)]
    case: &'a Case,
    position: u32,
    #[serde(flatten)]
    summary: SummaryTold<'a>,
    law_hash: &'a str,
    positions: &'a Positions,
    as_of: Date,
    moved: Vec<Movement>,
    may: Vec<Value>,
    may_not: Vec<Value>,
}

/// What may be done and by whom; why the rest may not. Who does not see the consultation is told of
/// their own acts alone.
fn permissions_told(
    asked: &Asked,
    docket: &Docket,
    sight: &Sight,
    permissions: Vec<Permission>,
) -> (Vec<Value>, Vec<Value>) {
    let resource = Resource::Review(docket.standing.clone());
    let (mut may, mut may_not) = (Vec::new(), Vec::new());
    for permission in permissions.into_iter().filter(|one| sight.tells(asked, one)) {
        let name = ActName::of_word(permission.act);
        let mine = is_own(asked, &permission);
        match permission.refusal {
            None => {
                let you =
                    mine && name.is_some_and(|name| asked.allows(Question::Act(name), &resource));
                may.push(json!({"act": permission.act, "actor": permission.actor, "you": you}));
            }
            Some(refusal) => {
                let article = match &refusal.basis {
                    Basis::Article(cite) => Some(cite.article.clone()),
                    Basis::Position { .. } | Basis::House { .. } => None,
                };
                may_not.push(json!({
                    "act": permission.act, "actor": permission.actor, "reason": refusal.reason,
                    "article": article, "basis": refusal.basis, "text": both(&refusal.text),
                }));
            }
        }
    }
    (may, may_not)
}

async fn act(asked: Asked, Path(id): Path<String>, body: Body) -> Result<Response, Problem> {
    // Who is not signed in learns nothing of what an act must look like for this docket.
    asked.person()?;
    let request = body.hash;
    let (act, mut beside) = match read_act(body.value, BESIDE) {
        Ok(read) => read,
        Err(faulty) => {
            asked.docket_known(&id)?;
            return Err(faulty);
        }
    };
    let doing = Doing {
        act,
        on_paper_for: beside.take("on_paper_for")?,
        dated: beside.take("dated")?,
        position: beside.need("position")?,
        files: beside.take("files")?.unwrap_or_default(),
        request,
    };
    let done = asked.act(&id, doing).await?;
    Ok(told(&asked, &done))
}

#[derive(Serialize)]
struct DoneTold<'a> {
    review: &'a str,
    number: &'a str,
    position: u32,
    seq: u64,
    receipt: ReceiptPlace,
    entry: EntryTold<'a>,
    state: SummaryTold<'a>,
}

/// Where the receipt is: it is made when somebody asks for it.
#[derive(Serialize)]
struct ReceiptPlace {
    seq: u64,
    at: String,
}

fn told(asked: &Asked, done: &Done) -> Response {
    let docket = &done.docket;
    let sight = Sight::of_actor(asked, docket);
    let body = DoneTold {
        review: docket.id.as_str(),
        number: &docket.case.number,
        position: docket.position(),
        seq: done.seq,
        receipt: ReceiptPlace {
            seq: done.seq,
            at: receipt_path(docket.id.as_str(), done.entry.number),
        },
        entry: EntryTold::new(docket, &done.entry, &sight),
        state: SummaryTold::new(&docket.summary, &sight),
    };
    let response = (StatusCode::CREATED, Json(body)).into_response();
    if done.replayed { replayed(response) } else { response }
}
