//! A text is taken in: looked at, read, kept, recorded; what is no law is refused and nothing of it
//! is kept.

use axum::body::Body;
use axum::http::StatusCode;
use futures_util::StreamExt as _;
use inspect::Looking;
use law::{Book, Words};
use serde_json::json;
use statute::{Language, Refused, Statute};
use store::Hash;
use store::desk::looked::Scan;
use store::desk::paper::Answered;

use super::reading::read;
use super::{ADDED, Head, NamedFile, OnShelf, WITHDRAWN, Withdrawal};
use crate::answer::{self, Once};
use crate::asked::Asked;
use crate::input::not_whole;
use crate::looks;
use crate::movement::OFFICE;
use crate::office::broken;
use crate::office_record::Change;
use crate::problem::Problem;
use crate::scanner::{Scanner, Scanning};

/// The largest file taken: 16 MiB. The Civil Code, the longest law there is, has 0.4.
pub const LARGEST_TEXT_BYTES: usize = 16 << 20;
/// The longest text taken, in characters: ten times the Civil Code.
const MOST_CHARACTERS: usize = 1_000_000;
/// What is looked at at once.
const PIECE_BYTES: usize = 64 << 10;

/// To which version of the law a text is tied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tie {
    /// To the one whose name, number and days it bears, if any.
    ByItsName,
    /// To none.
    Alone,
    /// To this one.
    To(String),
}

impl Tie {
    /// The word for a text that stands alone.
    pub const ALONE: &'static str = "none";

    /// Reads what somebody chose; nothing leaves it to the text.
    ///
    /// # Errors
    /// There is no such version.
    pub fn read(book: &Book, chosen: Option<&str>) -> Result<Tie, Problem> {
        match chosen {
            None => Ok(Tie::ByItsName),
            Some(Tie::ALONE) => Ok(Tie::Alone),
            Some(id) if book.find(id).is_some() => Ok(Tie::To(id.to_owned())),
            Some(_) => {
                let ids: Vec<&str> = book.all().map(|one| one.id.as_str()).collect();
                let ids = ids.join(", ");
                let text = Words::new(
                    format!("没有这一版本；可用：{ids}，或 none（不对应任何版本）"),
                    format!("no such version; there are {ids}, or none"),
                );
                Err(Problem::fault("?law", text))
            }
        }
    }

    fn version(self, book: &Book, statute: &Statute) -> Option<String> {
        match self {
            Tie::Alone => None,
            Tie::To(id) => Some(id),
            Tie::ByItsName => statute::version_of(book, statute).map(|it| it.id.to_string()),
        }
    }
}

/// Reads a body whole, no further than a text may be long.
///
/// # Errors
/// It is too long, stood still or broke off.
pub async fn bytes_of(body: Body) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| not_whole(&error))?;
        if LARGEST_TEXT_BYTES < bytes.len() + piece.len() {
            return Err(Problem::too_large(LARGEST_TEXT_BYTES as u64));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// What became of a request to change the shelf.
pub enum Shelved {
    /// It was done now.
    Now(Box<OnShelf>),
    /// The same request came before; this was the answer.
    Before(Answered),
}

/// A text that was looked at and read.
struct Read {
    statute: Statute,
    bytes: Vec<u8>,
    media_type: &'static str,
}

impl Asked {
    /// Puts a text on the shelf; `mark` makes the same request, sent twice, one text.
    ///
    /// # Errors
    /// It is no text of a law, or it is on the shelf; it may not be kept; the record failed.
    pub async fn add_law_text(
        &self,
        name: &str,
        tie: Tie,
        bytes: Vec<u8>,
        mark: Option<Once>,
    ) -> Result<Shelved, Problem> {
        let (of, scanner) = (name.to_owned(), self.office.scanner.clone());
        let read = self.by_hand(move || looked_at(&of, bytes, scanner.as_ref())).await??;
        let Read { statute, bytes, media_type } = read;
        let file = NamedFile {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            sha256: statute.original.sha256.clone(),
            bytes: bytes.len() as u64,
        };
        let law = tie.version(self.office.context().book(), &statute);
        let (office, library) = (&self.office, &self.office.library);
        let _alone = library.turn.lock().await;
        if let Some(before) = answer::before(office, mark.as_ref())? {
            return Ok(Shelved::Before(before));
        }
        let all = library.all(office)?;
        let same = |one: &&std::sync::Arc<OnShelf>| one.file.sha256 == file.sha256;
        if let Some(twin) = all.iter().filter(same).find(|one| one.withdrawn.is_none()) {
            return Err(on_shelf(twin));
        }
        let sha256 = file.sha256.clone();
        let kept = self.keep(bytes).await?;
        let id = office.world.id().map_err(|error| Problem::broken(&error))?.to_string();
        let added_at = self.instant()?;
        let one = OnShelf { id, law, head: head(&statute), file, added_at, withdrawn: None };
        if let Err(problem) = self.record_text(&one, mark).await {
            // Another that came meanwhile, or the same sent twice, may name it by now.
            let named = |one: &std::sync::Arc<OnShelf>| one.file.sha256 == sha256;
            if !library.all(office)?.iter().any(named) {
                let blobs = office.blobs(OFFICE)?;
                let gone = tokio::task::spawn_blocking(move || blobs.remove(&kept)).await;
                gone.map_err(|error| Problem::broken(&error))?.map_err(|error| broken(&error))?;
            }
            return Err(problem);
        }
        library.texts.put(one.id.clone(), statute);
        Ok(Shelved::Now(Box::new(one)))
    }

    async fn keep(&self, bytes: Vec<u8>) -> Result<Hash, Problem> {
        let blobs = self.office.blobs(OFFICE)?;
        let writing = tokio::task::spawn_blocking(move || {
            let mut writer = blobs.writer()?;
            bytes.chunks(PIECE_BYTES).try_for_each(|piece| writer.write(piece))?;
            writer.finish()
        });
        let kept = writing.await.map_err(|error| Problem::broken(&error))?;
        kept.map_err(|error| broken(&error))
    }

    async fn record_text(&self, one: &OnShelf, mark: Option<Once>) -> Result<(), Problem> {
        let mut more = json!(one.head);
        if let serde_json::Value::Object(members) = &mut more {
            members.insert("text".to_owned(), json!(one.id));
            members.insert("law".to_owned(), json!(one.law));
            members.insert("files".to_owned(), json!([one.file]));
            members.insert("at".to_owned(), json!(one.added_at));
        }
        let told = (StatusCode::CREATED.as_u16(), json!(one).to_string());
        let change = Change { what: ADDED, account: None, more };
        self.record_once(mark, told, change, |_| Ok(())).await
    }

    /// Takes a text off the shelf. Its bytes and what was recorded of it stay.
    ///
    /// # Errors
    /// There is none; it was withdrawn before; the record failed.
    pub async fn withdraw_law_text(
        &self,
        id: &str,
        because: &str,
        mark: Option<Once>,
    ) -> Result<Shelved, Problem> {
        let library = &self.office.library;
        let _alone = library.turn.lock().await;
        if let Some(before) = answer::before(&self.office, mark.as_ref())? {
            return Ok(Shelved::Before(before));
        }
        let mut one = OnShelf::clone(&*self.law_text(id)?);
        if one.withdrawn.is_some() {
            return Err(withdrawn_already());
        }
        let at = self.instant()?;
        one.withdrawn = Some(Withdrawal { at, because: because.to_owned() });
        let told = (StatusCode::OK.as_u16(), json!(one).to_string());
        let more = json!({"text": id, "because": because, "at": at});
        let change = Change { what: WITHDRAWN, account: None, more };
        self.record_once(mark, told, change, |_| Ok(())).await?;
        Ok(Shelved::Now(Box::new(one)))
    }
}

fn head(statute: &Statute) -> Head {
    Head {
        title: statute.title.clone(),
        order: statute.order.clone(),
        language: match statute.language {
            Language::Chinese => "zh",
            Language::English => "en",
        }
        .to_owned(),
        articles: statute.articles.len(),
        promulgated: statute.dates.promulgated.or(statute.dates.noticed),
        amended: statute.dates.amended,
        in_force: statute.dates.in_force,
        issuers: statute.issuers.clone(),
    }
}

/// Looks at a file as at any that comes in, then reads it.
fn looked_at(name: &str, bytes: Vec<u8>, scanner: Option<&Scanner>) -> Result<Read, Problem> {
    let mut looking = Looking::new(name);
    let mut scanning = Scanning::begin(scanner).map_err(|_| looks::scanner_away())?;
    for piece in bytes.chunks(PIECE_BYTES) {
        looking.read(piece).map_err(looks::stopped)?;
        scanning.piece(piece).map_err(|_| looks::scanner_away())?;
    }
    let seen = looking.end().map_err(looks::stopped)?;
    match scanning.end().map_err(|_| looks::scanner_away())? {
        Scan::Found(name) => return Err(looks::infected(&name)),
        // A text of law can be sent again: none is kept unscanned where there is a scanner.
        Scan::Waiting => return Err(looks::scanner_away()),
        Scan::Off | Scan::Clean => {}
    }
    let statute = read(bytes.clone()).map_err(refused)?;
    let length = characters(&statute);
    if MOST_CHARACTERS < length {
        return Err(too_long(length));
    }
    Ok(Read { statute, bytes, media_type: seen.media_type })
}

/// How many characters a page shows of a text, what is no part of it among them.
fn characters(statute: &Statute) -> usize {
    let words = statute.articles.iter().map(|article| article.words().chars().count());
    let front = statute.preamble.iter().map(|line| line.text.chars().count());
    let aside = statute.furniture.iter().map(|(_, line)| line);
    let aside = statute.notes.iter().chain(aside).map(|line| line.chars().count());
    words.chain(front).chain(aside).sum()
}

/// What is no text of a law, with the reason of whoever reads them, and the lines.
fn refused(refused: Refused) -> Problem {
    let title = Words::new("未收录：不是法律文本", "Not taken: no text of a law");
    let (why, lines) = (refused.reason.id(), refused.lines);
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "not-a-law-text", title, refused.words)
        .with("why", why)
        .with("lines", lines)
}

fn too_long(length: usize) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "not-a-law-text",
        Words::new("未收录：文本过长", "Not taken: too long"),
        Words::new(
            format!("文本有 {length} 字，最多收录 {MOST_CHARACTERS} 字；请分部法律上传"),
            format!(
                "the text has {length} characters and at most {MOST_CHARACTERS} are taken: send \
                 each law by itself"
            ),
        ),
    )
    .with("why", "long")
}

fn on_shelf(twin: &OnShelf) -> Problem {
    let name = twin.name();
    Problem::new(
        StatusCode::CONFLICT,
        "on-shelf",
        Words::new("已收录", "On the shelf already"),
        Words::new(
            format!("内容完全相同的文件已收录为《{name}》"),
            format!("the very same file is on the shelf as 《{name}》"),
        ),
    )
    .with("text_id", twin.id.as_str())
}

fn withdrawn_already() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "withdrawn-already",
        Words::new("已撤下", "Withdrawn already"),
        Words::new("该文本此前已经撤下", "this text was withdrawn before"),
    )
}
