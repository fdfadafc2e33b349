//! An entry without its words: what was done, by whom and when stays, since where a case stands is
//! computed from it.

use review::{Act, Entry};
use serde_json::Value;

use crate::desk::Beside;
use crate::destruction::Gone;
use crate::input::{Kind, acts};

/// What stands in the place of words that were destroyed.
pub const MARK: &str = "〔已销毁 · destroyed〕";

/// Arguments that are texts and name something else: the version of the law, another docket.
const NAMES: &[&str] = &["law", "docket"];

/// An entry and what stands beside it, without words and without the names of files.
///
/// # Errors
/// The act cannot be written as JSON and read again.
pub fn redacted(
    entry: &Entry,
    beside: &Beside,
    gone: Gone,
) -> Result<(Entry, Beside), serde_json::Error> {
    let mut act = serde_json::to_value(&entry.act)?;
    for word in words(&entry.act) {
        if let Some(text @ Value::String(_)) = act.get_mut(word) {
            *text = Value::from(MARK);
        }
    }
    let (mut entry, mut beside) = (entry.clone(), beside.clone());
    entry.act = serde_json::from_value(act)?;
    for file in &mut beside.files {
        MARK.clone_into(&mut file.name);
    }
    beside.destroyed = Some(gone);
    Ok((entry, beside))
}

/// Whether there is anything to destroy in an entry: words of somebody's own, or files.
///
/// # Errors
/// The act cannot be written as JSON.
pub fn says_something(entry: &Entry, beside: &Beside) -> Result<bool, serde_json::Error> {
    let act = serde_json::to_value(&entry.act)?;
    let said = words(&entry.act).any(|word| act.get(word).is_some_and(Value::is_string));
    Ok(said || !beside.files.is_empty())
}

/// The arguments of an act that hold somebody's own words.
fn words(act: &Act) -> impl Iterator<Item = &'static str> {
    let known = acts().iter().filter(|known| known.act == act.name());
    let texts = known.flat_map(|known| known.fields).filter(|field| field.kind == Kind::Text);
    texts.map(|field| field.name).filter(|name| !NAMES.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destruction::Ground;

    fn gone() -> Gone {
        Gone {
            request: "r".to_owned(),
            on: "2026-03-04".parse().unwrap(),
            ground: Ground::StateSecret,
            law: "measures-2022".to_owned(),
            article: None,
            retained_until: None,
            because: "w".to_owned(),
            asked_by: "head".to_owned(),
            confirmed_by: "head".to_owned(),
        }
    }

    fn check(act: &str, left: &str) {
        let line = format!(
            "{{\"number\":2,\"date\":\"2026-03-04\",\"actor\":\"office\",\"command\":{act}}}"
        );
        let entry: Entry = serde_json::from_str(&line).unwrap();
        let (entry, beside) = redacted(&entry, &Beside::default(), gone()).unwrap();
        let left: Act = serde_json::from_str(&left.replace('*', MARK)).unwrap();
        assert_eq!((entry.act, beside.destroyed), (left, Some(gone())));
    }

    #[test]
    fn words_go_and_what_was_done_stays() {
        check(
            r#"{"act":"reply","opinion":"disagree","because":"a","on_paper":"b"}"#,
            r#"{"act":"reply","opinion":"disagree","because":"*","on_paper":"*"}"#,
        );
        check(
            r#"{"act":"extend-limit","limit":"special-review","working_days":15,"because":"a"}"#,
            r#"{"act":"extend-limit","limit":"special-review","working_days":15,"because":"*"}"#,
        );
        check(
            r#"{"act":"join","docket":"网审〔2026〕2号","because":"a"}"#,
            r#"{"act":"join","docket":"网审〔2026〕2号","because":"*"}"#,
        );
        check(r#"{"act":"announce","what":"review"}"#, r#"{"act":"announce","what":"review"}"#);
    }

    #[test]
    fn an_act_without_words_has_nothing_to_destroy() {
        let line = |act: &str| -> Entry {
            let line = format!(
                "{{\"number\":2,\"date\":\"2026-03-04\",\"actor\":\"office\",\"command\":{act}}}"
            );
            serde_json::from_str(&line).unwrap()
        };
        let says = |act: &str| says_something(&line(act), &Beside::default()).unwrap();
        assert!(!says(r#"{"act":"conclude"}"#));
        assert!(!says(r#"{"act":"open-review"}"#));
        assert!(says(r#"{"act":"open-review","because":"a"}"#));
        assert!(says(r#"{"act":"note","text":"a"}"#));
    }
}
