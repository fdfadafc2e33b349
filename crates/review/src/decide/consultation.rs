//! Proposed conclusion, written opinions, and what they amount to.

use law::{Departments, HostConsulted, Members, Rule, Silence, StepName};

use super::{Case, Ground, not_asked};
use crate::clock;
use crate::state::{EntryNumber, Origin, Phase, Round};
use crate::{
    Act, Actor, BodyId, Consulted, Event, FilingKind, LimitName, Opinion, Opinions, Reached,
    Reason, Refusal, Reply, State,
};

type Decision = Result<Vec<Event>, Refusal>;

impl Case<'_> {
    pub(super) fn propose(&self) -> Decision {
        if self.review.phase() != Phase::PreliminaryReview {
            return Err(self.proposal_out_of_turn());
        }
        self.no_request_open()?;
        self.send()
    }

    fn proposal_out_of_turn(&self) -> Refusal {
        let (zh, en) = match self.review.phase() {
            Phase::Consultation => (
                "审查结论建议正在征求意见；可以修改或者撤回",
                "a proposed conclusion is out already; it can be amended or withdrawn",
            ),
            Phase::SpecialReview | Phase::SpecialSubmitted | Phase::SpecialApproved => (
                "已按照特别审查程序处理；再次形成审查结论建议",
                "the special review is on; propose again",
            ),
            Phase::Empty
            | Phase::Intake
            | Phase::ExOfficioProposal
            | Phase::ExOfficioSubmitted
            | Phase::ExOfficioApproved
            | Phase::PreliminaryReview
            | Phase::Determined
            | Phase::Evaluation
            | Phase::Assessment
            | Phase::Result
            | Phase::Closed => (
                "初步审查尚未开始：先确定需要审查并书面通知",
                "the preliminary review has not begun: open the review first",
            ),
        };
        self.out_of_turn(zh, en)
    }

    /// Sends the proposed conclusion to every body that is to be asked.
    pub(super) fn send(&self) -> Decision {
        let to = self.consulted();
        let department = |consulted: &Consulted| matches!(consulted.body, Actor::Department(_));
        let owed = self.regime.departments == Some(Departments::Protection)
            && self.review.origin() == Some(&Origin::Filed(FilingKind::Procurement));
        if owed && !to.iter().any(department) {
            return Err(self.refuse(
                Reason::NoProtectionDepartment,
                Ground::Rule(Rule::Proposal),
                "征求意见单位中没有关键信息基础设施保护工作部门",
                "no CII protection department is among the consulted",
            ));
        }
        if to.is_empty() && self.regime.step(StepName::Consultation).is_some() {
            return Err(self.refuse(
                Reason::NotConsulted,
                Ground::Position("members", "concerned"),
                "没有征求意见单位",
                "nobody is to be consulted",
            ));
        }
        Ok(vec![Event::ProposalSent { to }])
    }

    /// Members in the law's order, then the departments the docket names; a member that is also a
    /// department is one body (position C8).
    fn consulted(&self) -> Vec<Consulted> {
        // Where the procedure has no such step nobody is asked, whatever a page names.
        if self.regime.step(StepName::Consultation).is_none() {
            return Vec::new();
        }
        let named = &self.review.frame().consulted;
        let positions = self.review.positions();
        let mut to: Vec<Consulted> = Vec::new();
        if positions.members == Members::All {
            let host = positions.host_consulted == HostConsulted::Yes;
            let members = self.regime.members.iter().filter(|member| host || !member.host);
            for id in members.filter_map(|member| BodyId::new(&member.id)) {
                to.push(Consulted { body: Actor::Unit(id), reached: Reached::BySystem });
            }
        }
        let added = self.review.named.iter();
        let added = added.map(|body| Consulted { body: body.clone(), reached: Reached::BySystem });
        // A paper case may name a body that cannot answer: it is not asked.
        let known = |it: &Consulted| not_asked(self.regime, positions, &it.body).is_none();
        for consulted in named.iter().cloned().chain(added).filter(known) {
            match to.iter_mut().find(|known| known.body.body() == consulted.body.body()) {
                Some(known) => {
                    if matches!(consulted.body, Actor::Department(_)) {
                        known.body = consulted.body;
                    }
                    if consulted.reached == Reached::ByLetter {
                        known.reached = Reached::ByLetter;
                    }
                }
                None => to.push(consulted),
            }
        }
        to
    }

    /// The round on, or a refusal: nothing has been proposed.
    pub(super) fn current_round(&self) -> Result<&Round, Refusal> {
        let round = self.review.round();
        round.ok_or_else(|| {
            self.out_of_turn("尚未形成审查结论建议", "no conclusion has been proposed")
        })
    }

    fn consulted_body(&self) -> Result<(&Round, &crate::state::Asked), Refusal> {
        let round = self.current_round()?;
        let asked = self.command.actor.body().and_then(|body| round.body(body));
        match asked {
            Some(asked) => Ok((round, asked)),
            None => Err(self.refuse(
                Reason::NotConsulted,
                Ground::Rule(Rule::Consultation),
                "该单位不在征求意见之列",
                "this body is not among the consulted",
            )),
        }
    }

    pub(super) fn receive(&self) -> Decision {
        let (_, asked) = self.consulted_body()?;
        // One clock for all runs from the sending (position C4); a letter arrives all the same.
        let running = asked.received == Some(asked.asked) && asked.reached == Reached::ByLetter;
        let own = running && asked.reply.is_none() && !self.is_received(asked.asked);
        if asked.received.is_some() && !own {
            return Err(self.out_of_turn(
                "已经收到审查结论建议",
                "the proposed conclusion is already received",
            ));
        }
        Ok(Vec::new())
    }

    /// Whether the body that acts has put a receipt on the docket since it was asked.
    fn is_received(&self, asked: EntryNumber) -> bool {
        let mut since = self.review.entries().iter().rev();
        let mut since = since.by_ref().take_while(|entry| asked < entry.number);
        since.any(|entry| {
            entry.act == Act::ReceiveProposal && entry.actor.body() == self.command.actor.body()
        })
    }

    pub(super) fn also_consult(&self, body: &Actor) -> Decision {
        if !matches!(body, Actor::Unit(_) | Actor::Department(_)) {
            return Err(self.refuse(
                Reason::NotConsulted,
                Ground::Rule(Rule::Proposal),
                "只能向成员单位或者部门征求意见",
                "only a member unit or a department can be consulted",
            ));
        }
        self.can_be_asked(body)?;
        let round = match self.review.phase() {
            // Named ahead of the proposal, so that it goes to this body too.
            Phase::Intake | Phase::PreliminaryReview => None,
            Phase::Empty
            | Phase::ExOfficioProposal
            | Phase::ExOfficioSubmitted
            | Phase::ExOfficioApproved
            | Phase::Consultation
            | Phase::SpecialReview
            | Phase::SpecialSubmitted
            | Phase::SpecialApproved
            | Phase::Determined
            | Phase::Evaluation
            | Phase::Assessment
            | Phase::Result
            | Phase::Closed => Some(self.current_round()?),
        };
        let divided = round.is_some_and(|it| matches!(it.formed, Some((Opinions::Divided, _))));
        let phase = self.review.phase();
        if divided || matches!(phase, Phase::SpecialSubmitted | Phase::SpecialApproved) {
            return Err(
                self.out_of_turn("本轮征求意见已经结束", "this round of consultation is over")
            );
        }
        let same = |known: &Actor| known.body() == body.body();
        let known = match round {
            Some(round) => round.bodies.iter().any(|asked| same(&asked.actor)),
            None => self.consulted().iter().any(|consulted| same(&consulted.body)),
        };
        if known && (round.is_some() || matches!(body, Actor::Unit(_))) {
            return Err(
                self.out_of_turn("该单位已在征求意见之列", "this body is already consulted")
            );
        }
        Ok(Vec::new())
    }

    /// Points and conditions are said, here or in a classified letter that stays outside.
    fn must_say(&self) -> Result<(), Refusal> {
        let Act::Reply { opinion, text, on_paper, because, .. } = &self.command.act else {
            return Ok(());
        };
        let owed = matches!(opinion, Opinion::AgreeWithPoints | Opinion::AgreeOnCondition);
        let mut said = [text, on_paper, because].into_iter().flatten();
        if !owed || said.any(|said| !said.trim().is_empty()) {
            return Ok(());
        }
        Err(self.refuse(
            Reason::ReasonsMissing,
            Ground::Rule(Rule::Consultation),
            "应写明修改意见或者所附条件；涉密的另文报送并写明文号",
            "say the points or the condition, or the number of the classified letter with them",
        ))
    }

    pub(super) fn reply(&self, opinion: Opinion, again: Reply) -> Decision {
        let (round, asked) = self.consulted_body()?;
        self.must_say()?;
        let before_commission =
            matches!(self.review.phase(), Phase::SpecialSubmitted | Phase::SpecialApproved);
        let over = before_commission || matches!(round.formed, Some((Opinions::Divided, _)));
        match (asked.reply, again) {
            (None, Reply::First) => {}
            (None, Reply::Again) => {
                return Err(self.out_of_turn(
                    "该单位尚未回复，没有可更改的意见",
                    "this body has not replied; there is no opinion to replace",
                ));
            }
            (Some(_), Reply::First) => {
                return Err(self.refuse(
                    Reason::AlreadyReplied,
                    Ground::Rule(Rule::Consultation),
                    "该单位已经回复；可以更改回复",
                    "this body has replied; it can reply again",
                ));
            }
            (Some(_), Reply::Again) if over => {
                return Err(self.out_of_turn(
                    "意见已经形成，不能再更改",
                    "the opinions are formed; none can be replaced any more",
                ));
            }
            (Some(_), Reply::Again) => {}
        }
        if self.review.second.is_some() || over {
            return Ok(Vec::new());
        }
        Ok(Self::formed_with(round, &asked.body, opinion))
    }

    /// What the opinions amount to once this one is in.
    fn formed_with(round: &Round, body: &BodyId, opinion: Opinion) -> Vec<Event> {
        let before = round.formed.map(|(opinions, _)| opinions);
        match round.outcome_with(body, opinion) {
            Some(opinions) if before != Some(opinions) => vec![Event::OpinionsFormed { opinions }],
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn withdraw_proposal(&self, because: Option<&str>) -> Decision {
        self.in_consultation()?;
        self.reasons(because)?;
        Ok(Vec::new())
    }

    /// Old replies lapse and every body has its days anew; before division only.
    pub(super) fn amend(&self, because: Option<&str>) -> Decision {
        self.in_consultation()?;
        self.no_request_open()?;
        self.reasons(because)?;
        self.send()
    }

    fn in_consultation(&self) -> Result<(), Refusal> {
        if self.review.phase() == Phase::Consultation {
            return Ok(());
        }
        Err(self.out_of_turn(
            "没有正在征求意见的审查结论建议",
            "no proposed conclusion is out for opinions",
        ))
    }

    /// Silence is never consent: past the limit the Office establishes that opinions divide.
    pub(super) fn establish_division(&self, because: Option<&str>) -> Decision {
        self.in_consultation()?;
        let silent = self.review.first.as_ref().is_some_and(|round| self.someone_silent(round));
        if !silent {
            return Err(self.refuse(
                Reason::NotDivided,
                Ground::Rule(Rule::Opinions),
                "没有逾期未回复的征求意见单位",
                "no consulted body is silent past its limit",
            ));
        }
        self.reasons(because)?;
        Ok(vec![Event::OpinionsFormed { opinions: Opinions::Divided }])
    }

    fn someone_silent(&self, round: &Round) -> bool {
        // Where no limits run none can be past: the Office says with reasons who is silent.
        let stated = self.regime.limits.as_ref().is_some_and(|it| it.consultation.is_some());
        let runs = self.review.has_limits() && stated;
        round.awaited().any(|asked| !runs || self.is_past(&asked.body))
    }

    /// Whether a body's days are over without its opinion.
    fn is_past(&self, body: &BodyId) -> bool {
        let name = LimitName::Consultation;
        let limit = clock::limit(self.context, self.review, self.day, name, Some(body));
        limit.is_some_and(|limit| matches!(limit.state, State::Overdue(_)))
    }

    /// The opinions, with silence read as the positions say (position C5).
    pub(super) fn opinions(&self) -> Option<Opinions> {
        let round = self.review.first.as_ref()?;
        if let Some((opinions, _)) = round.formed {
            return Some(opinions);
        }
        let disagrees = |asked: &crate::state::Asked| {
            matches!(asked.reply, Some((Opinion::Disagree | Opinion::AgreeOnCondition, _)))
        };
        if !round.awaited().all(|asked| self.is_past(&asked.body)) {
            return None;
        }
        match self.review.positions().silence {
            // No act records what a letter said, so that no silence is known to count.
            Silence::None | Silence::NoCommentIfLetterSaidSo => None,
            Silence::Division => Some(Opinions::Divided),
            Silence::Consent => {
                let divided = round.bodies.iter().any(disagrees);
                Some(if divided { Opinions::Divided } else { Opinions::Agreed })
            }
        }
    }
}
