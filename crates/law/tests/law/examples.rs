//! Regimes of other lands, kept as examples: they govern nothing, say what they cannot say, and are
//! read as strictly as a version of the Measures.

use jiff::civil::Date;
use law::{
    Book, Budget, Carrier, Ends, Extension, Governs, RegimeId, Sort, StartDay, Status, coverage,
    sheet,
};

use crate::{day, file, root};

const ALL: [&str; 3] = ["uk-nsi", "us-cfius", "us-cfius-declaration"];

fn text(id: &str) -> String {
    file(&format!("examples/{id}"))
}

#[test]
fn examples_stand_apart_from_the_versions() {
    let book = Book::built_in();
    let ids: Vec<&str> = book.examples().map(|regime| regime.id.as_str()).collect();
    assert_eq!(ids, ALL);
    for id in ALL {
        assert!(book.all().all(|regime| regime.id.as_str() != id));
        assert!(book.find(id).is_none(), "a version as typed");
        let regime = book.get(&RegimeId::new(id)).expect("what a docket names");
        assert_eq!((regime.status, regime.in_force, regime.until), (Status::Example, None, None));
        assert_eq!(book.file(&regime.id), Some(text(id).as_str()));
    }
    assert_eq!(book.nearest("us-cfius-declaratoin"), Some("us-cfius-declaration"));
}

#[test]
fn no_example_governs_any_day() {
    let book = Book::built_in();
    let mut today = day("2016-01-01");
    while today < Date::constant(2031, 1, 1) {
        for regime in book.examples() {
            assert!(!regime.in_force_on(today), "{} on {today}", regime.id);
            assert_eq!(regime.status_on(today), Status::Example);
        }
        if let Governs::By(regime, ..) = book.governs(today) {
            assert!(regime.example.is_none());
        }
        today = today.tomorrow().expect("a day");
    }
}

/// The figures of the brief: 45 + 45 + 15 calendar days and 30 for a declaration; 30 + 30 + 45
/// working days. Which of them begin on their first day is what the texts say.
#[test]
fn the_limits_are_those_of_the_texts() {
    let book = Book::built_in();
    let of = |id: &str| book.example(id).and_then(|it| it.limits.clone()).expect("limits");
    let days = |days, ends| Budget::CalendarDays { days, ends };
    let cfius = of("us-cfius");
    assert_eq!(cfius.intake.map(|it| it.budget), Some(Budget::WorkingDays(10)));
    assert_eq!(cfius.preliminary_review.budget, days(45, Ends::NextWorkingDay));
    let investigation = cfius.special_review.expect("an investigation");
    assert_eq!(investigation.budget, days(45, Ends::NextWorkingDay));
    assert_eq!(investigation.extension, Extension::OnceDays { calendar_days: 15 });
    let president = cfius.commission_approval.expect("the President's days");
    assert_eq!(
        (president.budget, president.first_day),
        (days(15, Ends::Stays), Some(StartDay::Excluded))
    );
    assert!(cfius.consultation.is_none());
    let declaration = of("us-cfius-declaration");
    assert_eq!(declaration.preliminary_review.budget, days(30, Ends::NextWorkingDay));
    assert!(declaration.intake.is_none() && declaration.special_review.is_none());
    let nsi = of("uk-nsi");
    let review = nsi.intake.expect("a review period");
    assert_eq!(
        (review.budget, review.first_day),
        (Budget::WorkingDays(30), Some(StartDay::Counted))
    );
    let assessment = nsi.preliminary_review;
    assert_eq!(assessment.budget, Budget::WorkingDays(30));
    assert_eq!(assessment.first_day, Some(StartDay::Counted));
    assert_eq!(assessment.extension, Extension::OnceThenOpen { working_days: 45 });
}

#[test]
fn every_example_says_what_it_cannot_say_and_what_stands_for_what() {
    for regime in Book::built_in().examples() {
        let example = regime.example.as_ref().expect("an example");
        assert!(3 < example.unsaid.len(), "{}", regime.id);
        for it in &example.unsaid {
            assert!(regime.provision(&it.cite).is_some());
            let texts = [&it.what.zh, &it.what.en, &it.instead.zh, &it.instead.en];
            assert!(texts.iter().all(|text| !text.is_empty()), "{it:?}");
        }
        for who in ["party", "office"] {
            assert!(example.theirs(Sort::Actor, who).is_some(), "{} {who}", regime.id);
        }
        assert!(coverage(regime).bare().next().is_none(), "{}", regime.id);
        for provision in &regime.provisions {
            for carrier in &provision.carried_by {
                let (sort, name) = match carrier {
                    Carrier::Act(name) => (Sort::Act, name.as_str()),
                    Carrier::Limit(step) => (Sort::Limit, step.word()),
                    Carrier::Notice(_) | Carrier::Page(_) | Carrier::Scenario(_) => continue,
                };
                assert!(example.theirs(sort, name).is_some(), "{} {carrier}", regime.id);
            }
        }
        for it in example.stands_for.iter().filter(|it| it.ours.sort == Sort::Act) {
            let carrier = Carrier::Act(it.ours.name.clone());
            let mut carried = regime.provisions.iter().flat_map(|it| &it.carried_by);
            assert!(
                carried.any(|known| *known == carrier),
                "{} carries nothing: {carrier}",
                regime.id
            );
        }
    }
}

#[test]
fn an_address_of_another_land_stands_as_that_land_cites_it() {
    let cite = law::Cite::article("31 CFR 800.503(b)");
    assert!(cite.is_foreign());
    assert_eq!(cite.words(), law::Words::new("31 CFR 800.503(b)", "31 CFR 800.503(b)"));
    assert!(!law::Cite::article("13-1").is_foreign());
}

#[test]
fn the_committed_sheets_of_examples_are_what_the_files_say() {
    #[expect(clippy::disallowed_methods, reason = "UPDATE=1 rewrites the golden files")]
    let update = std::env::var_os("UPDATE").is_some();
    for regime in Book::built_in().examples() {
        let path = root().join(format!("law/sheet/examples/{}.md", regime.id));
        let now = sheet(regime);
        if update {
            std::fs::create_dir_all(root().join("law/sheet/examples")).expect("a folder");
            std::fs::write(&path, &now).expect("a sheet written");
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), now, "UPDATE=1 rewrites");
        assert!(now.contains("it governs no case here"), "{}", regime.id);
        assert!(!now.contains("**Draft**"), "{}", regime.id);
    }
    // A period of the Act is "beginning with the day": the day itself is its first.
    let nsi = Book::built_in().examples().find(|it| it.id.as_str() == "uk-nsi").map(|it| sheet(it));
    assert!(nsi.expect("the example").contains("（首日计入）"));
}

/// One thing of an example changed, and what is said of it.
fn check_refused(id: &str, from: &str, to: &str, what: &str) {
    let sound = text(id);
    assert!(sound.contains(from), "{id}: {from}");
    let changed = sound.replacen(from, to, 1);
    let name = format!("examples/{id}.toml");
    let fault = Book::built_in().with_file(&name, &changed).expect_err("refused");
    assert!(fault.what.en.contains(what), "{fault}");
    assert!(!fault.what.zh.is_empty() && 1 < fault.line, "{fault}");
}

#[test]
fn an_example_that_would_govern_or_hides_what_it_is_is_refused() {
    check_refused("us-cfius", "effective = ", "in_force = ", "in force on no day here");
    check_refused("us-cfius", "status = \"example\"", "status = \"draft\"", "for examples only");
    check_refused("us-cfius", "calendar = \"us-federal-dc\"", "", "needs `calendar`");
    check_refused("us-cfius", "effective = \"2020-02-13\"", "", "needs `effective`");
    let repeals = "[[repeals]]\nid = \"measures-2022\"\n\n[departs]";
    check_refused("us-cfius", "[departs]", repeals, "repeals nothing here");
    check_refused("us-cfius", "ours = \"limit:intake\"", "ours = \"limit:intakes\"", "no limit");
    check_refused("us-cfius", "ours = \"limit:intake\"", "ours = \"act:intake\"", "is missing");
    check_refused("us-cfius", "ours = \"act:files\"", "ours = \"deed:files\"", "no word of ours");
    check_refused("us-cfius", "ours = \"act:reply\"", "ours = \"act:files\"", "stands here twice");
    check_refused("us-cfius", "ends = \"stays\"", "", "needs `ends`");
    check_refused("us-cfius", "ends = \"stays\"", "ends = \"stays\"\nmonths = 1", "has one unit");
    check_refused(
        "us-cfius",
        "calendar_days = 15",
        "working_days = 15",
        "goes with `calendar_days`",
    );
    check_refused("us-cfius", "{ once = 15 }", "{ once-then-open = 15 }", "in working days");
    check_refused("us-cfius", "calendar_days = 15", "calendar_days = 0", "a limit of zero");
    check_refused("uk-nsi", "supplement = { article = \"s. 24\" }", "", "lacks `supplement`");
    let nowhere = "article = \"s. 99\"";
    check_refused("uk-nsi", "article = \"s. 29\"", nowhere, "no `[[provision]]` stands at s. 99");
}

#[test]
fn a_version_of_the_measures_cannot_repeal_an_example() {
    let changed = file("measures-2022").replacen("id = \"measures-2020\"", "id = \"us-cfius\"", 1);
    let fault = Book::built_in().with_file("measures-2022.toml", &changed).expect_err("refused");
    assert!(fault.what.en.contains("an example of another regime"), "{fault}");
}
