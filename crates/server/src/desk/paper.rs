//! What one enters from paper for another. Who prepares does not also decide in another's name.

use access::{ActName, Question, Resource, actor_for};
use jiff::Timestamp;
use law::Words;
use review::{Actor, Consulted, Reached};
use store::desk::{Connection, door, people};

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
        let act = ActName::from(&doing.act);
        let decides = always_decides(act) || (act == ActName::Reply && self.replies_here(other)?);
        if !decides {
            return self.may_ask(Question::PaperEnter, review);
        }
        self.may_ask(Question::PaperDecide, review)?;
        self.must_have_proved_to_decide()?;
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

    /// A body to be consulted: in the system where somebody of it can reply here, else by letter.
    pub fn consulted(&self, body: Actor) -> Result<Consulted, Problem> {
        let here = self.replies_here(&body)?;
        Ok(Consulted { body, reached: if here { Reached::BySystem } else { Reached::ByLetter } })
    }

    /// Whether somebody can come in here and has the role to reply as such an actor.
    fn replies_here(&self, actor: &Actor) -> Result<bool, Problem> {
        self.office.read(|conn| {
            for account in people::accounts(conn)? {
                let body = account.organisation.body.as_deref();
                if body != actor.body().map(review::BodyId::as_str) {
                    continue;
                }
                let who = person(&account, &people::grants(conn, &account.id)?);
                let fits = who.and_then(|who| actor_for(&who, self.today, ActName::Reply));
                if fits.as_ref() == Some(actor) && comes_in(conn, &account, self.now)? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }
}

/// Whether an act entered for another decides or ends something, whoever the other is: what the
/// Commission answers, a withdrawal. The reply of a body does where the body could give it here.
pub fn always_decides(act: ActName) -> bool {
    matches!(
        act,
        ActName::CommissionApprove
            | ActName::CommissionDecline
            | ActName::CommissionReturn
            | ActName::Withdraw
    )
}

/// Whether an account's holder can come in: the door is not locked, and there is a password, a
/// session or a token.
pub fn comes_in(
    conn: &Connection,
    account: &people::Account,
    now: Timestamp,
) -> Result<bool, store::Error> {
    Ok(match account.door {
        people::Door::Locked => false,
        people::Door::Open => true,
        people::Door::NoPassword => {
            door::credentials(conn, &account.id)?.iter().any(|one| now < one.ends_at)
        }
    })
}
