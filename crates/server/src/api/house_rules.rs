//! The rules of the house that a head may choose.

use access::{Question, Resource};
use axum::Json;
use axum::http::Method;
use serde_json::{Value, json};
use store::desk::setting;

use crate::asked::Asked;
use crate::input::{Body, Field, Form, Kind};
use crate::problem::Problem;
use crate::sealed_opinions::SETTING;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route, Takes};

const RULES: &[Field] = &[Field::required("opinions_sealed", Kind::Truth)];

/// Routes.
pub fn routes() -> Vec<Route> {
    let path = "/api/v1/house-rules";
    let asks = Asks::This;
    vec![
        Route::new(Method::GET, path, asks(Question::HouseRulesRead), read)
            .about("本办公室自定的规则", "The rules of the house that a head may choose")
            .tells(Shape::Is(&shapes::HOUSE_RULES)),
        Route::new(Method::PUT, path, asks(Question::HouseRulesEdit), choose)
            .about(
                "由负责人选定；opinions_sealed：书面意见在全部收到或期限届满之前，除作出意见的单位外不予展示",
                "A head chooses; `opinions_sealed`: nobody but the body that gave it reads a \
                 written opinion before all are in or their time is over",
            )
            .takes(Takes::Fields(RULES))
            .tells(Shape::Is(&shapes::HOUSE_RULES)),
    ]
    .into_iter()
    .map(|route| route.of("machine"))
    .collect()
}

fn tell(asked: &Asked) -> Json<Value> {
    Json(json!({"opinions_sealed": asked.office.opinions.are_sealed()}))
}

async fn read(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    Ok(tell(&asked))
}

async fn choose(asked: Asked, body: Body) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let sealed: bool = Form::read(body.value, RULES)?.need("opinions_sealed")?;
    if sealed != asked.office.opinions.are_sealed() {
        let now = asked.instant()?;
        let entry = json!({
            "office": "house-rule-chosen", "rule": SETTING, "value": sealed,
            "date": asked.today, "by": asked.recorder(false)?,
        });
        let value = if sealed { "true" } else { "false" };
        asked.record_row(now, &entry, || setting::chosen(SETTING, value)).await?;
        asked.office.opinions.choose(sealed);
    }
    Ok(tell(&asked))
}
