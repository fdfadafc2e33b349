//! The fields of each act, as the API takes it. Held against `review::Act` by a test: an act added
//! there without its line here fails.

use law::Words;
use review::Act;
use serde_json::Value;

use super::fields::{Field, Form, Kind};
use crate::problem::Problem;

/// An act and its fields.
#[derive(Debug, Clone, Copy)]
pub struct ActFields {
    /// The act's word, `extend-limit`.
    pub act: &'static str,
    /// Its arguments.
    pub fields: &'static [Field],
}

const MATERIALS: &[&str] = &["declaration", "analysis", "documents", "other"];
const VERDICTS: &[&str] = &["pass", "pass-with-commitments", "fail"];
const OUTCOMES: &[&str] = &["pass", "fail"];
const OBJECTS: &[&str] = &["product", "data-processing", "listing"];
const OPINIONS: &[&str] =
    &["agree", "agree-with-points", "agree-on-condition", "no-objection", "no-remit", "disagree"];
const GROUNDS: &[&str] = &["department", "association", "users", "market", "application", "other"];
const KINDS: &[&str] = &["procurement", "data-processing", "listing"];

const BECAUSE: Field = Field::optional("because", Kind::Text);
const WHAT: Field = Field::required("what", Kind::Text);
const CONCLUSION: Field = Field::required("conclusion", Kind::OneOf(VERDICTS));
const NUMBERED: Kind = Kind::Count(u32::MAX);

const fn act(act: &'static str, fields: &'static [Field]) -> ActFields {
    ActFields { act, fields }
}

/// Every act.
pub const fn acts() -> &'static [ActFields] {
    ACTS
}

const ACTS: &[ActFields] = &[
    act(
        "files",
        &[
            Field::required("kind", Kind::OneOf(KINDS)),
            Field::optional("without", Kind::SomeOf(MATERIALS)),
        ],
    ),
    act("return-filing", &[Field::required("materials", Kind::SomeOf(MATERIALS))]),
    act("complete-filing", &[]),
    act("lodge", &[WHAT]),
    act("confirm-filing", &[]),
    act("open-review", &[BECAUSE]),
    act("find-no-review-needed", &[]),
    act(
        "extend-limit",
        &[
            Field::required("limit", Kind::OneOf(&["preliminary-review", "special-review"])),
            Field::required("working_days", Kind::Count(999)),
            BECAUSE,
        ],
    ),
    act("request-supplement", &[WHAT, Field::optional("of", Kind::OneOf(&["party", "provider"]))]),
    act(
        "supply-supplement",
        &[Field::optional("request", NUMBERED), Field::optional("in_part", Kind::Truth)],
    ),
    act("find-supplement-incomplete", &[Field::required("request", NUMBERED), BECAUSE]),
    act("withdraw-request", &[Field::optional("request", NUMBERED)]),
    act("propose", &[CONCLUSION]),
    act("receive-proposal", &[]),
    act("also-consult", &[Field::required("body", Kind::Body)]),
    act(
        "reply",
        &[
            Field::required("opinion", Kind::OneOf(OPINIONS)),
            Field::optional("text", Kind::Text),
            Field::optional("on_paper", Kind::Text),
            BECAUSE,
            Field::optional("again", Kind::Truth),
        ],
    ),
    act("withdraw-proposal", &[BECAUSE]),
    act("amend-proposal", &[CONCLUSION, BECAUSE]),
    act("establish-division", &[BECAUSE]),
    act("open-special-review", &[]),
    act("hear", &[Field::required("body", Kind::Body)]),
    act("propose-again", &[CONCLUSION]),
    act("submit-to-commission", &[BECAUSE]),
    act("commission-approve", &[]),
    act("commission-decline", &[]),
    act("commission-return", &[]),
    act("conclude", &[]),
    act("ask-ex-officio", &[Field::required("object", Kind::OneOf(OBJECTS)), WHAT]),
    act("impose-measures", &[WHAT]),
    act("lift-measures", &[Field::optional("what", Kind::Text)]),
    act("report-measures", &[Field::optional("what", Kind::Text)]),
    act("carry-over", &[Field::required("law", Kind::Text)]),
    act("announce", &[Field::required("what", Kind::OneOf(&["review", "conclusion"]))]),
    act("join", &[Field::required("docket", Kind::Text), BECAUSE]),
    act("inspect", &[Field::required("with", Kind::Bodies)]),
    act("refer", &[Field::required("to", Kind::Body), WHAT]),
    act("withdraw", &[]),
    act("consent-to-withdrawal", &[]),
    act("terminate", &[BECAUSE]),
    act("commit", &[WHAT]),
    act("urge", &[Field::required("commitment", NUMBERED)]),
    act(
        "find-commitment",
        &[Field::required("commitment", NUMBERED), Field::required("kept", Kind::Truth)],
    ),
    act("report", &[Field::required("text", Kind::Text)]),
    act(
        "correct",
        &[
            Field::required("entry", NUMBERED),
            Field::optional("dated", Kind::Day),
            Field::required("text", Kind::Text),
        ],
    ),
    act("note", &[Field::required("text", Kind::Text)]),
    act(
        "serve",
        &[
            Field::required("notice", NUMBERED),
            Field::required("on", Kind::Body),
            Field::required("by", Kind::OneOf(&["system", "post", "hand", "announcement"])),
        ],
    ),
    act("acknowledge", &[Field::required("notice", NUMBERED)]),
    act(
        "determine-object",
        &[
            Field::required("object", Kind::Text),
            Field::required("ground", Kind::OneOf(GROUNDS)),
            Field::optional("by", Kind::Body),
            Field::optional("what", Kind::Text),
        ],
    ),
    act(
        "take-up",
        &[
            Field::required("object", Kind::Text),
            Field::required("ground", Kind::OneOf(GROUNDS)),
            Field::optional("by", Kind::Body),
            Field::optional("what", Kind::Text),
        ],
    ),
    act("find-affected", &[Field::required("affected", Kind::Truth)]),
    act("assign", &[Field::required("to", Kind::Body)]),
    act("report-evaluation", &[WHAT]),
    act("report-assessment", &[WHAT]),
    act("publish-result", &[Field::required("result", Kind::OneOf(OUTCOMES))]),
    act("circulate-result", &[Field::required("result", Kind::OneOf(OUTCOMES))]),
    act(
        "publish-assessment",
        &[Field::required("on", Kind::OneOf(&["provider", "product"])), WHAT],
    ),
];

/// Reads an act from a JSON object that holds nothing else but `also`; what was `also` asked for
/// comes back in a form.
pub fn read_act(value: Value, also: &[Field]) -> Result<(Act, Form), Problem> {
    let word = value.get("act").and_then(Value::as_str);
    let Some(known) = ACTS.iter().find(|known| Some(known.act) == word) else {
        return Err(no_such_act(word));
    };
    // `correct` has a `dated` of its own: the day it puts right. It stays with the act.
    let beside: Vec<Field> = also
        .iter()
        .filter(|field| known.fields.iter().all(|own| own.name != field.name))
        .copied()
        .collect();
    let mut fields = vec![Field::required("act", Kind::Text)];
    fields.extend(known.fields);
    fields.extend(&beside);
    let form = Form::read(value, &fields)?;
    let (aside, own) = form
        .rest()
        .into_iter()
        .partition(|(name, _)| beside.iter().any(|field| field.name == name));
    let act = serde_json::from_value(Value::Object(own)).map_err(|error| {
        let text = Words::new(format!("无法读取：{error}"), format!("unreadable: {error}"));
        Problem::fault("", text)
    })?;
    Ok((act, Form::read(Value::Object(aside), &beside)?))
}

fn no_such_act(word: Option<&str>) -> Problem {
    let all: Vec<&str> = ACTS.iter().map(|known| known.act).collect();
    let all = all.join(", ");
    let text = match word {
        Some(word) => Words::new(
            format!("没有“{word}”这一行为；可用：{all}"),
            format!("there is no act `{word}`; the acts are: {all}"),
        ),
        None => Words::new(
            format!("缺少行为；可用：{all}"),
            format!("an act is missing; the acts are: {all}"),
        ),
    };
    Problem::fault("/act", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What serde says it would have taken, from the message with which it refuses.
    fn expected(value: serde_json::Value) -> Vec<String> {
        let Err(error) = serde_json::from_value::<Act>(value) else {
            return Vec::new();
        };
        let error = error.to_string();
        let (_, named) = error.split_once("expected").unwrap_or_default();
        let words = named.split('`').skip(1).step_by(2);
        words.map(str::to_owned).collect()
    }

    #[test]
    fn every_act_of_the_review_is_here_with_its_fields() {
        let known: Vec<&str> = acts().iter().map(|known| known.act).collect();
        assert_eq!(known, Act::NAMES);
        for act in acts() {
            let mut fields: Vec<String> =
                act.fields.iter().map(|field| field.name.to_owned()).collect();
            let mut taken = expected(serde_json::json!({"act": act.act, "no such field": 1}));
            fields.sort();
            taken.sort();
            assert_eq!(fields, taken, "{}", act.act);
        }
    }
}
