//! Where a docket stands, as far as a diagram tells it.

use law::Words;

use crate::Opinions;
use crate::state::{Phase, Review};

/// A place in the course of a procedure; finer than a step, coarser than a docket. The order is
/// that of the course, so that a move to an earlier stage is a way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing is on the docket.
    Empty,
    /// A filing is in and nothing is known to be missing.
    FilingWhole,
    /// A filing is in and something is missing.
    FilingLacking,
    /// A member asked for a review ex officio.
    ExOfficioAsked,
    /// The Commission has that request.
    ExOfficioSubmitted,
    /// The Commission approved it.
    ExOfficioApproved,
    /// The preliminary review is on.
    PreliminaryReview,
    /// The consulted have the proposed conclusion.
    OpinionsAwaited,
    /// They agree.
    OpinionsAgreed,
    /// They do not; the special review is not entered yet.
    OpinionsDivided,
    /// The special review is entered; nobody has been heard.
    ToHear,
    /// Somebody was heard; a conclusion is to be proposed again.
    ToProposeAgain,
    /// The consulted have it a second time.
    SecondAwaited,
    /// They have all replied.
    SecondAnswered,
    /// The Commission has the proposed conclusion.
    SpecialSubmitted,
    /// The Commission approved it.
    SpecialApproved,
    /// 2017: the object is determined.
    Determined,
    /// 2017: a lab is at work.
    Evaluation,
    /// 2017: a lab has reported.
    Evaluated,
    /// 2017: the experts are at work.
    Assessment,
    /// 2017: the experts have reported.
    Assessed,
    /// The docket is closed.
    Closed,
}

impl Stage {
    /// Where a docket stands.
    pub fn of(review: &Review) -> Stage {
        match review.phase() {
            Phase::Empty => Stage::Empty,
            Phase::Intake if review.filing.as_ref().is_some_and(|filing| !filing.is_whole()) => {
                Stage::FilingLacking
            }
            Phase::Intake => Stage::FilingWhole,
            Phase::ExOfficioProposal => Stage::ExOfficioAsked,
            Phase::ExOfficioSubmitted => Stage::ExOfficioSubmitted,
            Phase::ExOfficioApproved => Stage::ExOfficioApproved,
            Phase::PreliminaryReview => Stage::PreliminaryReview,
            Phase::Consultation => match review.first.as_ref().and_then(|round| round.formed) {
                Some((Opinions::Agreed, _)) => Stage::OpinionsAgreed,
                Some((Opinions::Divided, _)) | None => Stage::OpinionsAwaited,
            },
            Phase::SpecialReview => special(review),
            Phase::SpecialSubmitted => Stage::SpecialSubmitted,
            Phase::SpecialApproved => Stage::SpecialApproved,
            Phase::Determined => Stage::Determined,
            Phase::Evaluation if review.evaluated.is_some() => Stage::Evaluated,
            Phase::Evaluation => Stage::Evaluation,
            Phase::Assessment => Stage::Assessment,
            Phase::Result => Stage::Assessed,
            Phase::Closed => Stage::Closed,
        }
    }

    /// The stage in words, as what is the case there.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Stage::Empty => ("尚未开始", "not begun"),
            Stage::FilingWhole => ("申报材料齐全", "filing complete"),
            Stage::FilingLacking => ("申报材料不齐", "filing incomplete"),
            Stage::ExOfficioAsked => ("成员单位已提请", "review asked for"),
            Stage::ExOfficioSubmitted => ("已报中央网信委", "before the Commission"),
            Stage::ExOfficioApproved => ("已批准审查", "review approved"),
            Stage::PreliminaryReview => ("初步审查", "preliminary review"),
            Stage::OpinionsAwaited => ("征求意见", "opinions awaited"),
            Stage::OpinionsAgreed => ("意见一致", "opinions agreed"),
            Stage::OpinionsDivided => ("意见不一致", "opinions divided"),
            Stage::ToHear => ("已转入特别审查", "special review entered"),
            Stage::ToProposeAgain => ("已听取意见", "views heard"),
            Stage::SecondAwaited => ("再次征求意见", "second consultation"),
            Stage::SecondAnswered => ("均已回复", "all replied"),
            Stage::SpecialSubmitted => ("已报中央网信委", "before the Commission"),
            Stage::SpecialApproved => ("已批准结论", "conclusion approved"),
            Stage::Determined => ("审查对象已确定", "object determined"),
            Stage::Evaluation => ("第三方评价", "evaluation"),
            Stage::Evaluated => ("评价已完成", "evaluation reported"),
            Stage::Assessment => ("专家评估", "assessment"),
            Stage::Assessed => ("评估已完成", "assessment reported"),
            Stage::Closed => ("已结束", "closed"),
        };
        Words::new(zh, en)
    }
}

fn special(review: &Review) -> Stage {
    let special = &review.special;
    match &review.second {
        _ if special.opened.is_none() => Stage::OpinionsDivided,
        _ if special.heard.is_none() => Stage::ToHear,
        Some(round) if special.returned.is_none() => {
            if round.awaited().next().is_some() {
                Stage::SecondAwaited
            } else {
                Stage::SecondAnswered
            }
        }
        Some(_) | None => Stage::ToProposeAgain,
    }
}
