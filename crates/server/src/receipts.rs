//! Receipts, made when they are asked for: nothing is signed while an act is written. What is
//! signed follows from the record alone, and both algorithms are deterministic: the same reader
//! gets the same statement and signatures every time; proof and checkpoint may be newer.

use access::{ActName, actor_for};
use axum::http::StatusCode;
use jiff::Timestamp;
use law::{Language, Words};
use review::{Act, Entry, Event};
use seal::digest;
use seal::receipt::{
    FORMAT, Leaf, Logged, Material, Noted, Notice, NoticeText, Opening, Proof, Receipt, Statement,
    What, to_hex,
};
use sha2::{Digest as _, Sha256};
use store::desk::receipt as kept;
use store::{Inclusion, Opened, SealedEntry};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::download::whole;
use crate::notices::{self, readable};
use crate::office::{Office, broken};
use crate::problem::Problem;
use crate::seals::Seals;
use crate::view::Sight;

impl Office {
    /// The keys the office signs with.
    pub fn seals(&self) -> Result<&Seals, Problem> {
        self.seals.as_ref().ok_or_else(no_keys)
    }

    /// The code on the paper of an entry; none where the office has no keys.
    pub fn code(&self, docket: &Docket, entry: u32) -> Result<Option<String>, Problem> {
        let Some(seals) = &self.seals else {
            return Ok(None);
        };
        let seq = self.seq(docket, entry)?;
        Ok(seals.code(seq, docket.id.as_str(), entry).map(|code| code.to_string()))
    }

    /// The number of an entry in the whole log, from 1.
    pub fn seq(&self, docket: &Docket, entry: u32) -> Result<u64, Problem> {
        let after = entry.checked_sub(1).ok_or_else(Problem::not_found)?;
        let lines = self.reader().entries(&docket.stream(), after);
        let lines = lines.map_err(|error| broken(&error))?;
        lines.first().map(|line| line.seq).ok_or_else(Problem::not_found)
    }
}

/// The receipt of an entry that the caller may read.
pub async fn receipt(asked: &Asked, docket: &Docket, entry: &Entry) -> Result<Receipt, Problem> {
    let office = &asked.office;
    let seals = office.seals()?;
    let seq = office.seq(docket, entry.number)?;
    let found = office.reader().inclusion(seq).map_err(|error| broken(&error))?;
    if !found.entry.is_genuine() {
        let text = format!("entry {seq} is not what its leaf says: run `anshen ledger verify`");
        return Err(Problem::broken(&text));
    }
    let statement = statement(asked, docket, entry, &found.entry).await?;
    let stamp = stamp(office, &statement, asked.now).await?;
    Ok(Receipt {
        format: FORMAT.to_owned(),
        signatures: statement.signed(&seals.signing()),
        statement,
        proof: proof(office, seals, &found)?,
        opening: opening(&found.entry).filter(|_| opens_to(asked, docket, entry)),
        stamp,
    })
}

/// The way to the first head over the entry that was signed and kept, with what witnesses signed of
/// it; where there is none yet, to the head of now.
fn proof(office: &Office, seals: &Seals, now: &Inclusion) -> Result<Proof, Problem> {
    let (tree, seq) = (store::Algorithm::Sha256, now.entry.seq);
    let reader = office.reader();
    let kept = reader.signed_over(tree, seq).map_err(|error| broken(&error))?;
    // One signed by a key that was changed since would not be found genuine.
    let kept = kept
        .filter(|kept| matches!(seals.read_checkpoint(&kept.note), Noted::Head(_, Logged::Yes)));
    let written = |path: &[ledger::Hash]| path.iter().map(ToString::to_string).collect();
    if let Some(kept) = kept {
        let then = reader.inclusion_in(tree, seq, Some(kept.size));
        let then = then.map_err(|error| broken(&error))?;
        return Ok(Proof { path: written(&then.path), checkpoint: kept.whole() });
    }
    Ok(Proof { path: written(&now.path), checkpoint: seals.checkpoint(now.head)? })
}

/// What opens the commitment, where the content was not destroyed.
fn opening(entry: &SealedEntry) -> Option<Opening> {
    match &entry.opened {
        Opened::Content { salt, payload } => {
            Some(Opening { salt: to_hex(salt), line: payload.clone() })
        }
        Opened::KeysNotAtHand | Opened::Destroyed | Opened::Altered => None,
    }
}

/// Whether the caller may have what opens the commitment, the whole line of the record: who sees
/// all of the docket, and who acted himself where nothing that followed is withheld from him.
fn opens_to(asked: &Asked, docket: &Docket, entry: &Entry) -> bool {
    let sight = Sight::of(asked, docket);
    if matches!(sight, Sight::All) {
        return true;
    }
    let own = asked.credential.as_ref().and_then(|credential| {
        actor_for(&credential.person, asked.today, ActName::from(&entry.act))
    });
    let by = docket.beside(entry.number).and_then(|beside| beside.by.as_ref());
    own.as_ref() == Some(&entry.actor)
        && by.is_none_or(|by| !by.from_paper)
        && sight.sees_all_that_followed(entry)
}

async fn statement(
    asked: &Asked,
    docket: &Docket,
    entry: &Entry,
    sealed: &SealedEntry,
) -> Result<Statement, Problem> {
    let office = &asked.office;
    let seals = office.seals()?;
    let notice = notice(asked, docket, entry)?;
    let line = sealed;
    let code = seals.code(line.seq, sealed.stream.as_str(), line.position);
    let (law, law_hash) = law_at(docket, entry.number);
    Ok(Statement {
        what: what(entry, notice.as_ref()),
        office: office_name(office),
        review: docket.id.as_str().to_owned(),
        case: docket.case.number.clone(),
        entry: entry.number,
        act: entry.act.name().to_owned(),
        actor: entry.actor.to_string(),
        day: entry.legal_day().to_string(),
        recorded_at: line.recorded_at.to_string(),
        law,
        law_sha256: law_hash,
        materials: materials(office, docket, entry).await?,
        notice,
        code: code.map(|code| code.to_string()).unwrap_or_default(),
        leaf: leaf_of(sealed),
    })
}

/// What the leaf of an entry is made of.
pub fn leaf_of(sealed: &SealedEntry) -> Leaf {
    Leaf {
        index: sealed.seq.saturating_sub(1),
        commitment: sealed.content.to_string(),
        position: sealed.position,
        recorded_us: sealed.recorded_at.as_microsecond(),
        stream: sealed.stream.as_str().to_owned(),
    }
}

/// What a receipt is for.
pub fn what(entry: &Entry, notice: Option<&Notice>) -> What {
    match (notice, &entry.act) {
        (Some(_), _) => What::Notice,
        (None, Act::Files { .. }) => What::Filing,
        (None, _) => What::Act,
    }
}

/// What the office calls itself.
pub fn office_name(office: &Office) -> String {
    let name = office.house_name(crate::setup::OFFICE_ORGANISATION);
    name.map(|name| name.to_string()).unwrap_or_default()
}

/// The version that governs the steps that begin with an entry, and the hash of its file.
pub fn law_at(docket: &Docket, number: u32) -> (String, String) {
    let frame = docket.review.frame();
    let mut law = (frame.law.to_string(), frame.law_hash.clone());
    let until = docket.review.entries().iter().take_while(|entry| entry.number <= number);
    for event in until.flat_map(|entry| &entry.events) {
        if let Event::LawCarriedOver { law: next, law_hash } = event {
            law = (next.to_string(), law_hash.clone());
        }
    }
    law
}

/// The files that an entry handed in.
async fn materials(
    office: &Office,
    docket: &Docket,
    entry: &Entry,
) -> Result<Vec<Material>, Problem> {
    let filed = docket.case.materials.iter().filter(|_| entry.number == 1);
    let filed = filed.map(|file| (&file.name, file.bytes, &file.sha256));
    let attached = docket.beside(entry.number).map(|beside| beside.files.as_slice());
    let attached = attached.unwrap_or_default().iter();
    let attached = attached.map(|file| (&file.name, file.bytes, &file.sha256));
    let mut materials = Vec::new();
    for (name, bytes, sha256) in filed.chain(attached) {
        let sm3 = to_hex(&sm3_of(office, docket, sha256).await?);
        materials.push(Material { name: name.clone(), bytes, sha256: sha256.clone(), sm3 });
    }
    Ok(materials)
}

/// SM3 of a kept file: worked out once, then known.
pub async fn sm3_of(office: &Office, docket: &Docket, sha256: &str) -> Result<[u8; 32], Problem> {
    let hash: ledger::Hash = sha256.parse().map_err(|error| Problem::broken(&error))?;
    let key = *hash.as_bytes();
    if let Some(known) = office.read(|conn| kept::sm3(conn, &key))? {
        return Ok(known);
    }
    let content = whole(office, docket.id.as_str(), key).await?;
    // It may be large: not on a thread that answers requests.
    let made = tokio::task::spawn_blocking(move || digest::sm3_of(content)).await;
    let made = made.map_err(|error| Problem::broken(&error))?;
    let made = made.map_err(|error| Problem::broken(&error))?;
    office.write(move |conn| kept::keep_sm3(conn, &key, &made)).await?;
    Ok(made)
}

/// The notice that an entry sent, as the caller reads it.
fn notice(asked: &Asked, docket: &Docket, entry: &Entry) -> Result<Option<Notice>, Problem> {
    let numbered = readable(asked, docket).into_iter();
    let numbered = numbered.into_iter().find(|one| one.sent.entry == entry.number);
    let Some((numbered, number)) = numbered.and_then(|one| one.number.clone().map(|it| (one, it)))
    else {
        return Ok(None);
    };
    let drafted = notices::draft(asked, docket, &numbered)?;
    let texts = [(Language::Zh, "zh"), (Language::En, "en")].map(|(language, name)| {
        let text = ::notice::text(&drafted, language);
        NoticeText {
            language: name.to_owned(),
            sha256: to_hex(&Sha256::digest(text.as_bytes())),
            sm3: to_hex(&digest::sm3(text.as_bytes())),
        }
    });
    let kind = drafted.kind.word().to_owned();
    Ok(Some(Notice { number, kind, texts: texts.to_vec() }))
}

/// The time stamp of a statement, if it came; asked for where an authority is configured. Nobody
/// waits for it.
async fn stamp(
    office: &Office,
    statement: &Statement,
    now: Timestamp,
) -> Result<Option<String>, Problem> {
    let imprint: [u8; 32] = Sha256::digest(statement.message()).into();
    let known = office.read(|conn| kept::stamp(conn, &imprint))?;
    if known.is_none() && office.stamps {
        office.write(move |conn| kept::ask_stamp(conn, &imprint, now)).await?;
    }
    Ok(known.map(|token| to_hex(&token)))
}

fn no_keys() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "no-signing-keys",
        Words::new("本办公室没有签名密钥", "This office has no keys to sign with"),
        Words::new(
            "本办公室启动时未载入签名密钥，不能出具回执；anshen serve 启动时自动生成并载入",
            "the office was started without keys to sign with and gives no receipts; `anshen \
             serve` makes and loads them",
        ),
    )
}
