//! Working days.

use access::{Question, Resource};
use axum::Json;
use axum::http::Method;
use calendar::OutOfRange;
use jiff::civil::Date;
use serde_json::Value;

use crate::asked::Asked;
use crate::days_told;
use crate::input::{Kind, Query};
use crate::problem::Problem;
use crate::shape::Shape;
use crate::shapes;
use crate::table::{Asks, Parameter, Route, must};

const DAY: (&str, &str) = ("日期，如 2026-03-04", "a day such as 2026-03-04");
const COUNT: (&str, &str) = (" 1 至 999 的整数", "a whole number from 1 to 999");
const ADD: &[Parameter] = &[
    must("from", "起算日（不计入）", "the day counted from, itself not counted").holds(Kind::Day),
    must("n", "工作日数，1 至 999", "working days, 1 to 999").holds(Kind::Count(999)),
];
const BETWEEN: &[Parameter] = &[
    must("from", "起日（不计入）", "the first day, itself not counted").holds(Kind::Day),
    must("to", "止日（计入）", "the last day, counted").holds(Kind::Day),
];
const YEAR: &[Parameter] = &[must("year", "年份", "the year").holds(Kind::Count(9_999))];

/// Routes.
pub fn routes() -> Vec<Route> {
    let asks = Asks::This(Question::DaysCompute);
    vec![
        Route::new(Method::GET, "/api/v1/days/add", asks, add)
            .of("days")
            .about("某日之后第 N 个工作日", "The N-th working day after a day")
            .tells(Shape::Is(&shapes::DAYS_ADD))
            .query(ADD),
        Route::new(Method::GET, "/api/v1/days/between", asks, between)
            .of("days")
            .about("两日之间的工作日数", "Working days between two days")
            .tells(Shape::Is(&shapes::DAYS_BETWEEN))
            .query(BETWEEN),
        Route::new(Method::GET, "/api/v1/days/sheet", asks, sheet)
            .of("days")
            .about("逐日计算单", "The count sheet: each day, and why it counts or not")
            .tells(Shape::Is(&shapes::DAYS_SHEET))
            .query(ADD),
        Route::new(Method::GET, "/api/v1/days/year", asks, year)
            .of("days")
            .about("一年的放假与调休安排", "A year's days off and make-up days")
            .tells(Shape::Is(&shapes::DAYS_YEAR))
            .query(YEAR),
    ]
}

async fn add(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let (from, count) = counted(&query)?;
    let told = days_told::add(&asked.office.calendar(), from, count);
    told.map(Json).map_err(|error| out_of_range("?from", &error))
}

async fn sheet(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    let (from, count) = counted(&query)?;
    let told = days_told::sheet(&asked.office.calendar(), from, count);
    told.map(Json).map_err(|error| out_of_range("?from", &error))
}

async fn between(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    query.hold(BETWEEN)?;
    let from: Date = query.need("from", DAY)?;
    let to: Date = query.need("to", DAY)?;
    if to < from {
        let text =
            law::Words::new("后一日应不早于前一日", "the second day may not be before the first");
        return Err(Problem::fault("?to", text));
    }
    let told = days_told::between(&asked.office.calendar(), from, to);
    told.map(Json).map_err(|error| out_of_range("?from", &error))
}

async fn year(asked: Asked, query: Query) -> Result<Json<Value>, Problem> {
    asked.may(&Resource::Office)?;
    query.hold(YEAR)?;
    let year: i16 = query.need("year", ("年份，如 2026", "a year such as 2026"))?;
    let told = days_told::year(&asked.office.calendar(), year);
    told.map(Json).map_err(|error| out_of_range("?year", &error))
}

fn counted(query: &Query) -> Result<(Date, u32), Problem> {
    query.hold(ADD)?;
    Ok((query.need("from", DAY)?, query.need("n", COUNT)?))
}

fn out_of_range(at: &str, error: &OutOfRange) -> Problem {
    Problem::fault(at, error.words())
}
