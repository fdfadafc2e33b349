//! Grounds on a page: a due day or a refusal unfolded into articles, readings, entries and days.

use review::{DayTally, NamedDays, Rests, Taken, Trace, TraceGround};

use super::texts::Speech;
use crate::asked::Asked;
use crate::explaining::LimitExplained;

/// Grounds as they are shown.
pub struct TraceShown {
    /// The version: its name.
    pub version: String,
    /// Where its page is.
    pub version_at: String,
    /// The beginning of the hash of its file.
    pub hash: String,
    /// The articles.
    pub articles: Vec<ArticleShown>,
    /// The days, a line each.
    pub days: Vec<String>,
    /// The readings.
    pub readings: Vec<ReadingShown>,
    /// The entries: address and words.
    pub entries: Vec<(String, String)>,
    /// A rule of the house.
    pub house: Option<String>,
    /// Whether it rests on entries that are not open to the reader.
    pub withheld: bool,
}

/// An article.
pub struct ArticleShown {
    /// What it is for.
    pub role: String,
    /// Its address.
    pub cite: String,
    /// Where it stands among the provisions of its version.
    pub at: String,
    /// What it says, in our words.
    pub gist: String,
    /// Whether it is known from memory only.
    pub unverified: bool,
}

/// A reading.
pub struct ReadingShown {
    /// The question it answers.
    pub asks: String,
    /// What it answers.
    pub taken: String,
    /// The same as a docket writes it, `name=value`.
    pub code: String,
    /// What was not taken.
    pub rejected: String,
    /// What it rests on.
    pub source: String,
    /// Whether the docket takes another than its version.
    pub own: bool,
}

/// Where a provision stands on the page of its version's coverage.
pub fn anchor(cite: &law::Cite) -> String {
    let part = |part: Option<u16>| part.map_or(String::new(), |number| format!("-{number}"));
    let item = cite.item.map_or(String::new(), |number| format!("-i{number}"));
    format!("art-{}{}{item}", cite.article, part(cite.paragraph))
}

/// Where a provision of a version stands.
pub fn place(law: &law::RegimeId, cite: &law::Cite) -> String {
    format!("/law/{law}/coverage#{}", anchor(cite))
}

/// The grounds of a limit.
pub fn of_limit(
    asked: &Asked,
    t: Speech,
    review: &str,
    one: &LimitExplained,
) -> Option<TraceShown> {
    let shown = shown(asked, t, review, one.grounds.as_ref()?);
    let days = one.days.as_ref().map(|days| day_lines(t, days)).unwrap_or_default();
    Some(TraceShown { days, ..shown })
}

/// Grounds as they are shown on a page about a review.
pub fn shown(asked: &Asked, t: Speech, review: &str, trace: &Trace) -> TraceShown {
    let context = asked.office.context();
    let version = context.regime(&trace.law).map(|regime| t.words(&regime.name()).to_owned());
    TraceShown {
        version: version.unwrap_or_else(|| trace.law.to_string()),
        version_at: format!("/law/{}", trace.law),
        hash: trace.law_hash.chars().take(12).collect(),
        articles: trace.articles.iter().map(|one| article(t, &trace.law, one)).collect(),
        days: Vec::new(),
        readings: trace.positions.iter().map(|one| reading(t, one)).collect(),
        entries: trace.entries.iter().map(|one| entry(t, review, one)).collect(),
        house: trace.house.as_ref().map(|house| t.of("house", house)),
        withheld: trace.withheld,
    }
}

fn article(t: Speech, law: &law::RegimeId, ground: &TraceGround) -> ArticleShown {
    ArticleShown {
        role: t.words(&ground.role).to_owned(),
        cite: t.words(&ground.cite.words()).to_owned(),
        at: place(law, &ground.cite),
        gist: ground.gist.as_ref().map(|gist| t.words(gist).to_owned()).unwrap_or_default(),
        unverified: ground.unverified,
    }
}

fn reading(t: Speech, taken: &Taken) -> ReadingShown {
    ReadingShown {
        asks: t.words(&taken.asks).to_owned(),
        taken: t.reading(&taken.name, &taken.value),
        code: format!("{}={}", taken.name, taken.value),
        rejected: t.readings(&taken.name, &taken.rejected),
        source: t.words(&taken.source).to_owned(),
        own: taken.own,
    }
}

fn entry(t: Speech, review: &str, rests: &Rests) -> (String, String) {
    let (number, day) = (rests.entry.to_string(), t.day(rests.day));
    let words = [
        ("entry", number.as_str()),
        ("day", day.as_str()),
        ("act", &t.of("act", rests.act)),
        ("role", t.words(&rests.role)),
    ];
    (format!("/reviews/{review}#entry-{number}"), t.with("why-entry", &words))
}

/// The days counted, and those skipped, each with what it was.
fn day_lines(t: Speech, days: &DayTally) -> Vec<String> {
    let (from, until) = (t.day(days.from), t.day(days.until));
    let counted = days.counted.to_string();
    let span = [("from", from.as_str()), ("until", &until), ("counted", &counted)];
    let mut lines = vec![t.with("why-days", &span)];
    let mut skipped: Vec<String> = Vec::new();
    let mut some = |name: &str, number: u32| {
        if number != 0 {
            skipped.push(t.with(name, &[("days", &number.to_string())]));
        }
    };
    some("why-days-weekend", days.weekend);
    some("why-days-stopped", days.stopped);
    some("why-days-rest", days.rest);
    some("why-days-unannounced", days.unannounced);
    some("why-days-aside", days.aside);
    skipped.extend(days.holidays.iter().map(|one| named(t, one)));
    if !skipped.is_empty() {
        let all = skipped.join(t.get("clause-separator"));
        lines.push(t.with("why-days-skipped", &[("all", &all)]));
    }
    if !days.make_up.is_empty() {
        let all: Vec<String> = days.make_up.iter().map(|one| named(t, one)).collect();
        let all = all.join(t.get("clause-separator"));
        lines.push(t.with("why-days-make-up", &[("all", &all)]));
    }
    lines
}

fn named(t: Speech, one: &NamedDays) -> String {
    let days = one.days.to_string();
    let words = [("name", t.words(&one.name)), ("days", &days), ("paper", &one.paper)];
    t.with("why-days-holiday", &words)
}
