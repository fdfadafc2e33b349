//! Which of the versions known a text is that of.

use std::cmp::Reverse;

use law::{Book, Regime};

use crate::statute::Statute;

/// The version of which a text is: its name, then its number and days tell it from its namesakes.
/// `None`: no version bears its name.
pub fn version_of<'book>(book: &'book Book, text: &Statute) -> Option<&'book Regime> {
    let title = text.title.as_deref()?;
    let bare = |text: &str| text.replace('(', "（").replace(')', "）");
    let mut namesakes: Vec<&Regime> =
        book.all().map(|it| &**it).filter(|it| bare(&it.title.zh) == bare(title)).collect();
    namesakes.sort_by_key(|regime| {
        let order = regime.identity.order.as_ref().map(|order| order.zh.clone());
        let agrees = [
            order == text.order,
            text.dates.promulgated == Some(regime.dated),
            text.dates.in_force == regime.in_force,
        ];
        Reverse(agrees.into_iter().filter(|agrees| *agrees).count())
    });
    namesakes.first().copied()
}
