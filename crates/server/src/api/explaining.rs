//! Why a docket's limits stand as they do and why acts are refused; and the computation, to keep.

use access::Question;
use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};
use review::{Actor, DayTally, Refusal, Trace};
use serde::Serialize;
use serde_json::Value;

use crate::asked::Asked;
use crate::desk::{Docket, moment};
use crate::explaining::{self, LimitExplained, ReadableEntries};
use crate::problem::Problem;
use crate::readings::Document;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route};
use crate::view::{LimitTold, Sight};

/// Where the computation of a docket is.
pub fn computation_path(review: &str) -> String {
    format!("/api/v1/reviews/{review}/computation")
}

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::GET,
            "/api/v1/reviews/{id}/explain",
            Asks::This(Question::ReviewRead),
            explain,
        )
        .of("reviews")
        .about(
            "期限与不予记入的依据：条文、版本、所取口径及未采用者、所依据的记录、计入与跳过的日子；\
             来者无权阅读的记录不列出，withheld 为 true",
            "Why limits stand as they do and acts are refused: articles, version, readings taken \
             and not taken, entries, days counted and skipped. Entries the caller may not read are \
             not named; `withheld` says that there are some",
        )
        .tells(Shape::Is(&shapes::EXPLANATION)),
        Route::new(
            Method::GET,
            "/api/v1/reviews/{id}/computation",
            Asks::This(Question::ReviewDocket),
            computation,
        )
        .of("reviews")
        .about(
            "计算凭据：卷宗页、各版本的哈希、所知的放假安排与结果；可用 anshen verify 重算。\
             限可阅读全部卷宗者",
            "The receipt of the computation: the page of the docket, the hashes of the versions, \
             what is known of holidays, and the result; `anshen verify` runs it again. For whoever \
             may read all of the docket",
        )
        .tells(Shape::Is(&shapes::COMPUTATION))
        .conflicts(&[&shapes::NO_REPLAY]),
    ]
}

#[derive(Serialize)]
struct Explanation<'a> {
    review: &'a str,
    number: &'a str,
    law: &'a law::RegimeId,
    as_of: jiff::civil::Date,
    limits: Vec<LimitTraced<'a>>,
    refusals: Vec<RefusalTraced<'a>>,
}

#[derive(Serialize)]
struct LimitTraced<'a> {
    limit: LimitTold<'a>,
    grounds: Option<&'a Trace>,
    days: Option<&'a DayTally>,
}

#[derive(Serialize)]
struct RefusalTraced<'a> {
    act: &'static str,
    actor: &'a Actor,
    refusal: &'a Refusal,
    grounds: Option<Trace>,
}

async fn explain(asked: Asked, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let docket = asked.docket(&id)?;
    let sight = Sight::of(&asked, &docket);
    let entries = ReadableEntries::of(&asked, &docket);
    let limits = explaining::limits(&asked, &docket, &sight, &entries);
    let context = asked.office.context();
    let permissions = review::permitted(&context, &docket.review, moment(asked.now));
    let told = permissions.iter().filter(|one| sight.tells(&asked, one));
    let refusals = told.filter_map(|one| {
        let refusal = one.refusal.as_ref()?;
        let grounds = explaining::refusal(&asked, &docket, &entries, refusal);
        Some(RefusalTraced { act: one.act, actor: &one.actor, refusal, grounds })
    });
    let told = Explanation {
        review: docket.id.as_str(),
        number: &docket.case.number,
        law: docket.review.law(),
        as_of: asked.today,
        limits: limits.iter().map(traced).collect(),
        refusals: refusals.collect(),
    };
    serde_json::to_value(told).map(Json).map_err(|error| Problem::broken(&error))
}

fn traced(one: &LimitExplained) -> LimitTraced<'_> {
    LimitTraced {
        limit: LimitTold::new(&one.limit),
        grounds: one.grounds.as_ref(),
        days: one.days.as_ref(),
    }
}

async fn computation(asked: Asked, Path(id): Path<String>) -> Result<Response, Problem> {
    let docket = asked.docket(&id)?;
    let computed = explaining::computation(&asked, &docket)?;
    let written = computed.written().map_err(|error| Problem::broken(&error))?;
    // The page of the docket, with every word on it, is in the receipt.
    asked.reads(&docket, Document::Docket, None).await?;
    as_file(&docket, asked.today, written)
}

fn as_file(
    docket: &Docket,
    today: jiff::civil::Date,
    written: String,
) -> Result<Response, Problem> {
    let id = docket.id.as_str();
    let disposition = format!("attachment; filename=\"computation-{id}-{today}.json\"");
    let disposition = HeaderValue::from_str(&disposition);
    let disposition = disposition.map_err(|error| Problem::broken(&error))?;
    let media = HeaderValue::from_static("application/json");
    let headers = [(header::CONTENT_DISPOSITION, disposition), (header::CONTENT_TYPE, media)];
    Ok((headers, written).into_response())
}
