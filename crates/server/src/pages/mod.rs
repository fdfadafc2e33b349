//! Pages for people: server-rendered, working without a script, Chinese first, English complete.
//! They hold no rule: what a form sends goes through the API's own door ([`visit`]).

mod act;
mod assets;
mod docket;
mod entrance;
mod form;
mod limits;
mod list;
mod names;
mod parts;
mod review;
mod sheet;
mod shell;
mod texts;
mod trouble;
mod visit;

pub use assets::assets;
pub use trouble::{is_page, show as show_problem};
pub use visit::Api;

use crate::table::Route;

/// Every page.
pub fn table() -> Vec<Route> {
    let pages = [
        list::routes(),
        entrance::routes(),
        review::routes(),
        act::routes(),
        docket::routes(),
        sheet::routes(),
    ];
    pages.into_iter().flatten().map(|route| route.of("pages").as_media("text/html")).collect()
}
