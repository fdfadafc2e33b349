//! How people come in here: which roles need a second factor, how long a session lasts. A setting
//! of the office; where it was never set nobody needs one.

use std::collections::BTreeSet;

use access::{Person, Role};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::desk::{Connection, people};

/// The name of the setting.
const SETTING: &str = "entrance";
/// Hours a session lasts at most, where nothing is said.
const SESSION_HOURS: u32 = 12;
/// Minutes a session may lie unused, where nothing is said.
const IDLE_MINUTES: u32 = 120;
/// Longest session that can be set, hours.
pub const MOST_SESSION_HOURS: u32 = 24 * 7;
/// Longest rest of a session that can be set, minutes.
pub const MOST_IDLE_MINUTES: u32 = 24 * 60;
/// How long a factor that was shown counts for what asks for one.
pub const FRESH: SignedDuration = SignedDuration::from_mins(15);

/// The roles that need a second factor once somebody sets that any does and names none.
pub const BY_DEFAULT: &[Role] =
    &[Role::Officer, Role::Head, Role::Clerk, Role::Administrator, Role::Auditor];

/// How people come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrance {
    /// The roles whose holders need a second factor.
    pub second_factor_roles: BTreeSet<Role>,
    /// How long a session lasts at most, hours.
    pub session_hours: u32,
    /// How long a session may lie unused, minutes.
    pub idle_minutes: u32,
}

impl Default for Entrance {
    fn default() -> Entrance {
        Entrance {
            second_factor_roles: BTreeSet::new(),
            session_hours: SESSION_HOURS,
            idle_minutes: IDLE_MINUTES,
        }
    }
}

impl Entrance {
    /// As it is set.
    ///
    /// # Errors
    /// The store failed.
    pub fn read(conn: &Connection) -> Result<Entrance, store::Error> {
        let set = people::setting(conn, SETTING)?;
        let Some(set) = set else {
            return Ok(Entrance::default());
        };
        // WHY: one that cannot be read would else ask for no second factor.
        serde_json::from_str(&set)
            .map_err(|error| store::Error::Damaged(format!("setting `{SETTING}`: {error}")))
    }

    /// Sets it.
    ///
    /// # Errors
    /// The store failed.
    pub fn set(&self, conn: &Connection) -> Result<(), store::Error> {
        let text = serde_json::to_string(self)
            .map_err(|error| store::Error::Damaged(format!("setting `{SETTING}`: {error}")))?;
        people::set(conn, SETTING, &text)
    }

    /// Whether somebody needs a second factor on a day.
    pub fn demands_of(&self, person: &Person, day: Date) -> bool {
        !self.second_factor_roles.is_disjoint(&person.roles_on(day))
    }

    /// How long a session lasts at most.
    pub fn session(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.session_hours))
    }

    /// How long a session may lie unused.
    pub fn idle(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.idle_minutes))
    }
}
