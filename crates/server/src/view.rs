//! How things are told in JSON: the docket's words, as `docket replay --json` tells them.

use access::{Person, Question, Resource};
use law::Cite;
use review::{Actor, Due, Entry, Limit, State, Summary};
use serde_json::{Value, json};

use crate::asked::Asked;
use crate::desk::Docket;

/// A limit.
pub fn limit(limit: &Limit) -> Value {
    let (state, met) = match &limit.state {
        State::NotStarted(_) => ("not-started", None),
        State::Running(Due::Stopped) => ("stopped", None),
        State::Running(Due::On(_) | Due::Between { .. }) => ("due", None),
        State::Met(day) => ("met", Some(*day)),
        State::Overdue(_) => ("overdue", None),
    };
    let (due, latest) = match limit.due {
        Some(Due::On(day)) => (Some(day), Some(day)),
        Some(Due::Between { earliest, latest, .. }) => (Some(earliest), Some(latest)),
        Some(Due::Stopped) | None => (None, None),
    };
    let stopped = state == "stopped";
    json!({
        "limit": limit.name, "of": limit.of, "law": limit.law, "article": limit.cite.article,
        "effect": limit.effect, "unit": limit.unit,
        "state": state, "start": limit.start,
        "due": due.filter(|_| !stopped), "latest": latest.filter(|_| !stopped),
        "provisional": due != latest, "assumed": limit.assumed, "met": met, "late": limit.late,
        "left": limit.left, "counted": limit.counted, "total": limit.total,
        "held_under": limit.held_under.as_ref().map(article),
    })
}

fn article(cite: &Cite) -> &str {
    &cite.article
}

/// An entry as far as the caller may read it: all of it, its outline, or that there is one.
pub fn entry(asked: &Asked, docket: &Docket, entry: &Entry) -> Value {
    let about = about_entry(docket, entry);
    if asked.allows(Question::EntryRead, &Resource::Entry(about)) {
        return whole_entry(docket, entry);
    }
    let outline = Resource::Review(docket.standing.clone());
    if asked.allows(Question::DocketOutline, &outline) {
        return json!({
            "number": entry.number, "date": entry.date, "dated": entry.dated,
            "actor": entry.actor, "command": {"act": entry.act.name()}, "withheld": true,
        });
    }
    json!({"number": entry.number, "withheld": true})
}

/// An entry as access sees it.
pub fn about_entry(docket: &Docket, entry: &Entry) -> access::Entry {
    access::Entry {
        review: docket.standing.clone(),
        by: entry.actor.clone(),
        act: (&entry.act).into(),
        to: crate::desk::addressee(&entry.act),
    }
}

/// All of an entry, with who entered it.
pub fn whole_entry(docket: &Docket, entry: &Entry) -> Value {
    let mut value = serde_json::to_value(entry).unwrap_or_default();
    let index = usize::try_from(entry.number).unwrap_or(0).wrapping_sub(1);
    let by = docket.recorders.get(index).and_then(Option::as_ref);
    if let (Value::Object(members), Some(by)) = (&mut value, by) {
        members.insert("by".to_owned(), json!({"name": by.name, "from_paper": by.from_paper}));
    }
    value
}

/// A review in one look, as far as the caller may: the consultation is the mechanism's own.
pub fn summary(asked: &Asked, docket: &Docket, summary: &Summary) -> Value {
    let review = Resource::Review(docket.standing.clone());
    let all = asked.allows(Question::ConsultationRead, &review);
    let own = asked.credential.as_ref().and_then(|credential| body(&credential.person));
    let shown = |limit: &&Limit| all || limit.of.is_none() || limit.of.as_ref() == own;
    let limits: Vec<Value> = summary.limits.iter().filter(shown).map(limit).collect();
    let waiting = summary.waiting_for.iter();
    let named = |actor: &&Actor| all || actor.body().is_none() || actor.body() == own;
    let waiting_for: Vec<&Actor> = waiting.filter(named).collect();
    json!({
        "law": summary.law, "step": summary.step, "closed": summary.is_closed(),
        "conclusion": summary.conclusion, "opinions": summary.opinions.filter(|_| all),
        "waiting_for": waiting_for, "duties": summary.duties, "limits": limits,
    })
}

fn body(person: &Person) -> Option<&review::BodyId> {
    person.body.as_ref()
}
