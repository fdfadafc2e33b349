//! When two dockets are one state.

use jiff::civil::Date;

use crate::{Context, Opinion, Opinions, Review, State, Summary};

/// What two dockets must share to be one state: everything a decision still looks at. Days, texts
/// and what is over (a limit that was met, replies once opinions are formed) are left aside.
pub(super) type Key = (String, Vec<String>, Vec<String>);

pub(super) fn key(context: &Context, review: &Review, today: Date) -> Key {
    let summary = Summary::of(context, review, today);
    let limits = summary.limits.iter().filter_map(|limit| {
        let state = match &limit.state {
            State::NotStarted(_) => "waits",
            State::Running(crate::Due::Stopped) => "stopped",
            State::Running(_) => "runs",
            State::Overdue(_) => "overdue",
            State::Met(_) => return None,
        };
        let own = limit.effect == crate::Effect::Statutory;
        own.then(|| format!("{:?} {:?} {state}", limit.name, limit.of))
    });
    let rounds =
        [&review.first, &review.second].into_iter().flatten().map(|round| match round.formed {
            Some((Opinions::Divided, _)) => format!("divided {}", round.awaited().count()),
            Some((Opinions::Agreed, _)) => format!("agreed {}", round.bodies.len()),
            None => {
                let replies = round.bodies.iter().map(|body| match body.reply {
                    None => "awaited",
                    Some((Opinion::Disagree, _)) => "no",
                    Some(_) => "yes",
                });
                replies.collect::<Vec<_>>().join(" ")
            }
        });
    let filing = review.filing.as_ref().filter(|_| !review.is_opened()).map(|filing| {
        (filing.missing.len().min(1), filing.named.len().min(1), filing.confirmed.is_some())
    });
    let open = review.open_requests().count().min(1);
    let extended = review.preliminary.as_ref().filter(|run| run.met.is_none());
    let facts = format!(
        "{:?} {} {:?} {filing:?} {open} {:?} {:?} {:?} {:?} {:?} {:?}",
        review.phase(),
        summary.law,
        review.origin,
        (review.special.opened.is_some(), review.special.heard.is_some()),
        (review.special.returned.is_some(), review.approved.is_some()),
        (review.commitments.len().min(1), review.measures.min(1), review.served.len().min(1)),
        (review.withdrawal.is_some(), review.evaluated.is_some()),
        extended.map(|run| (run.extended.min(1), run.assumed)),
        review.named.len().min(1),
    );
    (facts, limits.collect(), rounds.collect())
}
