//! A written notice from a docket and the law that governs it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use law::{Cite, Language, Positions, RegimeId, Words};
use review::docket::print_actor;
use review::{Actor, Authoritative, BodyId, Context, Entry, Limit, Review};

use crate::sent::{Sent, sent_by};
use crate::slot::When;
use crate::template::{self, Piece, Template};
use crate::values::{Case, Values};
use crate::{Footing, Kind, write};

/// What the docket does not know: names and numbers, given by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The notice's number in its series, `网审通〔2026〕3号`.
    pub number: String,
    /// The docket number.
    pub case_number: String,
    /// What the case is called.
    pub case_title: String,
    /// The party's name.
    pub party: Option<String>,
    /// The provider's name.
    pub provider: Option<String>,
    /// Names of consulted bodies; member units need none, the law file names them.
    pub bodies: BTreeMap<BodyId, Words>,
    /// Who issues the notice.
    pub issuer: Words,
}

/// To whom a notice goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// In the words of the docket.
    pub actor: Actor,
    /// By name.
    pub name: Words,
}

/// A written notice, ready to be read and served.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Its kind.
    pub kind: Kind,
    /// The entry that sends it.
    pub entry: u32,
    /// Its number in its series.
    pub number: String,
    /// The legal day of the act, which is its date.
    pub issued: Date,
    /// The version of the Measures it rests on.
    pub law: RegimeId,
    /// Its title.
    pub title: Words,
    /// To whom.
    pub addressees: Vec<Addressee>,
    /// Its text.
    pub paragraphs: Vec<Words>,
    /// Who issues it.
    pub issuer: Words,
    /// Why it is sent.
    pub footing: Footing,
    /// The articles it names, in the order of its text.
    pub basis: Vec<Cite>,
    /// The limits it tells of, as they stood on its day.
    pub limits: Vec<Limit>,
    /// The code by which whoever holds the paper asks whether it is genuine; given by the caller.
    pub code: Option<String>,
}

/// Why there is no notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoNotice {
    /// The docket has no such entry.
    #[error("the docket has no entry {0}")]
    NoEntry(u32),
    /// The act sends none.
    #[error("the act of entry {0} sends no written notice")]
    NothingSent(u32),
    /// A name is needed that nobody gave.
    #[error("the name of `{0}` is missing")]
    NameMissing(Actor),
    /// The book of laws lost a version that the docket names.
    #[error("no version is called `{0}`")]
    LawMissing(RegimeId),
    /// Something the words of the notice speak of is not on the docket.
    #[error("`{place}` of a notice `{}` has nothing to say for entry {entry}", kind.word())]
    Unsaid {
        /// The kind of notice.
        kind: Kind,
        /// The entry.
        entry: u32,
        /// The place in its words.
        place: String,
    },
}

impl NoNotice {
    /// Why, in both languages.
    pub fn words(&self) -> Words {
        let zh = match self {
            NoNotice::NoEntry(entry) => format!("卷宗没有第{entry}条"),
            NoNotice::NothingSent(entry) => format!("第{entry}条的行为不发书面通知"),
            NoNotice::NameMissing(actor) => {
                format!("缺少“{}”的名称", print_actor(actor, Language::Zh))
            }
            NoNotice::LawMissing(law) => format!("没有名为“{law}”的版本"),
            NoNotice::Unsaid { kind, entry, place } => {
                format!("通知“{}”的“{place}”在第{entry}条没有内容", kind.title().zh)
            }
        };
        Words::new(zh, self.to_string())
    }
}

/// Drafts the notice that an entry sends, as it had to read on the day of the act: later entries,
/// later holiday notices and later corrections change nothing in it.
///
/// # Errors
/// There is no such notice, or a name it needs is missing.
pub fn draft(
    context: &Context,
    docket: &Authoritative<&Review>,
    entry: u32,
    facts: &Facts,
) -> Result<Notice, NoNotice> {
    let whole = docket.get().entries();
    let index = whole.iter().position(|known| known.number == entry);
    let (before, rest) = whole.split_at(index.ok_or(NoNotice::NoEntry(entry))?);
    let act = rest.first().ok_or(NoNotice::NoEntry(entry))?;
    let before = Review::read(before.iter().map(AsRef::as_ref));
    let after = match &before {
        Some(before) => Some(review::evolve(before.clone(), act)),
        None => Review::read([act.as_ref()]),
    };
    let after = after.ok_or(NoNotice::NoEntry(entry))?;
    let sent = sent_by(act, &after).ok_or(NoNotice::NothingSent(entry))?;
    let context = as_known_on(context, act.legal_day());
    let case = Case::of(&context, before.as_ref(), &after, act, &sent)?;
    let values = case.values(facts);
    write_out(&case, values, &sent, act, facts)
}

/// The context with the holiday notices of that day or before.
fn as_known_on(context: &Context, day: Date) -> Cow<'_, Context> {
    let calendar = context.calendar(&Positions::RECOMMENDED);
    if calendar.all_papers().all(|paper| paper.date <= day) {
        return Cow::Borrowed(context);
    }
    Cow::Owned(Context::new(context.book(), &calendar.known_on(day)))
}

fn write_out(
    case: &Case<'_>,
    values: Values,
    sent: &Sent,
    act: &Entry,
    facts: &Facts,
) -> Result<Notice, NoNotice> {
    let template = template::of(sent.kind);
    let mut basis = Vec::new();
    let paragraphs = paragraphs(case, &values, template, &mut basis)?;
    let name = |actor: &Actor| {
        let name = case.name(actor, facts);
        let name = name.ok_or_else(|| NoNotice::NameMissing(actor.clone()))?;
        Ok(Addressee { actor: actor.clone(), name })
    };
    Ok(Notice {
        kind: sent.kind,
        entry: act.number,
        number: write::clean(&facts.number),
        issued: act.legal_day(),
        law: case.regime.id.clone(),
        title: template.title.clone(),
        addressees: sent.addressees.iter().map(name).collect::<Result<_, NoNotice>>()?,
        paragraphs,
        issuer: facts.issuer.clone(),
        footing: case.footing(),
        basis,
        limits: case.limits.clone(),
        code: None,
    })
}

fn paragraphs(
    case: &Case<'_>,
    values: &Values,
    template: &Template,
    basis: &mut Vec<Cite>,
) -> Result<Vec<Words>, NoNotice> {
    let mut paragraphs = Vec::new();
    let stands = |when: &[When]| when.iter().all(|when| values.holds.contains(when));
    for paragraph in template.paragraphs.iter().filter(|it| stands(&it.when)) {
        let mut words = Words::new("", "");
        for piece in &paragraph.zh {
            let filled = fill(case, values, piece)?;
            words.zh.push_str(&filled.zh);
            basis.extend(case.cited(piece).filter(|cite| !basis.contains(cite)));
        }
        for piece in &paragraph.en {
            words.en.push_str(&fill(case, values, piece)?.en);
        }
        paragraphs.push(words);
    }
    Ok(paragraphs)
}

fn fill(case: &Case<'_>, values: &Values, piece: &Piece) -> Result<Words, NoNotice> {
    let unsaid = |place: &str| NoNotice::Unsaid {
        kind: case.kind,
        entry: case.entry.number,
        place: place.to_owned(),
    };
    match piece {
        Piece::Text(text) => Ok(write::same(text)),
        Piece::Slot(slot) => values.slots.get(slot).cloned().ok_or_else(|| unsaid(slot.word())),
        Piece::Article(rule) => {
            let cite = case.regime.rule(*rule).ok_or_else(|| unsaid(rule.word()))?;
            Ok(write::article(cite))
        }
    }
}
