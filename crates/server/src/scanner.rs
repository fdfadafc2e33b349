//! A scanner for malware, talked with while a file comes (the protocol of clamd): what it is sent is
//! what is kept, piece by piece, and nothing is written twice. Who is connected to, and how long is
//! waited for it, comes from outside.

use std::io::{Read, Write};
use std::sync::Arc;

use inspect::AnswerOfScanner;
use store::desk::looked::Scan;

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
            talk.by_ref().take(inspect::LONGEST_ANSWER_BYTES).read_to_end(&mut answer)
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
