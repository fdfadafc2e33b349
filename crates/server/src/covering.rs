//! What carries each provision: what the law file says, the notices that rest on it, the scenarios
//! that apply it.

use law::{Coverage, Regime, coverage_with};

/// The coverage of a version. The scenarios are run once.
pub fn coverage(regime: &Regime) -> Coverage {
    let mut found = notice::carried(regime);
    found.extend(review::docket::exercised(regime));
    coverage_with(regime, &found)
}
