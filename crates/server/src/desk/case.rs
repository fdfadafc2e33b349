//! What is recorded: an entry of the docket, who entered it, and with the first what the case is.

use review::Entry;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::destruction::Gone;

/// What a docket is about; recorded with its first entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The case number, `网审〔2026〕1号`.
    pub number: String,
    /// What the review is called.
    pub title: String,
    /// The party's organisation, where it is known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// The provider's organisation, where it is known here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The filing it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filing: Option<String>,
    /// What the filing says it is about.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub subject: Map<String, Value>,
    /// What the filing answers and declares.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub answers: Map<String, Value>,
    /// The files handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<CaseMaterial>,
}

/// A file handed in, by the hash of its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMaterial {
    /// Which material.
    pub material: String,
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// SHA-256 of its content, hex.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

/// Who entered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorder {
    /// The account.
    pub account: String,
    /// The name at the time.
    pub name: String,
    /// Entered for somebody who acted on paper.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub from_paper: bool,
}

/// A file that an act hands in, by the hash of its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its media type as sent.
    pub media_type: String,
    /// SHA-256 of its content, hex.
    pub sha256: String,
    /// Its length, bytes.
    pub bytes: u64,
}

/// What stands beside an entry on its line of the record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Who entered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Recorder>,
    /// The files its act hands in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attached>,
    /// The number of the written notice that its act sends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// That its words were destroyed: what stands here is what was put in their place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destroyed: Option<Gone>,
}

impl From<Recorder> for Beside {
    fn from(by: Recorder) -> Beside {
        Beside { by: Some(by), ..Beside::default() }
    }
}

/// One line of the record as it is stored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Payload {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// What stands beside it.
    #[serde(flatten)]
    pub beside: Beside,
    /// What the docket is about; with its first entry.
    #[serde(default)]
    pub case: Option<Case>,
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    entry: &'a Entry,
    #[serde(flatten)]
    beside: &'a Beside,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<&'a Case>,
}

/// The JSON of a line of the record.
pub fn payload(
    entry: &Entry,
    beside: &Beside,
    case: Option<&Case>,
) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Line { entry, beside, case })
}
