//! Readings: who opened which document, when and for what. On disk before the document is handed
//! out; the same document read again within the hour is the same reading.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use access::Role;
use jiff::{SignedDuration, Timestamp};
use store::desk::reading::{self, Purpose, Reading};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::problem::Problem;

/// For how long a repeated reading is the same.
const SAME: SignedDuration = SignedDuration::from_hours(1);
/// Readings and purposes remembered before all are forgotten; a forgotten one is only written anew.
const MOST_REMEMBERED: usize = 100_000;

/// What a document may be read for.
pub const PURPOSES: &[&str] = &[
    "handle",
    "decide",
    "check",
    "answer",
    "opinion",
    "follow",
    "approve",
    "evaluate",
    "assess",
    "own",
    "emergency",
];

/// A document of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document<'a> {
    /// The docket, with the free texts of its entries.
    Docket,
    /// What the filing says and answers.
    Filing,
    /// A file of the filing.
    Material(&'a str),
    /// A file that an act handed in: supplement, letter, report; by its id.
    File(&'a str),
    /// A written notice, by its number in the docket.
    Notice(u32),
}

impl Document<'_> {
    /// Every kind.
    pub const KINDS: &'static [&'static str] = &["docket", "filing", "material", "file", "notice"];

    fn kind(&self) -> &'static str {
        match self {
            Document::Docket => "docket",
            Document::Filing => "filing",
            Document::Material(_) => "material",
            Document::File(_) => "file",
            Document::Notice(_) => "notice",
        }
    }

    fn item(&self, docket: &Docket) -> String {
        match self {
            // A docket that has grown is another document.
            Document::Docket => docket.position().to_string(),
            Document::Filing => String::new(),
            Document::Material(name) | Document::File(name) => (*name).to_owned(),
            Document::Notice(nth) => nth.to_string(),
        }
    }
}

/// What is remembered, so that a page read again costs no writing.
#[derive(Default)]
pub struct Readings {
    recent: Mutex<HashMap<String, Timestamp>>,
    purposes: Mutex<HashMap<String, Option<Purpose>>>,
}

impl Readings {
    fn is_recent(&self, key: &str, now: Timestamp) -> bool {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let at = recent.get(key).copied();
        // A clock set back makes a reading new, not old.
        at.is_some_and(|at| at <= now && now.duration_since(at) < SAME)
    }

    fn remember(&self, key: String, now: Timestamp) {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if MOST_REMEMBERED <= recent.len() {
            recent.clear();
        }
        recent.insert(key, now);
    }
}

/// The role that somebody with several reads a case in: the one that says most of why.
const ORDER: &[Role] = &[
    Role::Officer,
    Role::Head,
    Role::Liaison,
    Role::UnitHead,
    Role::CommissionClerk,
    Role::Expert,
    Role::Lab,
    Role::Counsel,
    Role::Provider,
    Role::PartySubmitter,
    Role::PartyAdmin,
    Role::PartyEditor,
    Role::PartyReader,
];

/// What a case can be read for in a role, the usual one first.
pub fn choices(role: Role) -> &'static [&'static str] {
    match role {
        Role::Officer => &["handle", "check", "answer"],
        Role::Head => &["decide", "check", "answer"],
        Role::Liaison | Role::UnitHead => &["opinion", "follow"],
        Role::CommissionClerk => &["approve", "follow"],
        Role::Expert => &["assess"],
        Role::Lab => &["evaluate"],
        Role::Counsel
        | Role::Provider
        | Role::PartySubmitter
        | Role::PartyAdmin
        | Role::PartyEditor
        | Role::PartyReader => &["own"],
        Role::Clerk | Role::Administrator | Role::Auditor => &["check"],
    }
}

impl Asked {
    /// The role in which the caller reads a case; `None` of somebody without one.
    pub fn reads_as(&self) -> Result<Option<Role>, Problem> {
        let roles = self.person()?.roles_on(self.today);
        Ok(ORDER.iter().copied().find(|role| roles.contains(role)))
    }

    /// What the caller can say that a case is read for.
    pub fn purposes(&self) -> Result<Vec<&'static str>, Problem> {
        let roles = self.person()?.roles_on(self.today);
        let mut all: Vec<&'static str> = Vec::new();
        for role in ORDER.iter().filter(|role| roles.contains(role)) {
            let more = choices(*role).iter().filter(|one| !all.contains(one)).copied();
            let more: Vec<&'static str> = more.collect();
            all.extend(more);
        }
        Ok(all)
    }

    /// What the caller said in this session that a case is read for.
    pub fn stated_purpose(&self, docket: &Docket) -> Result<Option<Purpose>, Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        let key = format!("{}|{}", credential.id, docket.id.as_str());
        let known = &self.office.readings.purposes;
        if let Some(known) = known.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let (id, review) = (&credential.id, docket.id.as_str());
        let found = self.office.read(|conn| reading::purpose(conn, id, review))?;
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if MOST_REMEMBERED <= known.len() {
            known.clear();
        }
        // WHY: it may have been stated between reading and now; what was stated is kept.
        Ok(known.entry(key).or_insert(found).clone())
    }

    /// Keeps what a case is read for in this session.
    pub async fn state_purpose(&self, docket: &Docket, purpose: Purpose) -> Result<(), Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        let (id, review) = (credential.id.clone(), docket.id.as_str().to_owned());
        let (now, key) = (self.now, format!("{id}|{review}"));
        let kept = purpose.clone();
        self.office
            .write(move |conn| reading::state_purpose(conn, &id, &review, &kept, now))
            .await?;
        let mut known =
            self.office.readings.purposes.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, Some(purpose));
        Ok(())
    }

    /// Puts on record that the caller reads a document, before it is handed out. `owner` is the
    /// organisation that gave it, if one did.
    pub async fn reads(
        &self,
        docket: &Docket,
        document: Document<'_>,
        owner: Option<&str>,
    ) -> Result<(), Problem> {
        let credential = self.credential.as_ref().ok_or_else(Problem::not_signed_in)?;
        let role = self.reads_as()?;
        let account = credential.person.id.as_str();
        let emergency = self.office.emergencies.of(account, &docket.id, self.now);
        let (purpose, note) = match (&emergency, self.stated_purpose(docket)?) {
            (Some(_), _) => ("emergency".to_owned(), None),
            (None, Some(stated)) => stated,
            (None, None) => {
                let usual = role.and_then(|role| choices(role).first().copied());
                (usual.unwrap_or("own").to_owned(), None)
            }
        };
        let (kind, item) = (document.kind(), document.item(docket));
        let under = emergency.as_deref().unwrap_or_default();
        let review = docket.id.as_str();
        let key = format!("{account}|{review}|{kind}|{item}|{purpose}|{under}");
        if self.office.readings.is_recent(&key, self.now) {
            return Ok(());
        }
        let reading = Reading {
            nth: 0,
            read_at: self.now,
            account: account.to_owned(),
            name: credential.name.clone(),
            organisation: credential.person.organisation.as_str().to_owned(),
            role: role.map_or("none", Role::name).to_owned(),
            review: review.to_owned(),
            kind: kind.to_owned(),
            item,
            owner: owner.map(str::to_owned),
            purpose,
            note,
            emergency,
        };
        self.office.write(move |conn| reading::add(conn, &reading)).await?;
        self.office.readings.remember(key, self.now);
        Ok(())
    }
}
