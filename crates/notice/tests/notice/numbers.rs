//! The N-th notice of a docket, and what a notice rests on.

use law::{Book, Cite, RegimeId};
use notice::{Footing, Kind, NoNotice};

use crate::bench::{context, docket, facts, notices};

const LINES: &str = "\
2024-03-04  party     files procurement
2024-03-06  office    requests supplement \"source list\"
2024-03-08  party     supplies supplement
2024-03-15  office    opens review
2024-03-20  office    notes \"a call\"
2024-03-29  office    requests supplement \"build logs\" of provider
2024-04-16  provider  supplies supplement
2024-04-19  office    finds supplement 2 incomplete because \"half is missing\"";

#[test]
fn notices_are_numbered_in_the_order_in_which_they_were_sent() {
    let review = docket("Law: measures-2022", LINES);
    let sent = notice::all(&review);
    let sent: Vec<(u32, &str)> = sent.iter().map(|one| (one.entry, one.kind.word())).collect();
    let expected = [
        (2, "deficiency"),
        (4, "review-opened"),
        (6, "supplement-requested"),
        (8, "supplement-incomplete"),
    ];
    assert_eq!(sent, expected);
}

#[test]
fn what_comes_later_renumbers_nothing() {
    let whole = notice::all(&docket("Law: measures-2022", LINES));
    let lines: Vec<&str> = LINES.lines().collect();
    for end in 1..=lines.len() {
        let part = docket("Law: measures-2022", &lines[..end].join("\n"));
        let sent = notice::all(&part);
        assert_eq!(sent, whole[..sent.len()]);
    }
}

#[test]
fn an_article_calls_for_it_or_it_is_good_practice() {
    let regime = |id: &str| Book::built_in().get(&RegimeId::new(id)).cloned().expect("a version");
    let (new, old) = (regime("measures-2022"), regime("measures-2020"));
    let called = |article: &str, paragraph| {
        Footing::Called(Cite { article: article.into(), paragraph, item: None })
    };
    assert_eq!(Kind::ReviewOpened.footing(&new), called("9", None));
    assert_eq!(Kind::SpecialReview.footing(&new), called("12", Some(2)));
    assert_eq!(Kind::MeasuresImposed.footing(&new), called("16", Some(2)));
    assert_eq!(Kind::MeasuresImposed.footing(&old), Footing::GoodPractice);
    assert_eq!(Kind::Consultation.footing(&old), called("10", None));
    assert_eq!(Kind::LimitExtended.footing(&new), Footing::GoodPractice);
}

#[test]
fn a_supplement_is_asked_for_under_the_version_its_limit_runs_under() {
    let review = docket(
        "Law: measures-2020\nConsulted: department:nea",
        "2022-01-04  party   files procurement\n\
         2022-01-10  office  opens review\n\
         2022-02-15  office  carries over to measures-2022\n\
         2022-02-16  office  requests supplement \"source list\"",
    );
    let notices = notices(&context(), &review);
    let last = notices.last().expect("a notice");
    assert_eq!((last.law.as_str(), last.kind), ("measures-2020", Kind::SupplementRequested));
    assert_eq!(last.basis.first(), Some(&Cite::article("14")));
}

#[test]
fn there_is_no_notice_without_an_act_that_sends_one_or_without_a_name() {
    let context = context();
    let review = docket("Law: measures-2022", LINES);
    let authoritative = review::authoritative(&context, &review).expect("a docket in force");
    let draft = |entry, facts| notice::draft(&context, &authoritative, entry, &facts);
    assert_eq!(draft(1, facts(1)), Err(NoNotice::NothingSent(1)));
    assert_eq!(draft(99, facts(1)), Err(NoNotice::NoEntry(99)));
    assert_eq!(draft(0, facts(1)), Err(NoNotice::NoEntry(0)));
    let nameless = notice::Facts { provider: None, ..facts(1) };
    let missing = draft(6, nameless).expect_err("no name");
    assert_eq!(missing, NoNotice::NameMissing(review::Actor::Provider));
    assert_eq!(missing.words().zh, "缺少“提供者”的名称");
}
