//! May this be done? Events, or a refusal that names its ground. One verb's rules stand together in
//! one place; what every act must pass stands here, in the order in which a clerk would ask it.

mod beside;
mod body;
mod commission;
mod consultation;
mod correction;
mod evaluation;
mod filing;
mod horizon;
mod limits;
mod refuse;

use jiff::civil::Date;
use law::{Procedure, Regime, Sort};

use crate::context::Context;
use crate::state::{EntryNumber, Phase, Review};
use crate::{Act, Command, Conclusion, Event, Moment, Reason, Refusal};

pub(crate) use beside::is_later;
pub(crate) use body::not_asked;
pub(crate) use refuse::{Ground, rule_of};

/// What is being decided, with all a rule may look at.
pub(crate) struct Case<'a> {
    pub context: &'a Context,
    pub review: &'a Review,
    /// The version that governs steps which begin now.
    pub regime: &'a Regime,
    /// When it is recorded.
    pub today: Moment,
    /// The legal day.
    pub day: Date,
    pub command: &'a Command,
}

/// What goes on the docket if `command` is carried out.
///
/// # Errors
/// A refusal: the law, a position or a rule of the house says no; the docket is unchanged.
pub fn decide(
    context: &Context,
    review: &Review,
    today: Moment,
    command: &Command,
) -> Result<Vec<Event>, Refusal> {
    let case = Case::of(context, review, today, command)?;
    case.check_days()?;
    case.check_order()?;
    case.check_version()?;
    case.check_actor()?;
    case.check_open()?;
    case.check_begun()?;
    case.check_legal_day()?;
    let mut events = Vec::new();
    if review.length() == 0 {
        case.check_frame()?;
        events.push(Event::DocketOpened { frame: review.frame().clone() });
    }
    events.extend(case.decide_act()?);
    case.check_ends(&events)?;
    Ok(events)
}

/// Whether an act could be given its legal day where it stands.
fn could_be_dated(
    context: &Context,
    review: &Review,
    today: Moment,
    command: &Command,
) -> Result<(), Refusal> {
    Case::of(context, review, today, command)?.check_legal_day()
}

impl<'a> Case<'a> {
    fn of(
        context: &'a Context,
        review: &'a Review,
        today: Moment,
        command: &'a Command,
    ) -> Result<Case<'a>, Refusal> {
        let Some(regime) = context.regime(review.law()) else {
            return Err(refuse::unknown_law(review.law()));
        };
        let day = command.dated.unwrap_or(today.date);
        Ok(Case { context, review, regime, today, day, command })
    }
}

impl Case<'_> {
    /// Order follows the line.
    fn check_order(&self) -> Result<(), Refusal> {
        match self.review.recorded() {
            Some(last) if self.today.precedes(last) => Err(self.refuse(
                Reason::BeforeLastEntry,
                Ground::House("order-of-record"),
                format!("日期早于卷宗上一条的日期 {}", last.date),
                format!("the line is dated before the last entry, {}", last.date),
            )),
            Some(_) | None => Ok(()),
        }
    }

    fn check_version(&self) -> Result<(), Refusal> {
        let act = &self.command.act;
        let known = match act.procedure() {
            None => true,
            Some(Procedure::Review) => self.regime.procedure == Procedure::Review,
            Some(Procedure::Evaluation) => {
                let rule = act.rule();
                self.regime.procedure == Procedure::Evaluation
                    && rule.is_none_or(|rule| self.regime.rule(rule).is_some())
            }
        };
        if known {
            return self.check_example();
        }
        let law = &self.regime.title;
        Err(self.refuse(
            Reason::NotInThisVersion,
            Ground::House("closed-list-of-acts"),
            format!("《{}》（{}）没有这一行为", law.zh, self.regime.id),
            format!("{} knows no such act", self.regime.id),
        ))
    }

    /// An act of ours that stands for nothing in another land's regime is none of it.
    fn check_example(&self) -> Result<(), Refusal> {
        let act = &self.command.act;
        let (Some(example), Some(_)) = (&self.regime.example, act.procedure()) else {
            return Ok(());
        };
        if example.theirs(Sort::Act, act.name()).is_some() {
            return Ok(());
        }
        let id = &self.regime.id;
        Err(self.refuse(
            Reason::NotInThisVersion,
            Ground::House("closed-list-of-acts"),
            format!("示例 {id} 的词语对照中没有这一行为"),
            format!("this act stands for nothing in the example {id}"),
        ))
    }

    fn check_actor(&self) -> Result<(), Refusal> {
        let who = self.command.act.who();
        if who.admits(&self.command.actor) {
            return Ok(());
        }
        let (zh, en) = who.words();
        Err(self.refuse(
            Reason::WrongActor,
            Ground::Act,
            format!("这一行为只能由{zh}作出"),
            format!("only {en} may do this"),
        ))
    }

    /// What a closed review, or a closed docket, still takes.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`who`, `rule` and `decide_act` name every act; here all others share one answer"
    )]
    fn check_open(&self) -> Result<(), Refusal> {
        let Some(conclusion) = self.review.conclusion() else {
            return Ok(());
        };
        let concluded = match conclusion {
            Conclusion::Pass | Conclusion::PassWithCommitments | Conclusion::Fail => true,
            Conclusion::NoReviewNeeded
            | Conclusion::Withdrawn
            | Conclusion::Terminated
            | Conclusion::Declined => false,
        };
        let stays = match &self.command.act {
            Act::Correct { .. }
            | Act::Note { .. }
            | Act::Serve { .. }
            | Act::Acknowledge { .. }
            | Act::Report { .. }
            | Act::Refer { .. }
            | Act::PublishAssessment { .. } => true,
            Act::Announce { what: crate::Announced::Conclusion }
            | Act::Commit { .. }
            | Act::Urge { .. }
            | Act::FindCommitment { .. }
            | Act::LiftMeasures { .. }
            | Act::ReportMeasures { .. } => concluded,
            _ => false,
        };
        if stays {
            return Ok(());
        }
        Err(self.refuse(
            Reason::DocketClosed,
            Ground::House("closed-docket"),
            "审查已经结束，不再记入这一行为".to_owned(),
            "the review is closed and takes this act no more".to_owned(),
        ))
    }

    /// Nothing but a beginning can be the first act of a docket.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`who`, `rule` and `decide_act` name every act; here all others share one answer"
    )]
    fn check_begun(&self) -> Result<(), Refusal> {
        if self.review.phase() != Phase::Empty {
            return Ok(());
        }
        match &self.command.act {
            Act::Files { .. }
            | Act::AskExOfficio { .. }
            | Act::DetermineObject { .. }
            | Act::TakeUp { .. }
            | Act::PublishAssessment { .. }
            | Act::Announce { what: crate::Announced::Review }
            | Act::Note { .. }
            | Act::Correct { .. }
            | Act::Report { .. } => Ok(()),
            Act::ReturnFiling { .. }
            | Act::CompleteFiling
            | Act::ConfirmFiling
            | Act::Withdraw
            | Act::OpenReview { .. }
            | Act::FindNoReviewNeeded => Err(self.nothing_filed()),
            _ => Err(self.out_of_turn(
                "卷宗尚未开始：先有申报、提请或者确定审查对象",
                "the docket has not begun: first comes a filing, a request or an object",
            )),
        }
    }

    /// The legal day is at most the day of recording and not before the act it answers.
    fn check_legal_day(&self) -> Result<(), Refusal> {
        let Some(dated) = self.command.dated else {
            return Ok(());
        };
        if self.today.date < dated {
            return Err(self.refuse(
                Reason::OutOfTurn,
                Ground::House("legal-day"),
                format!("法律上的日期 {dated} 晚于记入之日 {}", self.today.date),
                format!("the legal day {dated} lies after the day of recording"),
            ));
        }
        let answered = self.answered().and_then(|entry| Some((entry, self.review.day(entry)?)));
        match answered {
            Some((entry, day)) if dated < day => Err(self.refuse(
                Reason::BeforeLastEntry,
                Ground::House("legal-day"),
                format!("法律上的日期 {dated} 早于其所答复的第{entry}条（{day}）"),
                format!(
                    "the legal day {dated} lies before entry {entry} of {day}, which it answers"
                ),
            )),
            Some(_) | None => Ok(()),
        }
    }

    /// The entry that an act answers.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "`who`, `rule` and `decide_act` name every act; here all others share one answer"
    )]
    fn answered(&self) -> Option<EntryNumber> {
        let review = self.review;
        let filing = review.filing.as_ref();
        let round = review.round();
        let special = review.special_run.as_ref();
        match &self.command.act {
            Act::SupplySupplement { request, .. } | Act::WithdrawRequest { request } => {
                let mut open = review.open_requests();
                open.find(|open| request.is_none_or(|number| number == open.number))
                    .map(|open| open.asked)
            }
            Act::FindSupplementIncomplete { request, .. } => {
                let known = review.requests.iter().find(|known| known.number == *request);
                known.and_then(|known| known.answered)
            }
            Act::ConfirmFiling | Act::FindNoReviewNeeded => {
                filing.and_then(|filing| filing.complete)
            }
            Act::OpenReview { .. } => filing.and_then(|filing| filing.complete).or(review.approved),
            Act::CompleteFiling | Act::ReturnFiling { .. } => filing.map(|filing| filing.received),
            Act::Propose { .. } | Act::ExtendLimit { .. } => match special {
                Some(run) => run.start,
                None => review.opened,
            },
            Act::ReceiveProposal | Act::Reply { .. } => {
                let body = self.command.actor.body()?;
                let asked = round.and_then(|round| round.body(body))?;
                Some(asked.received.unwrap_or(asked.asked))
            }
            Act::AlsoConsult { .. }
            | Act::WithdrawProposal { .. }
            | Act::AmendProposal { .. }
            | Act::EstablishDivision { .. } => round.map(|round| round.sent),
            Act::OpenSpecialReview | Act::Hear { .. } | Act::ProposeAgain { .. } => {
                special.and_then(|run| run.start)
            }
            Act::CommissionApprove | Act::CommissionDecline | Act::CommissionReturn => {
                review.special.submitted
            }
            Act::Conclude => match special {
                Some(_) => review.approved,
                None => round.map(|round| round.formed.map_or(round.sent, |(_, entry)| entry)),
            },
            Act::ConsentToWithdrawal => review.withdrawal,
            Act::Acknowledge { notice } => {
                let mut served = review.served.iter();
                let on = &self.command.actor;
                served.find(|(number, to, _)| number == notice && to == on).map(|(.., by)| *by)
            }
            _ => (review.length() > 0).then_some(1),
        }
    }

    fn decide_act(&self) -> Result<Vec<Event>, Refusal> {
        match &self.command.act {
            Act::Files { kind, without } => self.file(*kind, without),
            Act::ReturnFiling { .. } => self.return_filing(),
            Act::CompleteFiling => self.complete_filing(),
            Act::ConfirmFiling => self.confirm_filing(),
            Act::OpenReview { .. } => self.open_review(),
            Act::FindNoReviewNeeded => self.find_no_review_needed(),
            Act::Withdraw => self.withdraw(),
            Act::ExtendLimit { limit, working_days, because } => {
                self.extend(*limit, *working_days, because.as_deref())
            }
            Act::RequestSupplement { .. } => self.request_supplement(),
            Act::SupplySupplement { request, .. } | Act::WithdrawRequest { request } => {
                self.answer_request(*request)
            }
            Act::FindSupplementIncomplete { request, because } => {
                self.find_incomplete(*request, because.as_deref())
            }
            Act::Propose { .. } => self.propose(),
            Act::ReceiveProposal => self.receive(),
            Act::AlsoConsult { body } => self.also_consult(body),
            Act::Reply { opinion, again, .. } => self.reply(*opinion, *again),
            Act::WithdrawProposal { because } => self.withdraw_proposal(because.as_deref()),
            Act::AmendProposal { because, .. } => self.amend(because.as_deref()),
            Act::EstablishDivision { because } => self.establish_division(because.as_deref()),
            Act::OpenSpecialReview => self.open_special(),
            Act::Hear { .. } => self.hear(),
            Act::ProposeAgain { .. } => self.propose_again(),
            Act::AskExOfficio { object, .. } => self.ask_ex_officio(*object),
            Act::SubmitToCommission { because } => self.submit(because.as_deref()),
            Act::CommissionApprove => self.approve(),
            Act::CommissionDecline => self.decline(),
            Act::CommissionReturn => self.send_back(),
            Act::Conclude => self.conclude(),
            Act::ImposeMeasures { .. } => self.impose_measures(),
            Act::LiftMeasures { .. } | Act::ReportMeasures { .. } => self.answer_measures(),
            Act::CarryOver { law } => self.carry_over(law),
            Act::Announce { what } => self.announce(*what),
            Act::Join { because, .. } => self.with_reasons(because.as_deref()),
            Act::Terminate { because } => self.terminate(because.as_deref()),
            Act::ConsentToWithdrawal => self.consent_to_withdrawal(),
            Act::Urge { commitment } | Act::FindCommitment { commitment, .. } => {
                self.known_commitment(*commitment)
            }
            Act::Acknowledge { notice } => self.acknowledge(*notice),
            Act::Correct { entry, dated, .. } => self.correct(*entry, *dated),
            Act::DetermineObject { ground, by, what, .. } => {
                self.determine(*ground, by.as_ref(), what.as_deref())
            }
            Act::TakeUp { ground, by, what, .. } => {
                self.take_up(*ground, by.as_ref(), what.as_deref())
            }
            Act::FindAffected { affected } => self.find_affected(*affected),
            Act::Assign { to } => self.assign(to),
            Act::ReportEvaluation { .. } => self.report_evaluation(),
            Act::ReportAssessment { .. } => self.report_assessment(),
            Act::PublishResult { result } | Act::CirculateResult { result } => {
                self.give_result(*result)
            }
            Act::Lodge { .. }
            | Act::Inspect { .. }
            | Act::Refer { .. }
            | Act::Commit { .. }
            | Act::Report { .. }
            | Act::Note { .. }
            | Act::Serve { .. }
            | Act::PublishAssessment { .. } => Ok(Vec::new()),
        }
    }
}
