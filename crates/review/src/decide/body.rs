//! Who can be consulted at all: a unit that is no member can never answer, and the member with
//! which the Office sits is not asked.

use law::{HostConsulted, Positions, Procedure, Regime, Rule, Words, nearest};

use super::{Case, Ground};
use crate::{Actor, BodyId, Reason, Refusal};

/// Why a body cannot be consulted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotAsked {
    /// No member of the version is called so.
    Unknown(Words),
    /// The Office sits with it (position C7).
    Host(Words),
}

impl NotAsked {
    /// In words.
    pub(crate) fn words(self) -> Words {
        match self {
            NotAsked::Unknown(words) | NotAsked::Host(words) => words,
        }
    }
}

/// Why a body cannot be consulted under a version; `None`: it can.
pub(crate) fn not_asked(regime: &Regime, positions: &Positions, body: &Actor) -> Option<NotAsked> {
    // The texts of 2017 consult nobody.
    if regime.procedure != Procedure::Review {
        return None;
    }
    let id = body.body()?;
    let host = positions.host_consulted == HostConsulted::Yes;
    let member = regime.members.iter().find(|member| member.id == id.as_str());
    if let Some(member) = member.filter(|member| member.host) {
        return (!host).then(|| {
            let (zh, en) = (&member.short.zh, &member.id);
            NotAsked::Host(Words::new(
                format!("办公室设在{zh}，不向其征求意见"),
                format!("`{en}` hosts the Office and is not asked"),
            ))
        });
    }
    let unit = matches!(body, Actor::Unit(_));
    (unit && member.is_none()).then(|| NotAsked::Unknown(unknown(regime, id, host)))
}

fn unknown(regime: &Regime, id: &BodyId, host: bool) -> Words {
    let asked = regime.members.iter().filter(|member| host || !member.host);
    let members: Vec<&str> = asked.map(|member| member.id.as_str()).collect();
    let near = nearest(id.as_str(), members.iter().copied());
    let zh_near = near.map_or(String::new(), |near| format!("，是否指“{near}”"));
    let en_near = near.map_or(String::new(), |near| format!(", did you mean `{near}`"));
    let law = &regime.id;
    Words::new(
        format!("{law} 的成员单位中没有“{id}”{zh_near}；有：{}", members.join("、")),
        format!("{law} lists no member `{id}`{en_near}; there are {}", members.join(", ")),
    )
}

impl Case<'_> {
    /// Whether a body can be consulted.
    pub(super) fn can_be_asked(&self, body: &Actor) -> Result<(), Refusal> {
        let Some(why) = not_asked(self.regime, self.review.positions(), body) else {
            return Ok(());
        };
        let ground = match why {
            NotAsked::Unknown(_) => Ground::Rule(Rule::Proposal),
            NotAsked::Host(_) => Ground::Position("host-consulted", "no"),
        };
        let words = why.words();
        Err(self.refuse(Reason::NotConsulted, ground, words.zh, words.en))
    }

    /// Whether every body that the docket is opened with can be consulted.
    pub(super) fn check_frame(&self) -> Result<(), Refusal> {
        let frame = self.review.frame();
        frame.consulted.iter().try_for_each(|consulted| self.can_be_asked(&consulted.body))
    }
}
