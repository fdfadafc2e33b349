//! How a refusal is worded and what it rests on.

use law::{RegimeId, Rule, Words};

use super::Case;
use crate::state::{Origin, Review};
use crate::{Act, Basis, Reason, Refusal};

/// What a refusal rests on, before the article is looked up in the version that governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// A rule; the rule of the house `order-of-acts` where the version has no such rule.
    Rule(Rule),
    /// The rule the act rests on.
    Act,
    /// A position taken, `name=value`.
    Position(&'static str, &'static str),
    /// A rule of the house.
    House(&'static str),
}

/// The docket names a version the book no longer has.
pub(crate) fn unknown_law(law: &RegimeId) -> Refusal {
    Refusal {
        reason: Reason::NotInThisVersion,
        basis: Basis::House { house: "known-law".to_owned() },
        text: Words::new(
            format!("没有名为 {law} 的版本"),
            format!("there is no version called `{law}`"),
        ),
    }
}

/// The rule an act rests on where a review stands: what goes to the Commission ex officio rests on
/// another than what goes there in a special review, whose conclusion has a rule of its own too.
pub(crate) fn rule_of(review: &Review, act: &Act) -> Option<Rule> {
    let commission = matches!(
        act,
        Act::SubmitToCommission { .. }
            | Act::CommissionApprove
            | Act::CommissionDecline
            | Act::CommissionReturn
    );
    let special = review.special_run.is_some();
    match review.origin() {
        Some(Origin::ExOfficio(_)) if commission && !special => Some(Rule::ExOfficio),
        Some(_) if special && matches!(act, Act::Conclude) => Some(Rule::SpecialProcedure),
        Some(_) | None => act.rule(),
    }
}

impl Case<'_> {
    pub(crate) fn refuse(
        &self,
        reason: Reason,
        ground: Ground,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Refusal {
        Refusal { reason, basis: self.basis(ground), text: Words::new(zh, en) }
    }

    fn basis(&self, ground: Ground) -> Basis {
        let rule = match ground {
            Ground::Rule(rule) => Some(rule),
            Ground::Act => rule_of(self.review, &self.command.act),
            Ground::Position(name, value) => {
                return Basis::Position { position: format!("{name}={value}") };
            }
            Ground::House(house) => {
                return Basis::House { house: house.to_owned() };
            }
        };
        match rule.and_then(|rule| self.regime.rule(rule)) {
            Some(cite) => Basis::Article(cite.clone()),
            None => Basis::House { house: "order-of-acts".to_owned() },
        }
    }

    /// The act is not due now; the words say what would be.
    pub(crate) fn out_of_turn(&self, zh: &str, en: &str) -> Refusal {
        self.refuse(Reason::OutOfTurn, Ground::Act, zh, en)
    }

    pub(crate) fn nothing_filed(&self) -> Refusal {
        let ground = match self.review.origin() {
            Some(crate::state::Origin::ExOfficio(_)) => Ground::Rule(Rule::ExOfficio),
            Some(_) | None => Ground::Rule(Rule::Materials),
        };
        self.refuse(
            Reason::NothingFiled,
            ground,
            "没有申报：本卷宗没有当事人提交的申报",
            "nothing was filed on this docket",
        )
    }

    pub(crate) fn review_opened(&self) -> Refusal {
        self.refuse(
            Reason::ReviewOpened,
            Ground::Rule(Rule::Intake),
            "已经确定审查并书面通知，申报处理已经结束",
            "the review is opened and the intake is over",
        )
    }

    pub(crate) fn reasons(&self, because: Option<&str>) -> Result<(), Refusal> {
        match because {
            Some(text) if !text.trim().is_empty() => Ok(()),
            Some(_) | None => Err(self.refuse(
                Reason::ReasonsMissing,
                Ground::House("reasons"),
                "这一行为必须写明理由",
                "this act must give its reasons",
            )),
        }
    }
}
