//! Why the limits of a docket stand as they do and why acts are refused, as far as somebody may
//! know; and the whole computation as a receipt, for whoever may read all that goes into it.

use std::collections::BTreeSet;

use access::{Question, Resource};
use axum::http::StatusCode;
use law::Words;
use review::computation::{Computation, Inputs};
use review::docket::Instead;
use review::{
    DayTally, EntryNumber, Limit, Refusal, Trace, day_tally, explain_limit_to, explain_refusal_to,
};
use store::desk::paper;

use crate::asked::Asked;
use crate::desk::Docket;
use crate::problem::Problem;
use crate::view::{Sight, about_entry};

/// The entries of a docket that the caller may read, by their numbers.
pub struct ReadableEntries(BTreeSet<EntryNumber>);

impl ReadableEntries {
    /// Those the caller may read.
    pub fn of(asked: &Asked, docket: &Docket) -> ReadableEntries {
        let entries = docket.review.entries().iter().filter(|entry| {
            let about = about_entry(asked, docket, entry);
            asked.allows(Question::EntryRead, &Resource::Entry(about))
        });
        ReadableEntries(entries.map(|entry| entry.number).collect())
    }

    /// Whether he may read one.
    pub fn has(&self, entry: EntryNumber) -> bool {
        self.0.contains(&entry)
    }

    fn all_of(&self, docket: &Docket) -> bool {
        docket.review.entries().iter().all(|entry| self.0.contains(&entry.number))
    }
}

/// A limit, why it stands so, and the days it was counted over.
pub struct LimitExplained {
    /// The limit as of today.
    pub limit: Limit,
    /// Its grounds.
    pub grounds: Option<Trace>,
    /// Its days, where it is counted in working days and has begun.
    pub days: Option<DayTally>,
}

/// A limit explained.
pub fn limit(
    asked: &Asked,
    docket: &Docket,
    entries: &ReadableEntries,
    limit: &Limit,
) -> LimitExplained {
    let (context, review) = (asked.office.context(), &docket.review);
    let readable = |entry: EntryNumber| entries.0.contains(&entry);
    LimitExplained {
        grounds: explain_limit_to(&context, review, asked.today, limit, &readable),
        days: day_tally(&context, review, asked.today, limit),
        limit: limit.clone(),
    }
}

/// Every limit that the caller sees, explained, in the law's order.
pub fn limits(
    asked: &Asked,
    docket: &Docket,
    sight: &Sight,
    entries: &ReadableEntries,
) -> Vec<LimitExplained> {
    let all = review::limits(&asked.office.context(), &docket.review, asked.today);
    let seen = all.iter().filter(|limit| sight.sees_limit(limit.name, limit.of.as_ref()));
    seen.map(|one| limit(asked, docket, entries, one)).collect()
}

/// A refusal explained.
pub fn refusal(
    asked: &Asked,
    docket: &Docket,
    entries: &ReadableEntries,
    refusal: &Refusal,
) -> Option<Trace> {
    let readable = |entry: EntryNumber| entries.0.contains(&entry);
    explain_refusal_to(&asked.office.context(), &docket.review, refusal, &readable)
}

/// Whether the caller may have the computation of a docket: all of it goes into it, and must be
/// open to him.
pub fn may_keep(sight: &Sight, docket: &Docket, entries: &ReadableEntries) -> bool {
    matches!(sight, Sight::All) && entries.all_of(docket)
}

/// The computation of a docket as a receipt: its page, what was known of holidays, and the result,
/// to be run again by anybody.
///
/// # Errors
/// The caller may not read all of it; acts of a paper case stand in it that the law would have
/// refused, so that its page does not run to where it stands.
pub fn computation(asked: &Asked, docket: &Docket) -> Result<Computation, Problem> {
    let sight = Sight::of(asked, docket);
    let entries = ReadableEntries::of(asked, docket);
    if !may_keep(&sight, docket, &entries) {
        return Err(Problem::not_permitted("house:whole-docket-only"));
    }
    let (office, context) = (&asked.office, asked.office.context());
    let papers = office.read(|conn| {
        let mut all = paper::notices(conn)?;
        all.retain(|notice| notice.confirmed.is_some());
        all.sort_by_key(|notice| notice.confirmed.as_ref().map(|(_, at)| *at));
        Ok(all.into_iter().map(|notice| notice.toml).collect::<Vec<String>>())
    })?;
    // A paper of a later day is known all the same to an office whose clock was set back.
    let latest = office.calendar().all_papers().map(|paper| paper.date).max();
    let page = crate::page::markdown(asked, docket);
    let instead = Instead::default();
    let computed = Computation::of(&Inputs {
        program: env!("CARGO_PKG_VERSION"),
        book: context.book(),
        known_on: latest.map_or(asked.today, |day| day.max(asked.today)),
        papers: &papers,
        page: (&docket.case.number, &page),
        instead: &instead,
    });
    let computed = computed.map_err(|_| no_replay())?;
    let limits = review::limits(&context, &docket.review, asked.today);
    if computed.limits() != Some(review::computation::limits_told(&limits)) {
        return Err(no_replay());
    }
    Ok(computed)
}

fn no_replay() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "does-not-replay",
        Words::new("无法重算", "It does not run again"),
        Words::new(
            "卷宗含有依法本不予记入的条目（如录入的纸质案卷），打印的卷宗页不能重算到现状；各期限的依据\
             仍可逐项查看",
            "the docket holds entries that the law would have refused (a paper case taken in), so \
             that its printed page does not run to where it stands; the grounds of each limit can \
             be read all the same",
        ),
    )
}
