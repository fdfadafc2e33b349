//! What is answered, and because of which policy.

use std::fmt;
use std::sync::Arc;

/// The `@id` of a policy in `access/*.cedar`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Policy(pub(crate) Arc<str>);

impl Policy {
    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Allowed {
        /// The policy that permits it; the first in the order of the files, where several do.
        policy: Policy,
    },
    /// No.
    Forbidden {
        /// The policy that forbids it; `None`: no policy permits it.
        policy: Option<Policy>,
    },
}

impl Answer {
    /// Whether it is yes.
    pub fn is_allowed(&self) -> bool {
        match self {
            Answer::Allowed { .. } => true,
            Answer::Forbidden { .. } => false,
        }
    }

    /// The policy that decided, where one did.
    pub fn policy(&self) -> Option<&Policy> {
        match self {
            Answer::Allowed { policy } => Some(policy),
            Answer::Forbidden { policy } => policy.as_ref(),
        }
    }
}
