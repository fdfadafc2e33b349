//! What somebody is told at once: emergencies of others, declarations in spite of a link, what
//! waits for his confirmation. The same lines stand above the list of reviews.

use access::{DocketId, OrganisationKind, Question, Resource};
use axum::Json;
use axum::http::Method;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::desk::{emergency, four_eyes, tie};

use super::emergencies::about;
use crate::asked::Asked;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route};

/// For how long something is told.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The kinds of lines.
pub const LINES: &[&str] = &["emergency", "declared-in-spite", "four-eyes"];

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/me/told", Asks::This(Question::SelfRead), read)
            .of("entrance")
            .about(
                "应当即时知悉的事项：他人的紧急查阅、有关联而声明无冲突、待本人确认的事项；七日内",
                "What the caller is to know at once: emergencies of others, declarations in spite \
                 of a link, what waits for his confirmation; of the last seven days",
            )
            .tells(Shape::Is(&shapes::TOLD)),
    ]
}

/// A line.
#[derive(Debug, Serialize, Deserialize)]
pub struct Line {
    /// `emergency`, `declared-in-spite` or `four-eyes`.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub name: String,
    /// Which case, where it is about one.
    pub review: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// Why, in their own words.
    pub because: Option<String>,
    /// The deed, of what takes two.
    pub deed: Option<String>,
}

async fn read(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    Ok(Json(json!({"lines": lines(&asked)?})))
}

/// What the caller is told, the newest first.
pub fn lines(asked: &Asked) -> Result<Vec<Line>, Problem> {
    let person = asked.person()?;
    // WHY: the first page of everybody asks; nobody outside is told any of it.
    if !matches!(person.kind, OrganisationKind::Office | OrganisationKind::CommissionOffice) {
        return Ok(Vec::new());
    }
    let own = person.id.as_str();
    let since = asked.now.saturating_sub(TOLD_FOR).unwrap_or(asked.now);
    let mut lines = Vec::new();
    for one in asked.office.read(emergency::all)? {
        let seen = about(asked, &one)?.is_some_and(|it| asked.allows(Question::EmergencyRead, &it));
        if since <= one.began_at && one.account != own && seen {
            let because = Some(one.because);
            lines.push(line(asked, "emergency", one.began_at, one.name, &one.review, because)?);
        }
    }
    for said in asked.office.read(|conn| tie::said_in_spite(conn, since))? {
        let docket = asked.office.dockets.find(&asked.office, &DocketId::new(&said.docket))?;
        let seen = docket.is_some_and(|docket| {
            asked.allows(Question::DeclarationsRead, &Resource::Review(docket.standing.clone()))
        });
        if said.account != own && seen {
            let (at, because) = (said.said_at, said.because);
            lines.push(line(asked, "declared-in-spite", at, said.name, &said.docket, because)?);
        }
    }
    for request in asked.office.read(four_eyes::all)? {
        let open = request.answer.is_none() && asked.now < request.ends_at;
        let mine = asked.two_of(&request).is_some_and(|resource| {
            request.by.account != own && asked.allows(Question::FourEyesConfirm, &resource)
        });
        if open && mine {
            let review = request.about.split('/').next().unwrap_or_default().to_owned();
            let (at, because) = (request.asked_at, Some(request.because));
            let line = line(asked, "four-eyes", at, request.by.name, &review, because)?;
            lines.push(Line { deed: Some(request.deed), ..line });
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    Ok(lines)
}

fn line(
    asked: &Asked,
    kind: &str,
    at: Timestamp,
    name: String,
    review: &str,
    because: Option<String>,
) -> Result<Line, Problem> {
    let docket = asked.office.dockets.find(&asked.office, &DocketId::new(review))?;
    Ok(Line {
        kind: kind.to_owned(),
        at,
        name,
        review: docket.as_ref().map(|_| review.to_owned()),
        number: docket.map(|docket| docket.case.number.clone()),
        because,
        deed: None,
    })
}
