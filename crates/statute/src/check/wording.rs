//! Figures in our own words: a gist names no period and no day that its provision does not; a
//! position asks the same in every version.

use super::figures::periods;
use super::{Checked, Held, at, nowhere};
use crate::characters::folded;
use crate::dates;

/// Holds gists and positions.
pub fn check(held: &Held<'_>, checked: &mut Checked) {
    gists(held, checked);
    positions(held, checked);
}

fn gists(held: &Held<'_>, checked: &mut Checked) {
    for (index, provision) in held.regime.provisions.iter().enumerate() {
        let Some(place) = held.places.iter().find(|place| place.cite == provision.cite) else {
            continue;
        };
        let key = format!("provision[{index}].gist.zh");
        let ours = folded(&provision.gist.zh);
        let counts = |words: &str| -> Vec<(Option<u64>, &'static str)> {
            periods(words).into_iter().map(|it| (it.count, it.unit)).collect()
        };
        let stated = counts(&place.words);
        if counts(&ours).iter().any(|period| !stated.contains(period)) {
            checked.differences.push(held.differs("number", &key, at(place, place.words.clone())));
        }
        let days = dates::in_text(&place.words);
        if dates::in_text(&ours).iter().any(|day| !days.contains(day)) {
            checked.differences.push(held.differs("date", &key, at(place, place.words.clone())));
        }
    }
}

/// A position is a reading where the text is silent: no text supports it. What is asked, and under
/// which number, is the same in all versions that know it.
fn positions(held: &Held<'_>, checked: &mut Checked) {
    for (index, position) in held.regime.position_rules.iter().enumerate() {
        let block = format!("position[{index}]");
        checked.unsupported.push(held.unsupported(
            &format!("{block}.value"),
            "解释口径：条文未明之处的内部理解",
            "a position: our reading where the text is silent",
        ));
        let others = held.book.all().filter(|other| other.id != held.regime.id);
        let twin = others
            .flat_map(|other| other.position_rules.iter())
            .find(|other| other.id == position.id);
        let Some(twin) = twin else { continue };
        let pairs = [
            ("question", &position.question, &twin.question),
            ("asks.zh", &position.asks.zh, &twin.asks.zh),
            ("asks.en", &position.asks.en, &twin.asks.en),
        ];
        for (part, ours, theirs) in pairs {
            if ours != theirs {
                let key = format!("{block}.{part}");
                checked.differences.push(held.differs("position", &key, nowhere(theirs.clone())));
            }
        }
    }
}
