//! What is written held against what happened. Only what is written is compared: a weekday, an
//! article or a margin that a line leaves out is not missed. A limit that stands as written agrees
//! even where this act did not move it (a partial supplement keeps the clock stopped); that a limit
//! was met, and what became of the opinions, must have come of this very act.

use calendar::Calendar;

use super::consequence::{Consequence, Day, LimitTold, RefusalTold, StateTold, Under};
use super::happened;
use crate::{Awaited, Due, Effect, Limit, Material, Refusal, State};

/// Where an act left things, as of the day of its line.
pub(super) struct Outcome<'a> {
    /// Every limit.
    pub(super) limits: &'a [Limit],
    /// Every limit as of the day on which `overdue` is read.
    pub(super) overdue: &'a [Limit],
    /// Those that the act changed.
    pub(super) changed: &'a [Limit],
    /// What `--update` would write.
    pub(super) followed: &'a [Consequence],
    /// Why it was refused, if it was.
    pub(super) refusal: Option<&'a Refusal>,
    /// The calendar as the docket reads it.
    pub(super) calendar: &'a Calendar,
}

/// Whether a line agrees with what happened. A refusal that is not written disagrees.
pub(super) fn agrees(written: Option<&[Consequence]>, outcome: &Outcome<'_>) -> bool {
    let written = written.unwrap_or_default();
    let is_refusal = |one: &Consequence| matches!(one, Consequence::Refused(_));
    let told = written.iter().any(is_refusal);
    told == outcome.refusal.is_some() && written.iter().all(|one| holds(one, outcome))
}

fn holds(written: &Consequence, outcome: &Outcome<'_>) -> bool {
    match written {
        Consequence::Limit(told) => {
            let limits = match told.state {
                StateTold::Met { .. } => outcome.changed,
                StateTold::Overdue { .. } => outcome.overdue,
                StateTold::Due(_)
                | StateTold::Between { .. }
                | StateTold::NotStarted(_)
                | StateTold::AwaitingReceipt
                | StateTold::Stopped(_) => outcome.limits,
            };
            limits.iter().any(|limit| is_told(told, limit, outcome.calendar))
        }
        Consequence::Refused(told) => outcome.refusal.is_some_and(|it| is_refusal(told, it)),
        Consequence::Opinions(_) | Consequence::ToBeNotified | Consequence::NoArticle(_) => {
            outcome.followed.contains(written)
        }
    }
}

/// Whether a refusal is told in our words of either language or by its id, and under its basis.
fn is_refusal(told: &RefusalTold, refusal: &Refusal) -> bool {
    let words = told.words.as_deref().is_none_or(|words| {
        let ours = [refusal.reason.id(), &refusal.text.zh, &refusal.text.en];
        ours.into_iter().any(|our| same_words(words, our))
    });
    words && told.under.as_ref().is_none_or(|under| *under == happened::basis(&refusal.basis))
}

/// Whether two texts are the same but for gaps.
fn same_words(left: &str, right: &str) -> bool {
    left.split_whitespace().eq(right.split_whitespace())
}

fn is_told(told: &LimitTold, limit: &Limit, calendar: &Calendar) -> bool {
    let of = told.of.as_ref().is_none_or(|of| limit.of.as_ref() == Some(of));
    told.name == limit.name && of && is_state(&told.state, limit, calendar) && is_under(told, limit)
}

fn is_state(told: &StateTold, limit: &Limit, calendar: &Calendar) -> bool {
    match (told, &limit.state) {
        (StateTold::Due(day), State::Running(Due::On(due)) | State::Overdue(Due::On(due))) => {
            is_day(*day, *due)
        }
        (
            StateTold::Between { earliest, latest },
            State::Running(Due::Between { earliest: from, latest: to, .. })
            | State::Overdue(Due::Between { earliest: from, latest: to, .. }),
        ) => is_day(*earliest, *from) && is_day(*latest, *to),
        (StateTold::NotStarted(told), State::NotStarted(awaited)) => {
            told.as_ref().is_none_or(|told| is_awaited(told, awaited))
        }
        (StateTold::AwaitingReceipt, State::NotStarted(awaited)) => *awaited == Awaited::Receipt,
        (StateTold::Stopped(left), State::Running(Due::Stopped)) => left.is_none_or(|left| {
            left.left == limit.left && left.total.is_none_or(|total| total == limit.total)
        }),
        (StateTold::Met { day, margin }, State::Met(met)) => {
            day.is_none_or(|day| is_day(day, *met))
                && margin.is_none_or(|margin| margin == happened::margin(limit, *met, calendar))
        }
        (StateTold::Overdue { working_days }, State::Overdue(_)) => {
            working_days.is_none_or(|days| days == limit.late)
        }
        (
            StateTold::Due(_)
            | StateTold::Between { .. }
            | StateTold::NotStarted(_)
            | StateTold::AwaitingReceipt
            | StateTold::Stopped(_)
            | StateTold::Met { .. }
            | StateTold::Overdue { .. },
            _,
        ) => false,
    }
}

fn is_day(told: Day, day: jiff::civil::Date) -> bool {
    told.date == day && told.weekday.is_none_or(|weekday| weekday == day.weekday())
}

fn is_awaited(told: &Awaited, awaited: &Awaited) -> bool {
    match (told, awaited) {
        (Awaited::Materials(told), Awaited::Materials(awaited)) => sorted(told) == sorted(awaited),
        (told, awaited) => told == awaited,
    }
}

fn sorted(materials: &[Material]) -> Vec<Material> {
    let mut sorted = materials.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

fn is_under(told: &LimitTold, limit: &Limit) -> bool {
    let Some(under) = &told.under else {
        return true;
    };
    let held = matches!(told.state, StateTold::Stopped(_) | StateTold::NotStarted(_));
    let actual = match (limit.effect, held) {
        (Effect::Internal, false) => Some(Under::Target),
        (Effect::Statutory, false) => Some(Under::Article(limit.cite.article.clone())),
        (Effect::Internal | Effect::Statutory, true) => happened::held_under(limit),
    };
    actual.as_ref() == Some(under)
}
