//! Which entries were overtaken, worked out by hand from the pages of the house.

use notice::{Replaced, replaced};

use crate::bench::{context, docket, notices};

const HEADER: &str = "Law: measures-2022";

#[test]
fn a_corrected_entry_is_replaced_by_its_last_correction_and_the_others_stand() {
    let review = docket(
        HEADER,
        "2024-03-04  party   files procurement\n\
         2024-03-06  office  opens review\n\
         2024-03-07  office  corrects entry 2 \"the number of the letter\"\n\
         2024-03-08  office  corrects entry 2 \"and its date\"",
    );
    assert_eq!(replaced(&review, 2), Some(Replaced::Corrected(4)));
    for standing in [1, 3, 4, 5] {
        assert_eq!(replaced(&review, standing), None, "{standing}");
    }
}

#[test]
fn a_request_that_was_withdrawn_and_measures_that_were_lifted_stand_no_more() {
    let review = docket(
        HEADER,
        "2024-03-04  party   files procurement\n\
         2024-03-06  office  opens review\n\
         2024-03-07  office  requests supplement \"source list\"\n\
         2024-03-08  office  withdraws request 1\n\
         2024-03-11  office  requests supplement \"build record\"\n\
         2024-03-12  party   supplies supplement\n\
         2024-03-13  office  imposes measures \"no deployment\"\n\
         2024-03-14  office  lifts measures",
    );
    let by = |entry| replaced(&review, entry).map(Replaced::by);
    assert_eq!(by(3), Some(4));
    assert_eq!(by(5), None, "it was answered, not taken back");
    assert_eq!(by(7), Some(8));
    assert_eq!(by(8), None);
}

#[test]
fn a_code_stands_under_a_notice_as_text_and_on_its_page_in_both_languages() {
    let review = docket(
        HEADER,
        "2024-03-04  party   files procurement\n\
         2024-03-06  office  opens review",
    );
    let mut paper = notices(&context(), &review).remove(0);
    for language in [law::Language::Zh, law::Language::En] {
        let plain = notice::text(&paper, language);
        paper.code = Some("00003-8ZC3K-AAAAA-BBBB0".to_owned());
        let coded = notice::text(&paper, language);
        assert!(coded.starts_with(plain.trim_end()), "nothing else changes: {coded}");
        assert!(coded.contains("00003-8ZC3K-AAAAA-BBBB0") && coded.contains("/verify"));
        assert!(notice::html(&paper, language).contains("00003-8ZC3K-AAAAA-BBBB0"));
        paper.code = None;
    }
}
