//! Who acts.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of a body: a member unit, a department, an authority, a lab.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BodyId(Arc<str>);

impl BodyId {
    /// An id from its text: letters, digits, `-` and `_`, of any script.
    pub fn new(id: &str) -> Option<BodyId> {
        let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let good = !id.is_empty() && id.chars().count() <= 64 && id.chars().all(fits);
        good.then(|| BodyId(Arc::from(id)))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BodyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Somebody who may do something in a review, in the words of the docket.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Actor {
    /// 当事人: the operator.
    Party,
    /// 提供者: of the product or service.
    Provider,
    /// 办公室: the Cybersecurity Review Office.
    Office,
    /// 中央网信委: the Central Cyberspace Affairs Commission.
    Commission,
    /// 成员单位: a member of the mechanism.
    Unit(BodyId),
    /// 部门: a protection department or another relevant department.
    Department(BodyId),
    /// 主管机关: an authority that punishes.
    Authority(BodyId),
    /// 第三方机构: a lab that evaluates (2017).
    Lab(BodyId),
    /// 专家委员会: the experts (2017).
    Experts,
    /// 任何人.
    Anyone,
}

impl Actor {
    /// The body this actor is, where it is one of many of its kind.
    pub fn body(&self) -> Option<&BodyId> {
        match self {
            Actor::Unit(id) | Actor::Department(id) | Actor::Authority(id) | Actor::Lab(id) => {
                Some(id)
            }
            Actor::Party
            | Actor::Provider
            | Actor::Office
            | Actor::Commission
            | Actor::Experts
            | Actor::Anyone => None,
        }
    }
}

/// Written piece by piece, past the machinery of formats: lists write a dozen names an act.
fn named(kind: &str, id: &BodyId, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_str(kind)?;
    out.write_str(id.as_str())
}

impl fmt::Display for Actor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Party => out.write_str("party"),
            Actor::Provider => out.write_str("provider"),
            Actor::Office => out.write_str("office"),
            Actor::Commission => out.write_str("commission"),
            Actor::Unit(id) => named("unit:", id, out),
            Actor::Department(id) => named("department:", id, out),
            Actor::Authority(id) => named("authority:", id, out),
            Actor::Lab(id) => named("lab:", id, out),
            Actor::Experts => out.write_str("experts"),
            Actor::Anyone => out.write_str("anyone"),
        }
    }
}

/// What is written is no actor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no actor: party, provider, office, commission, unit:<id>, department:<id>, \
     authority:<id>, lab:<id>, experts, anyone"
)]
pub struct NoActor(String);

impl FromStr for Actor {
    type Err = NoActor;

    fn from_str(text: &str) -> Result<Actor, NoActor> {
        let wrong = || NoActor(text.to_owned());
        if let Some((kind, id)) = text.split_once(':') {
            let id = BodyId::new(id).ok_or_else(wrong)?;
            return match kind {
                "unit" => Ok(Actor::Unit(id)),
                "department" => Ok(Actor::Department(id)),
                "authority" => Ok(Actor::Authority(id)),
                "lab" => Ok(Actor::Lab(id)),
                _ => Err(wrong()),
            };
        }
        match text {
            "party" => Ok(Actor::Party),
            "provider" => Ok(Actor::Provider),
            "office" => Ok(Actor::Office),
            "commission" => Ok(Actor::Commission),
            "experts" => Ok(Actor::Experts),
            "anyone" => Ok(Actor::Anyone),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for Actor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Actor, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
