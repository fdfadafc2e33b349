//! What an examiner asks first, answered by looking.

use access::{Question, Resource};
use axum::Json;
use axum::http::Method;
use serde_json::Value;

use crate::asked::Asked;
use crate::evidence;
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Route};

/// Routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(Method::GET, "/api/v1/evidence", Asks::This(Question::MachineRead), read)
            .of("evidence")
            .about(
                "自查证据：等级保护与密码应用的控制项、实时探查及其结果",
                "Evidence on oneself: controls, live probes and what they found",
            )
            .tells(Shape::Is(&shapes::EVIDENCE)),
    ]
}

async fn read(asked: Asked) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let office = asked.office.clone();
    // Some probes wait for others: not on a thread that answers requests.
    let probes = tokio::task::spawn_blocking(move || evidence::probes(&office)).await;
    let probes = probes.map_err(|error| Problem::broken(&error))??;
    Ok(Json(evidence::tell(&probes, asked.now)))
}
