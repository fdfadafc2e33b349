//! What an act puts into the places of its notice, and which conditions hold: everything read from
//! the docket that ends with the act, the law that governs the step, and the clock of that day.

use std::collections::{BTreeMap, BTreeSet};

use law::{Cite, MeasuresEnd, Penalties, Regime, RegimeId, Rule, Transition, Words};
use review::{
    Act, Actor, Awaited, BodyId, Context, Due, Entry, FilingKind, Limit, LimitName, Object, Origin,
    Outcome, Request, Review, State, Unit, Verdict,
};

use crate::draft::{Facts, NoNotice};
use crate::matter::{concerned, extended, named, reasons};
use crate::phrase::Phrase;
use crate::sent::{Sent, is_second, reviewed};
use crate::slot::{Slot, When};
use crate::template::Piece;
use crate::write::{self, Order};
use crate::{Footing, Kind};

/// The places with what fills them, and the conditions that hold.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub(crate) slots: BTreeMap<Slot, Words>,
    pub(crate) holds: BTreeSet<When>,
}

/// An act with all that its notice may speak of.
pub(crate) struct Case<'a> {
    pub(crate) context: &'a Context,
    pub(crate) before: Option<&'a Review>,
    pub(crate) after: &'a Review,
    pub(crate) entry: &'a Entry,
    pub(crate) kind: Kind,
    /// The version that governs the step: that of the limit concerned, where there is one.
    pub(crate) regime: &'a Regime,
    /// The limits concerned, on the day of the act.
    pub(crate) limits: Vec<Limit>,
}

impl<'a> Case<'a> {
    /// An act and the limits it is about.
    pub(crate) fn of(
        context: &'a Context,
        before: Option<&'a Review>,
        after: &'a Review,
        entry: &'a Entry,
        sent: &Sent,
    ) -> Result<Case<'a>, NoNotice> {
        let limits = concerned(context, after, entry, sent);
        let law = limits.first().map_or(after.law(), |limit| &limit.law);
        let regime = regime(context, law)?;
        Ok(Case { context, before, after, entry, kind: sent.kind, regime, limits })
    }

    /// Why the notice is sent.
    pub(crate) fn footing(&self) -> Footing {
        if self.kind == Kind::Conclusion && self.is_special() {
            let cite = self.regime.rule(Rule::SpecialProcedure);
            return cite.cloned().map_or(Footing::GoodPractice, Footing::Called);
        }
        self.kind.footing(self.regime)
    }

    /// The article that a piece of text names.
    pub(crate) fn cited(&self, piece: &Piece) -> Option<Cite> {
        match piece {
            Piece::Article(rule) => self.regime.rule(*rule).cloned(),
            Piece::Slot(Slot::LimitArticle) => self.limits.first().map(|limit| limit.cite.clone()),
            Piece::Slot(_) | Piece::Text(_) => None,
        }
    }

    /// The name of an addressee: as the caller gave it, else as a law file has it.
    pub(crate) fn name(&self, actor: &Actor, facts: &Facts) -> Option<Words> {
        let given = |name: &Option<String>| {
            let name = name.as_deref().map(write::clean).filter(|name| !name.is_empty());
            name.map(|name| write::same(&name))
        };
        match actor {
            Actor::Party => given(&facts.party),
            Actor::Provider => given(&facts.provider),
            Actor::Unit(id) | Actor::Department(id) | Actor::Authority(id) | Actor::Lab(id) => {
                facts.bodies.get(id).cloned().or_else(|| self.member(id))
            }
            Actor::Office | Actor::Commission | Actor::Experts | Actor::Anyone => None,
        }
    }

    /// The name of a member unit, in the version that governs or any other.
    fn member(&self, id: &BodyId) -> Option<Words> {
        let versions = self.context.book().all().map(AsRef::as_ref);
        std::iter::once(self.regime).chain(versions).find_map(|regime| {
            let member = regime.members.iter().find(|member| member.id == id.as_str());
            member.map(|member| member.name.clone())
        })
    }

    /// Everything the words of the notice may ask for.
    pub(crate) fn values(&self, facts: &Facts) -> Values {
        let mut values = Values::default();
        let order = self.order();
        values.put(Slot::Law, write::law(self.regime, order));
        values.put(Slot::CaseNumber, write::inline(&facts.case_number));
        values.put(Slot::CaseTitle, write::inline(&facts.case_title));
        values.put(Slot::Issued, write::day(self.entry.legal_day()));
        self.put_limit(&mut values);
        self.put_act(&mut values);
        self.put_origin(&mut values);
        if let Some(words) = self.reviewed(facts) {
            values.put(Slot::Reviewed, words);
            values.hold(When::ReviewedNamed);
        }
        let has_article = self.kind.ordered_by().is_some_and(|it| self.regime.rule(it).is_some());
        values.hold(if has_article { When::Article } else { When::NoArticle });
        let positions = self.after.positions();
        values.hold(match positions.measures_end {
            MeasuresEnd::Conclusion => When::UntilConclusion,
            MeasuresEnd::Lifted => When::UntilLifted,
        });
        values.hold(match positions.transition {
            Transition::NewSteps | Transition::StartVersion => When::LimitsKeep,
            Transition::All => When::LimitsMove,
        });
        values
    }

    /// Two versions bear one name: once a case has been carried over, the order number is said.
    fn order(&self) -> Order {
        let started = &self.after.frame().law;
        let one = self.after.law() == started && self.regime.id == *started;
        if one { Order::Unsaid } else { Order::Said }
    }

    fn reviewed(&self, facts: &Facts) -> Option<Words> {
        let actor = reviewed(self.after);
        let name = self.name(&actor, facts)?;
        let phrase = if actor == Actor::Provider { Phrase::Provider } else { Phrase::Party };
        Some(phrase.filled(&[("name", &name)]))
    }

    fn put_limit(&self, values: &mut Values) {
        let Some(first) = self.limits.first() else {
            return;
        };
        values.put(Slot::Limit, write::limit(first.name));
        values.put(Slot::LimitArticle, write::article(&first.cite));
        values.put(Slot::Days, write::count(first.total, first.unit));
        values.put(Slot::Left, write::count(first.left, first.unit));
        for limit in &self.limits {
            match &limit.state {
                State::Running(Due::Stopped) if self.was_stopped(limit) => {
                    values.hold(When::StillStopped);
                }
                State::Running(Due::Stopped) => values.hold(When::Stopped),
                State::Running(due) | State::Overdue(due) => {
                    if let Some(words) = write::due(*due) {
                        values.slots.entry(Slot::Due).or_insert(words);
                        values.hold(When::Due);
                    }
                }
                State::NotStarted(Awaited::Receipt) => values.hold(When::OnReceipt),
                State::NotStarted(
                    Awaited::Materials(_) | Awaited::Named(_) | Awaited::Service | Awaited::Notice,
                ) => values.hold(When::NotStarted),
                State::Met(_) => {}
            }
        }
    }

    /// Whether a limit was stopped before the act.
    fn was_stopped(&self, limit: &Limit) -> bool {
        let day = self.entry.legal_day();
        let before = self.before.and_then(|before| {
            review::limit(self.context, before, day, limit.name, limit.of.as_ref())
        });
        before.is_some_and(|before| before.state == State::Running(Due::Stopped))
    }

    fn put_act(&self, values: &mut Values) {
        if let Some(because) = reasons(&self.entry.act) {
            values.put(Slot::Because, write::inline(because));
            values.hold(When::Because);
        }
        if let Some(what) = named(&self.entry.act) {
            values.put(Slot::What, write::quoted(what));
            values.hold(When::Named);
        } else {
            values.hold(When::Unnamed);
        }
        if let Some(materials) = self.materials() {
            values.put(Slot::Materials, materials);
        }
        if let Some(request) = self.request() {
            values.put(Slot::Request, write::same(&request.number.to_string()));
        }
        if let Some(verdict) = self.verdict() {
            values.put(Slot::Verdict, write::verdict(verdict));
        }
        if let Act::ExtendLimit { working_days, .. } = self.entry.act {
            let added = write::count(u32::from(working_days), Unit::WorkingDays);
            values.put(Slot::Added, added);
            self.put_extended(values);
        }
        self.put_carried_over(values);
        self.put_commitments(values);
    }

    /// An extension names its limit and article even where nothing is left of the limit.
    fn put_extended(&self, values: &mut Values) {
        let name = extended(&self.entry.act);
        let rule = match name {
            LimitName::SpecialReview => Rule::SpecialLimit,
            LimitName::Intake
            | LimitName::PreliminaryReview
            | LimitName::Consultation
            | LimitName::CommissionApproval => Rule::PreliminaryReview,
        };
        values.put(Slot::Limit, write::limit(name));
        if let Some(cite) = self.regime.rule(rule) {
            values.slots.entry(Slot::LimitArticle).or_insert(write::article(cite));
        }
    }

    fn put_carried_over(&self, values: &mut Values) {
        let Act::CarryOver { law } = &self.entry.act else {
            return;
        };
        let old = self.before.and_then(|before| self.context.regime(before.law()));
        let new = self.context.regime(law);
        if let (Some(old), Some(new)) = (old, new) {
            values.put(Slot::OldLaw, write::law(old, Order::Said));
            values.put(Slot::NewLaw, write::law(new, Order::Said));
            if let Some(day) = new.in_force {
                values.put(Slot::InForce, write::day(day));
            }
        }
    }

    fn put_commitments(&self, values: &mut Values) {
        let mut made = Vec::new();
        for entry in self.after.entries() {
            if let Act::Commit { what } = &entry.act {
                made.push(write::quoted(what));
            }
        }
        let commitments = write::row(made);
        if !commitments.zh.is_empty() {
            values.put(Slot::Commitments, commitments);
            values.hold(When::Commitments);
        }
    }

    fn put_origin(&self, values: &mut Values) {
        match self.after.origin() {
            Some(Origin::ExOfficio(_)) => values.hold(When::ExOfficio),
            Some(Origin::Announced) => values.hold(When::Announced),
            Some(Origin::Filed(_) | Origin::Determined) | None => {}
        }
        values.hold(if self.is_special() { When::Special } else { When::Agreed });
        self.put_remedy(values);
    }

    /// Position E4: a decision of data security review is final by the law on data security; for a
    /// purchase, or a product, no text says whether there is a remedy.
    fn put_remedy(&self, values: &mut Values) {
        let data = match self.after.origin() {
            Some(
                Origin::Filed(FilingKind::DataProcessing | FilingKind::Listing)
                | Origin::ExOfficio(Object::DataProcessing | Object::Listing),
            ) => true,
            Some(
                Origin::Filed(FilingKind::Procurement)
                | Origin::ExOfficio(Object::Product)
                | Origin::Announced
                | Origin::Determined,
            )
            | None => false,
        };
        let day = self.entry.legal_day();
        let mut laws = Penalties::built_in().all.iter().map(|penalty| &penalty.law);
        let data_security = laws.find(|law| law.of == "dsl" && law.in_force_on(day));
        match data_security.filter(|_| data) {
            Some(law) => {
                values.put(Slot::FinalLaw, Phrase::Law.filled(&[("law", &law.title)]));
                values.hold(When::Final);
            }
            None => values.hold(When::RemedyNotStated),
        }
    }

    fn is_special(&self) -> bool {
        self.after.round().is_some_and(|round| is_second(round, self.after))
    }

    /// What a filing lacks.
    fn materials(&self) -> Option<Words> {
        if let Act::RequestSupplement { what, .. } = &self.entry.act {
            return Some(write::quoted(what));
        }
        let Act::ReturnFiling { materials } = &self.entry.act else {
            return None;
        };
        let rules = &self.regime.content.materials;
        Some(write::row(materials.iter().map(|material| {
            let rule = rules.iter().find(|rule| rule.name == *material);
            rule.map_or_else(|| material.words(), |rule| rule.words.clone())
        })))
    }

    /// The request for materials that the act is about.
    fn request(&self) -> Option<&Request> {
        let number = self.entry.number;
        let mut requests = self.after.requests().iter();
        requests.find(|request| request.asked == number || request.answered == Some(number))
    }

    fn verdict(&self) -> Option<Verdict> {
        let act = &self.entry.act;
        if let Act::PublishResult { result } | Act::CirculateResult { result } = act {
            return Some(match result {
                Outcome::Pass => Verdict::Pass,
                Outcome::Fail => Verdict::Fail,
            });
        }
        self.after.round().map(|round| round.conclusion)
    }
}

impl Values {
    fn put(&mut self, slot: Slot, words: Words) {
        self.slots.insert(slot, words);
    }

    fn hold(&mut self, when: When) {
        self.holds.insert(when);
    }
}

fn regime<'a>(context: &'a Context, law: &RegimeId) -> Result<&'a Regime, NoNotice> {
    context.regime(law).ok_or_else(|| NoNotice::LawMissing(law.clone()))
}
