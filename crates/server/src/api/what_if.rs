//! A version of the law, or other readings, tried on the cases one may read, or on invented ones.
//! What comes of it is a simulation: it says so, and nothing can be issued from it.

use access::{Question, Resource};
use axum::Json;
use axum::http::Method;
use law::Words;
use serde_json::{Map, Value, json};
use store::{Cursor, Shown};

use crate::asked::Asked;
use crate::input::{Body, Field, Form, Kind};
use crate::problem::{Fault, Problem};
use crate::shape::Shape;
use crate::shapes;
use crate::simulating::{self, Found, Tried};
use crate::table::{Asks, Route, Takes};

/// What is asked.
pub const FIELDS: &[Field] = &[
    Field::required("law", Kind::Text),
    Field::optional("positions", Kind::Open),
    Field::optional("state", Kind::OneOf(&["open", "closed", "all"])),
    Field::optional("cases", Kind::Text),
    Field::optional("cursor", Kind::Text),
];

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::POST, "/api/v1/law/what-if", Asks::This(Question::WhatIf), try_it)
            .of("law")
            .about(
                "推演：来者可阅读全部记录的案件（或 cases 中虚构的案件，每行一个 JSON 对象）若适用另一\
                 版本、另一口径会怎样。一次约查看 2,000 件，next 指向继续之处；unread 为可知而不在其内的\
                 案件数。结果标明 simulation，不得据以办理",
                "What-if: the cases of which the caller may read every entry (or invented ones, a \
                 line of JSON each in `cases`) under another version or other readings. One \
                 request looks at some 2,000; `next` leads on; `unread` counts cases the caller \
                 knows of that are not among them. Marked `simulation`: nothing can be issued",
            )
            .takes(Takes::Fields(FIELDS))
            .tells(Shape::Is(&shapes::WHAT_IF)),
    ]
}

async fn try_it(asked: Asked, body: Body) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let mut form = Form::read(body.value, FIELDS)?;
    let tried = tried(&asked, &mut form)?;
    let standing = match form.take::<String>("state")?.as_deref() {
        Some("closed") => Shown::Closed,
        Some("all") => Shown::All,
        Some(_) | None => Shown::Open,
    };
    let from = form.take::<String>("cursor")?;
    let from = from.map(|text| text.parse::<Cursor>().map_err(|_| strange())).transpose()?;
    let cases = form.take::<String>("cases")?;
    let told = tokio::task::spawn_blocking(move || {
        let found = match cases {
            Some(lines) => {
                simulating::of_lines(&asked.office.context(), &tried, &lines).map_err(|faults| {
                    let at = |text| Fault::new("/cases", text);
                    Problem::faulty(faults.into_iter().map(at).collect())
                })?
            }
            None => {
                let allows = |question, resource: &Resource| asked.allows(question, resource);
                simulating::of_record(&asked.office, &allows, &tried, (standing, from))?
            }
        };
        tell(&tried, &found)
    });
    told.await.map_err(|error| Problem::broken(&error))?.map(Json)
}

/// What is tried, all of it found to exist.
fn tried(asked: &Asked, form: &mut Form) -> Result<Tried, Problem> {
    let id: String = form.need("law")?;
    let context = asked.office.context();
    let Some(law) = context.book().find(&id).cloned() else {
        let all: Vec<&str> = context.book().all().map(|law| law.id.as_str()).collect();
        let all = all.join(", ");
        let zh = format!("没有此版本；有：{all}");
        return Err(Problem::fault(
            "/law",
            Words::new(zh, format!("no such version; there are: {all}")),
        ));
    };
    let given: Map<String, Value> = form.take("positions")?.unwrap_or_default();
    let given: Vec<(String, String)> = given
        .into_iter()
        .map(|(name, value)| {
            (name, value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        })
        .collect();
    let readings = simulating::readings(&given).map_err(|faults| {
        let at = |(name, text): (String, Words)| Fault::new(format!("/positions/{name}"), text);
        Problem::faulty(faults.into_iter().map(at).collect())
    })?;
    Ok(Tried { law, readings, as_of: asked.today })
}

fn strange() -> Problem {
    let text = Words::new("不是推演给出的 next", "this is no `next` of a what-if");
    Problem::fault("/cursor", text)
}

fn tell(tried: &Tried, found: &Found) -> Result<Value, Problem> {
    let cases: Result<Vec<Value>, serde_json::Error> =
        found.cases.iter().map(serde_json::to_value).collect();
    Ok(json!({
        "simulation": true, "law": tried.law.id, "hash": tried.law.hash,
        "positions": tried.readings, "as_of": tried.as_of, "tally": found.tally,
        "cases": cases.map_err(|error| Problem::broken(&error))?, "unread": found.unread,
        "next": found.next.as_ref().map(ToString::to_string),
    }))
}
