//! What texts on the shelf say: read from their bytes, held against their version, compared.

use std::io::Read as _;
use std::sync::Arc;

use axum::http::StatusCode;
use law::{Book, Source, Words};
use serde::Serialize;
use statute::{Checked, Compared, Slip, Statute};

use super::OnShelf;
use crate::asked::Asked;
use crate::download::whole;
use crate::movement::OFFICE;
use crate::problem::Problem;

/// Two texts side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// What differs.
    #[serde(flatten)]
    pub compared: Compared,
    /// Slips of drafting, each with the id of its text.
    pub slips: Vec<(String, Slip)>,
}

impl Asked {
    /// What a text says. Takes as long as reading the file the first time, on a thread of its own.
    ///
    /// # Errors
    /// Its bytes are damaged; they are no longer read as a law, which is a fault of ours.
    pub async fn statute(&self, of: &OnShelf) -> Result<Arc<Statute>, Problem> {
        let library = &self.office.library;
        if let Some(kept) = library.texts.get(&of.id) {
            return Ok(kept);
        }
        let hash =
            of.file.sha256.parse::<store::Hash>().map_err(|error| Problem::broken(&error))?;
        let mut content = whole(&self.office, OFFICE, *hash.as_bytes()).await?;
        let statute = self
            .by_hand(move || {
                let mut bytes = Vec::new();
                content.read_to_end(&mut bytes).map_err(|error| Problem::broken(&error))?;
                read(bytes).map_err(|refused| Problem::broken(&refused))
            })
            .await??;
        Ok(library.texts.put(of.id.clone(), statute))
    }

    /// What it shows by itself of slips in drafting.
    ///
    /// # Errors
    /// As [`Asked::statute`].
    pub async fn slips(&self, of: &OnShelf) -> Result<Arc<Vec<Slip>>, Problem> {
        let library = &self.office.library;
        if let Some(kept) = library.slips.get(&of.id) {
            return Ok(kept);
        }
        let statute = self.statute(of).await?;
        let context = self.office.context();
        let found = self.by_hand(move || statute::slips(context.book(), &statute)).await?;
        Ok(library.slips.put(of.id.clone(), found))
    }

    /// A text held against the version it is tied to.
    ///
    /// # Errors
    /// It is tied to none, or is a translation; as [`Asked::statute`].
    pub async fn checked(&self, of: &OnShelf) -> Result<Arc<Checked>, Problem> {
        let law = of.law.as_deref().filter(|_| of.head.language == "zh").ok_or_else(no_check)?;
        let library = &self.office.library;
        if let Some(kept) = library.checks.get(&of.id) {
            return Ok(kept);
        }
        let (statute, law) = (self.statute(of).await?, law.to_owned());
        let context = self.office.context();
        let checked = self.by_hand(move || check(context.book(), &law, &statute)).await??;
        Ok(library.checks.put(of.id.clone(), checked))
    }

    /// Two texts of one language compared.
    ///
    /// # Errors
    /// They are of two languages; as [`Asked::statute`].
    pub async fn beside(&self, from: &OnShelf, to: &OnShelf) -> Result<Arc<Beside>, Problem> {
        if from.head.language != to.head.language {
            return Err(two_languages());
        }
        let key = (from.id.clone(), to.id.clone());
        let library = &self.office.library;
        if let Some(kept) = library.beside.get(&key) {
            return Ok(kept);
        }
        let (old, new) = (self.statute(from).await?, self.statute(to).await?);
        let (context, ids) = (self.office.context(), key.clone());
        let compared = self.by_hand(move || beside(context.book(), (&old, &new), ids)).await?;
        Ok(library.beside.put(key, compared))
    }

    /// A text as Akoma Ntoso.
    ///
    /// # Errors
    /// The store failed.
    pub async fn akoma(&self, of: &OnShelf) -> Result<String, Problem> {
        let statute = self.statute(of).await?;
        self.by_hand(move || statute::akoma(&statute)).await
    }

    /// Does what takes time, one thing after the other.
    pub(super) async fn by_hand<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let hands = self.office.library.hands.clone();
        let hand = hands.acquire_owned().await.map_err(|error| Problem::broken(&error))?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(hand);
            done
        });
        done.await.map_err(|error| Problem::broken(&error))
    }
}

/// A law, without the bytes it was read from: they lie on the disk.
pub fn read(bytes: Vec<u8>) -> Result<Statute, statute::Refused> {
    let mut statute = statute::read(bytes)?;
    statute.original.bytes = Vec::new();
    Ok(statute)
}

fn check(book: &Book, law: &str, statute: &Statute) -> Result<Checked, Problem> {
    let regime = book.find(law).ok_or_else(no_check)?;
    let text = book.file(&regime.id).ok_or_else(no_check)?;
    let name = format!("law/{law}.toml");
    let source = Source { name: &name, text };
    statute::check(book, regime, &source, statute).map_err(|fault| Problem::broken(&fault))
}

fn beside(book: &Book, (old, new): (&Statute, &Statute), ids: (String, String)) -> Beside {
    let of = |id: &str, slips: Vec<Slip>| -> Vec<(String, Slip)> {
        slips.into_iter().map(|slip| (id.to_owned(), slip)).collect()
    };
    let mut slips = of(&ids.0, statute::slips(book, old));
    let own = statute::slips(book, new);
    // What the book knows of a repeal is told with its day: the same is not told twice.
    let twice = statute::repealed_twice(old, new).into_iter();
    let more = twice
        .filter(|slip| own.iter().all(|it| it.kind != slip.kind || it.address != slip.address));
    let more: Vec<Slip> = more.collect();
    slips.extend(of(&ids.1, own));
    slips.extend(of(&ids.1, more));
    Beside { compared: statute::compare(old, new), slips }
}

fn no_check() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "no-check",
        Words::new("无从核对", "Nothing to hold it against"),
        Words::new(
            "该文本未对应任何版本，或者是译文；规则文件只与其版本的中文文本核对",
            "the text is tied to no version, or is a translation: a rule file is held against the \
             Chinese text of its version",
        ),
    )
}

fn two_languages() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "two-languages",
        Words::new("语言不同", "Two languages"),
        Words::new(
            "两个文本的语言不同，不能逐条对照；请选择同一语言的文本",
            "the two texts are of two languages and are not compared: choose two of one",
        ),
    )
}
