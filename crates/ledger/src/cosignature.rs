//! What a witness signs (C2SP tlog-cosignature, `cosignature/v1` with Ed25519): that at this time
//! this was the largest consistent head it had seen of the log.

use crate::note::Signature;

/// The message a witness signs: header, time, and the text of the checkpoint.
pub fn message(seconds: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {seconds}\n{text}").into_bytes()
}

/// When it was made, in seconds since 1970, and the signature over [`message`]; `None` where the
/// bytes are no cosignature.
pub fn read(signature: &Signature) -> Option<(u64, &[u8])> {
    let (seconds, made) = signature.bytes.split_first_chunk::<8>()?;
    let seconds = u64::from_be_bytes(*seconds);
    let possible = i64::try_from(seconds).is_ok() && made.len() == 64;
    possible.then_some((seconds, made))
}
