//! A review that nobody filed for.

use access::{ActName, Question, Resource, actor_for};
use askama::Template;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::form::{Asking, Filled, Shape, Trouble};
use super::shell::{Shell, on_to, page};
use super::visit::Visit;
use crate::input::{Field, Kind, Query, acts};
use crate::problem::Problem;
use crate::table::{Asks, Route, may};

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::ReviewStartExOfficio);
    vec![
        Route::new(Method::GET, "/reviews/new", asks, show)
            .about("依职权发起页", "The page to open a review ex officio")
            .query(const { &[may("act", "以何行为", "by which act")] }),
        Route::new(Method::POST, "/reviews/new", asks, open)
            .about("依职权发起", "Open a review ex officio"),
    ]
}

const OPENING: &[ActName] = &[ActName::AskExOfficio, ActName::DetermineObject, ActName::TakeUp];
const BESIDE: &[Field] = &[
    Field::optional("title", Kind::Text),
    Field::optional("party", Kind::Text),
    Field::optional("provider", Kind::Text),
    Field::optional("consulted", Kind::Bodies),
    Field::optional("dated", Kind::Day),
];

#[derive(Template)]
#[template(path = "opening.html")]
struct Page {
    shell: Shell,
    trouble: Option<Trouble>,
    acts: Vec<(String, String, bool)>,
    act: String,
    act_name: String,
    fields: Vec<Asking>,
    key: String,
}

async fn show(visit: Visit, query: Query) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    query.only(&["act"])?;
    let mut filled = Filled::default();
    filled.0.extend(query.get("act").map(|act| ("act".to_owned(), act.to_owned())));
    draw(&visit, &filled, None)
}

fn draw(visit: &Visit, filled: &Filled, problem: Option<&Problem>) -> Result<Response, Problem> {
    let (asked, t) = (&visit.asked, visit.t);
    let person = asked.person()?;
    let own = |name: &&ActName| {
        actor_for(person, asked.today, **name).is_some()
            && asked.allows(Question::Act(**name), &Resource::Office)
    };
    let mine: Vec<&str> = OPENING.iter().filter(own).map(|name| name.name()).collect();
    let wanted = filled.one("act").filter(|act| mine.contains(act));
    let act = wanted.or(mine.first().copied()).ok_or_else(Problem::not_found)?;
    let known = acts().iter().find(|known| known.act == act).ok_or_else(Problem::not_found)?;
    let houses = asked.office.read(store::desk::people::organisations)?;
    let among = |kind: &str| -> Vec<(String, String)> {
        let fits = houses.iter().filter(|house| house.kind == kind);
        fits.map(|house| (house.id.clone(), house.name.clone())).collect()
    };
    let ask = |field: &Field| {
        let asking = Asking::new(t, field, filled, problem);
        match field.name {
            "party" => asking.called(t.get("new-review-party")).among(among("party")),
            "provider" => asking.called(t.get("new-review-provider")).among(among("provider")),
            "dated" => asking.called(t.get("field-dated-legal")),
            "by" => asking.called(t.get("field-by-body")),
            _ => asking,
        }
    };
    let fields: Vec<Asking> = known.fields.iter().chain(BESIDE).map(ask).collect();
    let name = |act: &str| t.of("act", act);
    let drawn = Page {
        shell: Shell::new(asked, t.get("new-review-title"), "/reviews"),
        trouble: problem.map(|problem| Trouble::new(t, problem, &fields)),
        acts: mine.iter().map(|one| ((*one).to_owned(), name(one), *one == act)).collect(),
        act: act.to_owned(),
        act_name: name(act),
        fields,
        key: visit.new_key()?,
    };
    page(problem.map_or(StatusCode::OK, Problem::status), &drawn)
}

async fn open(visit: Visit, filled: Filled) -> Result<Response, Problem> {
    visit.asked.may(&Resource::Office)?;
    let act = filled.one("act").unwrap_or_default();
    let known = acts().iter().find(|known| known.act == act).ok_or_else(Problem::not_found)?;
    let mut body: Map<String, Value> = Map::new();
    body.insert("act".to_owned(), json!(act));
    body.extend(filled.json(BESIDE));
    body.extend(filled.json(known.fields));
    match visit.ask(Method::POST, "/api/v1/reviews", Value::Object(body), filled.one("key")).await {
        Ok(opened) => {
            let review = opened.value.get("review").and_then(Value::as_str).unwrap_or_default();
            Ok(on_to(&format!("/reviews/{review}")))
        }
        Err(problem) => draw(&visit, &filled, Some(&problem)),
    }
}
