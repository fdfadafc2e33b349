//! Has the heads of the log signed now and then, and offers them to the witnesses: in the
//! background, never on the way of an act.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, bail};
use law::Words;
use ledger::{AddCheckpoint, Checkpoint, Kind, Note, VerifierKey, read_signatures};
use server::{Office, Shared};
use store::{Algorithm, Signed};

use super::running;
use crate::console::Console;

/// The file of witnesses in a data folder: address and key, a line each.
pub const WITNESSES: &str = "witnesses";

/// How long a witness may take.
const LONGEST: Duration = Duration::from_secs(10);
/// Bytes of an answer that are read.
const MOST_BYTES: u64 = 64 * 1024;

/// A witness as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Where `add-checkpoint` is.
    pub address: String,
    /// What verifies its signatures.
    pub key: VerifierKey,
}

/// The witnesses that a data folder names. A line that is empty or begins with `#` says nothing.
pub fn chosen(console: &Console, dir: &Path) -> anyhow::Result<Vec<Chosen>> {
    let path = dir.join(WITNESSES);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    };
    let mut all = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        all.push(read_line(line).with_context(|| {
            let shown = path.display();
            let zh = format!("`{shown}` 第 {number} 行应为：网址 公钥");
            let en = format!("line {number} of `{shown}` must be: ADDRESS KEY");
            console.pick(&zh, &en).to_owned()
        })?);
    }
    Ok(all)
}

fn read_line(line: &str) -> anyhow::Result<Chosen> {
    let (address, key) = line.split_once(' ').context("there is no key")?;
    let key: VerifierKey = key.trim().parse()?;
    if key.kind() != Kind::Cosignature {
        bail!("`{}` is no key of a witness", key.name());
    }
    if !address.starts_with("http://") && !address.starts_with("https://") {
        bail!("`{address}` is no address");
    }
    Ok(Chosen { address: address.trim_end_matches('/').to_owned(), key })
}

/// What offers.
pub struct Offer {
    console: Console,
    witnesses: Vec<Chosen>,
    agent: ureq::Agent,
    /// What was last said of each, so that nothing is said twice.
    said: Mutex<HashMap<String, String>>,
}

/// What a witness answered.
enum Answered {
    /// Its signature.
    Signed(String),
    /// It knows the log at this size.
    Knows(u64),
    /// Something else.
    Other(u16, String),
}

impl Offer {
    /// Offers to these.
    ///
    /// WHY plain HTTP is borne: what is sent is public, and what comes back is signed.
    pub fn to(console: &Console, witnesses: Vec<Chosen>) -> anyhow::Result<Offer> {
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(Duration::from_secs(3)))
            .timeout_global(Some(LONGEST));
        if witnesses.iter().any(|witness| witness.address.starts_with("https://")) {
            config = config.tls_config(running::tls(console)?);
        }
        let agent = config.build().new_agent();
        Ok(Offer { console: *console, witnesses, agent, said: Mutex::default() })
    }

    /// Signs what is new and offers it; never fails, and says on the error stream what went wrong.
    pub fn round(&self, office: &Office) {
        if let Err(error) = office.publish() {
            return self.say("log", &error.to_string());
        }
        self.say("log", "");
        for witness in &self.witnesses {
            for algorithm in Algorithm::ALL {
                let whom = format!("{} ({})", witness.key.name(), algorithm.name());
                match self.offer(office, witness, algorithm) {
                    Ok(()) => self.say(&whom, ""),
                    Err(error) => self.say(&whom, &format!("{error:#}")),
                }
            }
        }
    }

    /// Offers the last signed head of a tree to one witness, if it has not signed it.
    fn offer(&self, office: &Office, witness: &Chosen, algorithm: Algorithm) -> anyhow::Result<()> {
        let reader = office.reader();
        let Some(signed) = reader.last_signed(algorithm)? else {
            return Ok(());
        };
        let mut old = reader.witnessed(algorithm, witness.key.name().as_str())?;
        if old == signed.size {
            return Ok(());
        }
        // Who is told the size that the witness knows asks once more.
        for _ in 0..2 {
            let (_, proof) = reader.consistency_in(algorithm, old, Some(signed.size))?;
            let (checkpoint, note) = Checkpoint::read(signed.note.as_bytes())?;
            let request = AddCheckpoint { old, proof, checkpoint, note: note.clone() };
            match self.post(witness, &request.to_string())? {
                Answered::Signed(lines) => return keep(office, witness, &signed, note, &lines),
                Answered::Knows(known) if known == old || signed.size < known => {
                    bail!("{}", self.console.say(&forked(signed.size, known)))
                }
                Answered::Knows(known) => old = known,
                // A witness need not know both trees.
                Answered::Other(404, _) => return Ok(()),
                Answered::Other(status, text) => bail!("{status}: {}", text.trim()),
            }
        }
        bail!("the witness changes its mind about what it knows")
    }

    fn post(&self, witness: &Chosen, body: &str) -> anyhow::Result<Answered> {
        let address = format!("{}/add-checkpoint", witness.address);
        let request = self.agent.post(address).content_type("text/plain; charset=utf-8");
        let mut response = request.send(body)?;
        let status = response.status().as_u16();
        let text = response.body_mut().with_config().limit(MOST_BYTES).read_to_string()?;
        Ok(match (status, text.trim().parse()) {
            (200, _) => Answered::Signed(text),
            (409, Ok(size)) => Answered::Knows(size),
            (_, _) => Answered::Other(status, text),
        })
    }

    /// Says something once.
    fn say(&self, whom: &str, what: &str) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.get(whom).map_or("", String::as_str) == what {
            return;
        }
        said.insert(whom.to_owned(), what.to_owned());
        let what =
            if what.is_empty() { self.console.pick("恢复正常", "well again") } else { what };
        self.console.aside(&format!("{whom}: {what}"));
    }
}

fn forked(own: u64, known: u64) -> Words {
    Words::new(
        format!(
            "见证方此前签署的是另一段历史（其大小 {known}，本地 {own}）：本数据目录可能被回退或改写，请立即\
             核对备份并运行 anshen ledger verify"
        ),
        format!(
            "the witness has signed another history (size {known} there, {own} here): this folder \
             was set back or rewritten. Compare your backups and run `anshen ledger verify`"
        ),
    )
}

/// Keeps what the witness signed, once it is found to be its own signature over this very head.
fn keep(
    office: &Office,
    witness: &Chosen,
    signed: &Signed,
    mut note: Note,
    lines: &str,
) -> anyhow::Result<()> {
    for signature in read_signatures(lines)? {
        note.add(signature);
    }
    let own = note.signed_by(&witness.key, &seal::log::check)?;
    office.store().keep_cosignature(signed.algorithm, signed.size, own)?;
    Ok(())
}

/// Goes on until the office ends: a round every so often.
pub async fn keep_offering(offer: Arc<Offer>, office: Shared, every: Duration) {
    let mut rounds = tokio::time::interval(every);
    rounds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        let (offer, office) = (offer.clone(), office.clone());
        // It waits for disk and network: not on a thread that answers requests. A round that
        // panicked has been told of on the error stream; the next one tries again.
        let _ = tokio::task::spawn_blocking(move || offer.round(&office)).await;
    }
}
