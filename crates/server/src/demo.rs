//! What only a demonstration has: a clock that can be moved. The route is not in the table of an
//! office; it is added by the one function that is given a [`MovableClock`], and nothing else makes
//! one work.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::{Question, Resource};
use axum::extract::Extension;
use axum::http::Method;
use axum::{Json, Router};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use law::Words;
use serde_json::{Value, json};

use crate::api;
use crate::asked::Asked;
use crate::input::{Body, Field, Form, Kind};
use crate::office::Shared;
use crate::openapi;
use crate::problem::Problem;
use crate::serve::finish;
use crate::table::{Asks, Route, Takes};
use crate::world::beijing;

const CLOCK: &[Field] = &[Field::required("date", Kind::Day)];

/// A clock that goes on from where it is put.
#[derive(Debug, Clone)]
pub struct MovableClock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    real: fn() -> Timestamp,
    ahead_us: AtomicI64,
}

impl MovableClock {
    /// A clock that shows `start` now and goes on with the machine's.
    pub fn new(real: fn() -> Timestamp, start: Timestamp) -> MovableClock {
        let ahead = start.as_microsecond() - real().as_microsecond();
        MovableClock(Arc::new(Inner { real, ahead_us: AtomicI64::new(ahead) }))
    }

    /// What it shows.
    pub fn now(&self) -> Timestamp {
        let real = (self.0.real)().as_microsecond();
        let ahead = self.0.ahead_us.load(Ordering::SeqCst);
        Timestamp::from_microsecond(real + ahead).unwrap_or_default()
    }

    /// Goes on to nine in the morning of a day; `None` where that is behind it.
    fn move_to(&self, day: Date) -> Option<Timestamp> {
        let offset = jiff::tz::Offset::constant(8);
        let target = offset.to_timestamp(day.at(9, 0, 0, 0)).ok()?;
        let ahead = target.duration_since(self.now());
        if ahead < SignedDuration::ZERO {
            return None;
        }
        let ahead_us = i64::try_from(ahead.as_micros()).ok()?;
        self.0.ahead_us.fetch_add(ahead_us, Ordering::SeqCst);
        Some(target)
    }
}

/// The office of a demonstration over HTTP: all routes, and the clock's.
pub fn router(office: Shared, clock: MovableClock) -> Router {
    let mut routes = api::table();
    routes.extend(openapi::routes());
    routes.push(
        Route::new(Method::POST, "/api/v1/demo/clock", Asks::This(Question::SelfRead), move_clock)
            .of("demo")
            .about("将演示时钟拨到某日", "Move the clock of the demonstration on to a day")
            .takes(Takes::Fields(CLOCK)),
    );
    finish(routes, office).layer(Extension(clock))
}

async fn move_clock(
    asked: Asked,
    Extension(clock): Extension<MovableClock>,
    body: Body,
) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let day: Date = Form::read(body.value, CLOCK)?.need("date")?;
    let now = clock.move_to(day).ok_or_else(|| {
        let (today, _) = beijing(clock.now());
        let text = Words::new(
            format!("时钟只能向前：现在是 {today}"),
            format!("the clock only goes on: it is {today}"),
        );
        Problem::fault("/date", text)
    })?;
    Ok(Json(json!({"now": now, "today": beijing(now).0})))
}
