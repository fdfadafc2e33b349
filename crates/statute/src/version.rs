//! Which of the versions known a text is that of.

use std::cmp::Reverse;

use law::{Book, Regime};

use crate::statute::Statute;

/// The version of which a text is: its name, and its number and days, which tell it from its
/// namesakes. `None`: no version bears its name, or what it says of itself fits none or several.
pub fn version_of<'book>(book: &'book Book, text: &Statute) -> Option<&'book Regime> {
    let title = text.title.as_deref()?;
    let bare = |text: &str| text.replace('(', "（").replace(')', "）");
    let namesakes = book.all().map(|it| &**it).filter(|it| bare(&it.title.zh) == bare(title));
    let mut fitting: Vec<(Fit, &Regime)> =
        namesakes.map(|regime| (Fit::of(text, regime), regime)).collect();
    let alone = fitting.len() == 1;
    fitting.sort_by_key(|(fit, _)| Reverse(fit.agrees));
    match fitting.as_slice() {
        [(fit, regime)] if alone && (0 < fit.agrees || fit.differs == 0) => Some(regime),
        [(best, regime), (next, _), ..] if next.agrees < best.agrees => Some(regime),
        _ => None,
    }
}

/// How far what a text says of itself is what a version says.
struct Fit {
    agrees: usize,
    differs: usize,
}

impl Fit {
    fn of(text: &Statute, regime: &Regime) -> Fit {
        let order = regime.identity.order.as_ref().map(|order| order.zh.as_str());
        let said = [
            text.order.as_deref().zip(order).map(|(left, right)| left == right),
            text.dates.promulgated.map(|day| day == regime.dated),
            text.dates.in_force.zip(regime.in_force).map(|(left, right)| left == right),
        ];
        let count = |is: bool| said.iter().flatten().filter(|agrees| **agrees == is).count();
        Fit { agrees: count(true), differs: count(false) }
    }
}
