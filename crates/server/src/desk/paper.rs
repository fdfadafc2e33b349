//! What one enters from paper for another. Who prepares does not also decide in another's name.

use access::{Question, Resource, actor_for};
use law::Words;
use review::{Act, Actor};
use store::desk::{door, people};

use super::act::Doing;
use crate::asked::Asked;
use crate::credential::person;
use crate::problem::Problem;

impl Asked {
    /// Whether the caller may enter an act for another; what decides or ends something needs the
    /// letter it stands in.
    pub fn may_enter_for(
        &self,
        other: &Actor,
        review: &Resource,
        doing: &Doing,
    ) -> Result<(), Problem> {
        if !self.decides(other, &doing.act)? {
            return self.may_ask(Question::PaperEnter, review);
        }
        self.may_ask(Question::PaperDecide, review)?;
        if doing.files.is_empty() {
            let text = Words::new(
                "代为录入决定或终结性行为，应同时提交来文的扫描件（至少一份文件）",
                "what decides or ends something is entered with the scanned letter: at least one \
                 file",
            );
            return Err(Problem::fault("/files", text));
        }
        Ok(())
    }

    /// Whether an act entered for another decides or ends something: what the Commission answers, a
    /// withdrawal, the reply of a body that could give it here itself.
    fn decides(&self, other: &Actor, act: &Act) -> Result<bool, Problem> {
        if matches!(
            act,
            Act::CommissionApprove | Act::CommissionDecline | Act::CommissionReturn | Act::Withdraw
        ) {
            return Ok(true);
        }
        if !matches!(act, Act::Reply { .. }) {
            return Ok(false);
        }
        self.acts_here(other, act)
    }

    /// Whether somebody has an account here with which to do an act as such an actor: a door that
    /// is open, or a token, and a role that fits.
    fn acts_here(&self, actor: &Actor, act: &Act) -> Result<bool, Problem> {
        self.office.read(|conn| {
            for account in people::accounts(conn)? {
                let locked = account.door == people::Door::Locked;
                let body = account.organisation.body.as_deref();
                if locked || body != actor.body().map(review::BodyId::as_str) {
                    continue;
                }
                let grants = people::grants(conn, &account.id)?;
                let who = person(&account, &grants);
                let fits = who.and_then(|who| actor_for(&who, self.today, act.into()));
                if fits.as_ref() != Some(actor) {
                    continue;
                }
                let lasting = |one: &door::Credential| self.now < one.ends_at;
                if account.door == people::Door::Open
                    || door::credentials(conn, &account.id)?.iter().any(lasting)
                {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }
}
