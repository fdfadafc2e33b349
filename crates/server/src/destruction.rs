//! What a destruction is: of what, on what ground, and what is told of it afterwards.

use std::fmt;

use jiff::civil::Date;
use law::{Cite, Regime, Rule};
use serde::{Deserialize, Serialize};
use store::Hash;

use crate::desk::Recorder;

/// On what ground content is destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The period for which the docket must be kept is over. The Measures set none: the rules for
    /// the archives of the house do.
    RetentionEnded,
    /// It is a state secret, which may not be here (2022, Art. 22).
    StateSecret,
    /// Secrecy is owed to whoever gave it, and it is needed no more (2022, Art. 17).
    Confidentiality,
}

/// The duty of those who review to keep what they learn secret, as law files name it.
const CONFIDENTIALITY: &str = "confidentiality";

impl Ground {
    /// Every ground's word.
    pub const WORDS: &'static [&'static str] =
        &["retention-ended", "state-secret", "confidentiality"];

    /// The ground of a word.
    pub fn of_word(word: &str) -> Option<Ground> {
        match word {
            "retention-ended" => Some(Ground::RetentionEnded),
            "state-secret" => Some(Ground::StateSecret),
            "confidentiality" => Some(Ground::Confidentiality),
            _ => None,
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Ground::RetentionEnded => "retention-ended",
            Ground::StateSecret => "state-secret",
            Ground::Confidentiality => "confidentiality",
        }
    }

    /// Where a version of the Measures speaks of it; `None` where it does not.
    pub fn cite(self, regime: &Regime) -> Option<Cite> {
        match self {
            Ground::RetentionEnded => None,
            Ground::StateSecret => regime.rule(Rule::StateSecrets).cloned(),
            Ground::Confidentiality => {
                let mut duties = regime.content.duties.iter();
                duties.find(|duty| duty.id == CONFIDENTIALITY).map(|duty| duty.cite.clone())
            }
        }
    }

    /// Whether this much may be destroyed on it: what was decided and why is kept as long as the
    /// docket must be, whoever is owed secrecy about a part of it.
    pub fn reaches(self, what: &What) -> bool {
        match (self, what) {
            (Ground::RetentionEnded, What::Docket) | (Ground::StateSecret, _) => true,
            (Ground::RetentionEnded, What::Entry(_) | What::Document(_)) => false,
            (Ground::Confidentiality, What::Entry(_) | What::Document(_)) => true,
            (Ground::Confidentiality, What::Docket) => false,
        }
    }
}

/// Of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The whole docket, with the filing it came from and all files.
    Docket,
    /// The words of an entry, and the files it handed in.
    Entry(u32),
    /// The content of a file, wherever the docket names it.
    Document(Hash),
}

impl What {
    /// Every word.
    pub const WORDS: &'static [&'static str] = &["docket", "entry", "document"];

    /// Its word.
    pub fn word(&self) -> &'static str {
        match self {
            What::Docket => "docket",
            What::Entry(_) => "entry",
            What::Document(_) => "document",
        }
    }
}

/// What is to be destroyed. Its text is what two people agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Of which docket.
    pub review: String,
    /// What of it.
    pub what: What,
    /// On what ground.
    pub ground: Ground,
    /// The day on which the period of keeping ended, where that is the ground.
    pub retained_until: Option<Date>,
}

impl fmt::Display for Wanted {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Wanted { review, what, ground, retained_until } = self;
        write!(out, "{review}/{}", what.word())?;
        match what {
            What::Docket => {}
            What::Entry(number) => write!(out, ":{number}")?,
            What::Document(hash) => write!(out, ":{hash}")?,
        }
        write!(out, "/{}", ground.word())?;
        retained_until.map_or(Ok(()), |day| write!(out, "/{day}"))
    }
}

impl Wanted {
    /// Reads the text; `None` where it is no such text.
    pub fn read(text: &str) -> Option<Wanted> {
        let mut parts = text.split('/');
        let review = parts.next()?.to_owned();
        let what = match parts.next()?.split_once(':') {
            None => What::Docket,
            Some(("entry", number)) => What::Entry(number.parse().ok()?),
            Some(("document", hash)) => What::Document(hash.parse().ok()?),
            Some(_) => return None,
        };
        let ground = Ground::of_word(parts.next()?)?;
        let retained_until = parts.next().map(str::parse).transpose().ok()?;
        let read = Wanted { review, what, ground, retained_until };
        // Only what is written as we write it.
        (read.to_string() == text).then_some(read)
    }
}

/// That something was destroyed, as its place tells from then on: by whom is told by role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// What two people agreed on, by its id.
    pub request: String,
    /// The Beijing day.
    pub on: Date,
    /// On what ground.
    pub ground: Ground,
    /// The version that governs the docket.
    pub law: String,
    /// Where that version speaks of the ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Cite>,
    /// The day on which the period of keeping ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retained_until: Option<Date>,
    /// Why, in the words of whoever asked.
    pub because: String,
    /// The role of whoever asked and carried it out.
    pub asked_by: String,
    /// The role of whoever confirmed.
    pub confirmed_by: String,
}

/// What an entry of the office's own stream says of a destruction: the content is named by its
/// hashes, never told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestation {
    /// [`ATTESTED`].
    pub office: String,
    /// The docket.
    pub review: String,
    /// Its case number.
    pub number: String,
    /// The party's organisation, where the party knew of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// `docket`, `entry` or `document`.
    pub what: String,
    /// The scopes it touched: the docket's, and that of the filing it came from.
    pub scopes: Vec<String>,
    /// The entries whose content is gone, by what they commit to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Committed>,
    /// SHA-256 of what is read in the place of an entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// SHA-256 of the files whose content is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// When, on what ground, why, by whom by role.
    pub gone: Gone,
    /// Who asked, by name.
    pub asked_by: String,
    /// Who confirmed, by name.
    pub confirmed_by: String,
    /// Who carried it out.
    pub by: Recorder,
}

/// What [`Attestation::office`] says.
pub const ATTESTED: &str = "content-destroyed";

/// An entry by what its leaf commits to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Committed {
    /// Its number in the docket.
    pub entry: u32,
    /// The commitment, SHA-256.
    pub commitment: String,
}

impl Attestation {
    /// The entry whose words are gone, where it is about one.
    pub fn entry(&self) -> Option<u32> {
        let one = self.entries.first().filter(|_| self.what == "entry");
        one.map(|one| one.entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_agree_on_reads_as_it_is_written_and_nothing_else_does() {
        let hash = "ab".repeat(32);
        let texts = [
            "r1/docket/retention-ended/2036-03-04".to_owned(),
            "r1/entry:3/state-secret".to_owned(),
            format!("r1/document:{hash}/confidentiality"),
        ];
        for text in &texts {
            assert_eq!(Wanted::read(text).unwrap().to_string(), *text);
        }
        let wrong = [
            "r1",
            "r1/docket",
            "r1/docket/whim",
            "r1/entry:03/state-secret",
            "r1/entry:x/state-secret",
            "r1/filing:1/state-secret",
            "r1/docket/state-secret/tomorrow",
            "r1/docket/state-secret/2026-03-04/more",
        ];
        for text in wrong {
            assert_eq!(Wanted::read(text), None, "{text}");
        }
    }

    /// Read in the texts of the Measures by hand.
    #[test]
    fn grounds_cite_the_version_that_governs() {
        let book = law::Book::built_in();
        let cite = |id: &str, ground: Ground| {
            let regime = book.find(id).unwrap();
            ground.cite(regime).map(|cite| cite.words().en)
        };
        let (secret, owed) = (Ground::StateSecret, Ground::Confidentiality);
        assert_eq!(cite("measures-2022", secret).as_deref(), Some("Art. 22(1)"));
        assert_eq!(cite("measures-2022", owed).as_deref(), Some("Art. 17"));
        assert_eq!(cite("measures-2020", secret).as_deref(), Some("Art. 21"));
        assert_eq!(cite("measures-2020", owed).as_deref(), Some("Art. 16"));
        assert_eq!(cite("trial-2017", secret), None);
        assert_eq!(cite("measures-2022", Ground::RetentionEnded), None);
    }
}
