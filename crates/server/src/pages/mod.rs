//! Pages for people: server-rendered, working without a script, Chinese first, English complete.
//! They hold no rule: what a form sends goes through the API's own door ([`visit`]).

mod act;
mod assets;
mod clerk;
mod clock;
mod days;
mod destruction;
mod docket;
mod emergencies;
mod entrance;
mod entries;
mod evidence;
mod factors;
mod filing;
mod filings;
mod form;
mod four_eyes;
mod law;
mod law_compare;
mod law_coverage;
mod law_scenarios;
mod law_sheet;
mod limits;
mod list;
mod names;
mod notice;
mod opening;
mod original;
mod parts;
mod people;
mod permissions;
mod person;
mod proving;
mod purpose;
mod readings;
mod review;
mod rules;
mod sheet;
mod shell;
mod texts;
mod traces;
mod trouble;
mod verify;
mod visit;
mod what_if;
mod what_if_found;

pub use assets::assets;
pub use trouble::{is_page, show as show_problem};
pub use visit::Api;

use crate::table::Route;

/// Every page.
pub fn table() -> Vec<Route> {
    let pages = [
        list::routes(),
        entrance::routes(),
        proving::routes(),
        factors::routes(),
        review::routes(),
        act::routes(),
        docket::routes(),
        notice::routes(),
        sheet::routes(),
        opening::routes(),
        filings::routes(),
        filing::routes(),
        law::routes(),
        law_compare::routes(),
        law_coverage::routes(),
        law_sheet::routes(),
        law_scenarios::routes(),
        what_if::routes(),
        days::routes(),
        verify::routes(),
        clerk::routes(),
        people::routes(),
        readings::routes(),
        emergencies::routes(),
        four_eyes::routes(),
        destruction::routes(),
        evidence::routes(),
        original::routes(),
        person::routes(),
        rules::routes(),
    ];
    as_pages(pages.into_iter().flatten())
}

/// The pages of a demonstration alone.
pub fn demo_table() -> Vec<Route> {
    as_pages(clock::routes())
}

fn as_pages(routes: impl IntoIterator<Item = Route>) -> Vec<Route> {
    routes.into_iter().map(|route| route.of("pages").as_media("text/html")).collect()
}
