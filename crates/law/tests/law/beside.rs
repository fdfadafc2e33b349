//! Each rule of a file stands beside the provision it is read from.

use law::{Book, beside};

use crate::regime;

fn at(id: &str, address: &str) -> Vec<String> {
    let rows = beside(&regime(id));
    let row = rows.into_iter().find(|row| row.provision.cite.words().en == address);
    row.expect("a provision").rules.into_iter().map(|words| words.en).collect()
}

#[test]
fn limits_members_thresholds_and_days_stand_at_their_articles() {
    // Counted and read in the texts: 2022 Art. 4(1), 7, 11, 14; 2020 Art. 10 and 13.
    let special = "special review: 90 working days";
    assert!(at("measures-2022", "Art. 14").iter().any(|it| it.starts_with(special)));
    let preliminary = at("measures-2022", "Art. 11");
    assert!(preliminary.iter().any(|it| it.contains("30 working days") && it.contains("15")));
    let members = at("measures-2022", "Art. 4(1)");
    assert!(members.iter().any(|it| it.starts_with("13 members")), "{members:?}");
    assert!(at("measures-2022", "Art. 7").iter().any(|it| it.contains("1,000,000")));
    assert!(at("measures-2020", "Art. 13").iter().any(|it| it.contains("45 working days")));
}

/// Every list of the file is found again, none of its members left out.
#[test]
fn no_rule_is_lost_on_the_way() {
    for regime in Book::built_in().all() {
        let content = &regime.content;
        let mechanism = content.institutions.iter().any(|it| it.id == "mechanism");
        let members = usize::from(mechanism && !regime.members.is_empty());
        // The second consultation has our own target, and is told after the steps.
        let target = regime.limits.as_ref().and_then(|it| it.second_consultation_target);
        let count = regime.steps.len()
            + usize::from(target.is_some())
            + content.institutions.len()
            + members
            + content.thresholds.len()
            + content.triggers.len()
            + regime.filings.len()
            + regime.objects.len()
            + content.categories.len()
            + content.materials.len()
            + content.factors.len()
            + content.duties.len()
            + content.exclusions.len()
            + content.penalties.len()
            + content.publications.len()
            + content.complaints.len()
            + regime.rules.len();
        let shown: usize = beside(regime).iter().map(|row| row.rules.len()).sum();
        assert_eq!(shown, count, "{}", regime.id);
    }
}
