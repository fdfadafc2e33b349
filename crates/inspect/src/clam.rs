//! The words of a scanner for malware: the protocol of `clamd` (man clamd, INSTREAM). Only the
//! words; who is connected to is others' affair.

/// Opens the sending of a file; the answer ends with NUL too.
pub const INSTREAM: &[u8] = b"zINSTREAM\0";
/// Asks whether anybody is there; `PONG` comes back.
pub const PING: &[u8] = b"zPING\0";
/// Nothing more comes.
pub const NO_MORE: [u8; 4] = [0; 4];
/// Longer answers are no answers.
pub const LONGEST_ANSWER_BYTES: u64 = 4_096;

/// What stands before a piece: its length, most significant byte first. `None`: longer than the
/// protocol can say.
pub fn length(piece: &[u8]) -> Option<[u8; 4]> {
    u32::try_from(piece.len()).ok().map(u32::to_be_bytes)
}

/// What a scanner answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerOfScanner {
    /// Nothing was found.
    Clean,
    /// Something was: what it calls it.
    Found(String),
    /// It did not scan, or says nothing we know.
    Failed(String),
}

/// Reads an answer: `stream: OK`, `stream: NAME FOUND`, `… ERROR`.
pub fn answer(bytes: &[u8]) -> AnswerOfScanner {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_end_matches(['\0', '\n', '\r', ' ']);
    let said = text.strip_prefix("stream: ").unwrap_or(text);
    if said == "OK" && text != said {
        return AnswerOfScanner::Clean;
    }
    match said.strip_suffix(" FOUND") {
        Some(name) => AnswerOfScanner::Found(shown(name)),
        None => AnswerOfScanner::Failed(shown(said)),
    }
}

/// What a scanner says is shown: no more than a line of plain signs.
fn shown(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_the_manual_gives_it() {
        assert_eq!(answer(b"stream: OK\0"), AnswerOfScanner::Clean);
        let found = AnswerOfScanner::Found("Eicar-Signature".to_owned());
        assert_eq!(answer(b"stream: Eicar-Signature FOUND\0"), found);
        let large = "INSTREAM size limit exceeded. ERROR";
        assert_eq!(answer(large.as_bytes()), AnswerOfScanner::Failed(large.to_owned()));
        for none in [&b""[..], b"OK", b"OK\0", b"stream: ", b"<html>"] {
            assert!(matches!(answer(none), AnswerOfScanner::Failed(_)));
        }
        assert_eq!(length(&[0; 258]), Some([0, 0, 1, 2]));
    }
}
