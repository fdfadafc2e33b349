//! A scanner for malware, talked with while a file comes (the protocol of clamd): what it is sent
//! is what is kept, piece by piece, and nothing is written twice. Who is connected to, and how long
//! is waited for it, comes from outside.

use std::io::{Read, Write};
use std::sync::Arc;

use inspect::AnswerOfScanner;
use store::desk::looked::{self, Scan};
use store::{BlobStore, Hash, Kept};

use crate::office::Office;
use crate::problem::Problem;

/// Files scanned in one go.
const MOST_AT_ONCE: u32 = 200;
/// What is read at once.
const PIECE_BYTES: usize = 64 << 10;

/// One talk with a scanner.
pub trait Conversation: Read + Write + Send {}
impl<T: Read + Write + Send> Conversation for T {}

type Connect = dyn Fn() -> std::io::Result<Box<dyn Conversation>> + Send + Sync;

/// What becomes of a file while the scanner is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenAway {
    /// It is not taken.
    Refuse,
    /// It is taken, marked as not scanned, and scanned later.
    Wait,
}

/// A scanner.
#[derive(Clone)]
pub struct Scanner {
    connect: Arc<Connect>,
    /// What becomes of a file while it is away.
    pub when_away: WhenAway,
}

impl Scanner {
    /// One that is reached so.
    pub fn new(
        connect: impl Fn() -> std::io::Result<Box<dyn Conversation>> + Send + Sync + 'static,
        when_away: WhenAway,
    ) -> Scanner {
        Scanner { connect: Arc::new(connect), when_away }
    }
}

impl Scanner {
    /// Whether it answers now.
    pub fn answers(&self) -> bool {
        let asked = (self.connect)().and_then(|mut talk| {
            talk.write_all(inspect::PING)?;
            let mut answer = Vec::new();
            Read::take(&mut talk, inspect::LONGEST_ANSWER_BYTES).read_to_end(&mut answer)?;
            Ok(answer)
        });
        asked.is_ok_and(|answer| answer.starts_with(b"PONG"))
    }
}

/// Scans what waits, the longest waiting first, until nothing does or the scanner is away; how many
/// were scanned.
///
/// # Errors
/// What is kept cannot be read or written.
pub async fn scan_waiting(office: &Office) -> Result<usize, Problem> {
    match &office.scanner {
        Some(scanner) => scan_waiting_with(office, scanner).await,
        None => Ok(0),
    }
}

/// The same with a scanner of one's own.
///
/// # Errors
/// What is kept cannot be read or written.
pub async fn scan_waiting_with(office: &Office, scanner: &Scanner) -> Result<usize, Problem> {
    let mut scanned = 0;
    for waiting in office.read(|conn| looked::waiting(conn, MOST_AT_ONCE))? {
        let (blobs, scanner) = (office.blobs(&waiting.scope)?, scanner.clone());
        let scan = move || scan(&blobs, &scanner, waiting.hash);
        let said = tokio::task::spawn_blocking(scan).await;
        let said = said.map_err(|error| Problem::broken(&error))?;
        let Some(said) = said.map_err(|error| Problem::broken(&error))? else {
            break;
        };
        let now = office.world.now();
        office.write(move |conn| looked::scanned(conn, &waiting, &said, now)).await?;
        scanned += 1;
    }
    Ok(scanned)
}

/// What the scanner says of a kept content; `None`: it is away.
fn scan(
    blobs: &BlobStore,
    scanner: &Scanner,
    hash: [u8; 32],
) -> Result<Option<Scan>, store::Error> {
    // What nobody named was let go, and there is nothing to scan.
    let Kept::Whole(mut content) = blobs.check(&Hash::from(hash))? else {
        return Ok(Some(Scan::Off));
    };
    let later = Scanner { when_away: WhenAway::Wait, ..scanner.clone() };
    let Ok(mut scanning) = Scanning::begin(Some(&later)) else {
        return Ok(None);
    };
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        // What cannot be read through is scanned another time.
        let Ok(read) = content.read(&mut piece) else {
            return Ok(None);
        };
        match piece.get(..read) {
            None | Some([]) => break,
            Some(bytes) => drop(scanning.piece(bytes)),
        }
    }
    Ok(scanning.end().ok().filter(|said| *said != Scan::Waiting))
}

/// The scanner is away and nothing is taken without it.
#[derive(Debug)]
pub struct Away;

/// A file on its way past the scanner.
pub struct Scanning {
    with: With,
    when_away: WhenAway,
}

enum With {
    Nobody,
    Away,
    Talk(Box<dyn Conversation>),
}

impl Scanning {
    /// Begins, with whatever scanner there is.
    pub fn begin(scanner: Option<&Scanner>) -> Result<Scanning, Away> {
        let Some(scanner) = scanner else {
            return Ok(Scanning { with: With::Nobody, when_away: WhenAway::Wait });
        };
        let mut scanning = Scanning { with: With::Away, when_away: scanner.when_away };
        let talk = (scanner.connect)().and_then(|mut talk| {
            talk.write_all(inspect::INSTREAM)?;
            Ok(talk)
        });
        match talk {
            Ok(talk) => scanning.with = With::Talk(talk),
            Err(error) => scanning.away(&error)?,
        }
        Ok(scanning)
    }

    /// A piece of the file.
    pub fn piece(&mut self, piece: &[u8]) -> Result<(), Away> {
        let With::Talk(talk) = &mut self.with else {
            return Ok(());
        };
        // A piece of no length would end the file.
        let Some(length) = inspect::length(piece).filter(|_| !piece.is_empty()) else {
            return Ok(());
        };
        match talk.write_all(&length).and_then(|()| talk.write_all(piece)) {
            Ok(()) => Ok(()),
            Err(error) => self.away(&error),
        }
    }

    /// Nothing more comes: what the scanner says.
    pub fn end(mut self) -> Result<Scan, Away> {
        let With::Talk(talk) = &mut self.with else {
            return Ok(if matches!(self.with, With::Nobody) { Scan::Off } else { Scan::Waiting });
        };
        let mut answer = Vec::new();
        let asked = talk.write_all(&inspect::NO_MORE).and_then(|()| talk.flush());
        let heard = asked.and_then(|()| {
            Read::take(talk, inspect::LONGEST_ANSWER_BYTES).read_to_end(&mut answer)
        });
        let failed = match (heard, inspect::answer(&answer)) {
            (Ok(_), AnswerOfScanner::Clean) => return Ok(Scan::Clean),
            (Ok(_), AnswerOfScanner::Found(name)) => return Ok(Scan::Found(name)),
            (Ok(_), AnswerOfScanner::Failed(said)) => std::io::Error::other(said),
            (Err(error), _) => error,
        };
        self.away(&failed)?;
        Ok(Scan::Waiting)
    }

    fn away(&mut self, error: &std::io::Error) -> Result<(), Away> {
        tracing::warn!(%error, "the scanner for malware is away or did not scan");
        self.with = With::Away;
        match self.when_away {
            WhenAway::Refuse => Err(Away),
            WhenAway::Wait => Ok(()),
        }
    }
}
