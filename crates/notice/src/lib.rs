//! Written notices: which acts send one, to whom, and what it says in Chinese and in English. Knows
//! the law, the calendar and the docket, and the words in `notice/*.toml`; must never know a clock
//! of the machine, a store, a page or a network, nor have a date, a count of days or an article
//! number of its own.

mod carries;
mod draft;
mod figures;
mod kind;
mod matter;
mod phrase;
mod render;
mod replaced;
mod sent;
mod slot;
mod template;
mod values;
mod write;

pub use carries::carried;
pub use draft::{Addressee, Facts, NoNotice, Notice, draft};
pub use kind::{Audience, Footing, Kind};
pub use render::{html, text};
pub use replaced::{Replaced, replaced};
pub use sent::{Sent, all, sent_by};
pub use template::check;
