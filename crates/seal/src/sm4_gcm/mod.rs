//! SM4-GCM (GB/T 32907 in the mode of NIST SP 800-38D §7, as RFC 8998 §2.1 has it), with nonces of
//! 96 bits. GHASH and single blocks are RustCrypto's; the keystream of longer texts is made here,
//! for hundreds of blocks at once: the fastest crate that is kept does a fifteenth of it (decision
//! 0009).

mod keystream;
mod sbox;
mod schedule;

use std::sync::OnceLock;

use ghash::GHash;
use ghash::universal_hash::{KeyInit, UniversalHash};
use sm4::Sm4;
use sm4::cipher::BlockCipherEncrypt;
use zeroize::Zeroizing;

use schedule::Schedule;

type Block = [u8; 16];

/// A key of SM4-GCM, expanded.
pub(crate) struct Sm4Gcm {
    secret: Zeroizing<Block>,
    block: Sm4,
    hash: GHash,
    /// Made when the first long text comes: most keys never see one.
    schedule: OnceLock<Schedule>,
}

/// Up to so many bytes, block after block is faster than hundreds of blocks at once, most of which
/// are thrown away.
const SHORT: usize = 64 * 16;
/// The counter of GCM has 32 bits, and its first two values are not for the text (SP 800-38D
/// §5.2.1.1).
const MOST: u64 = (u32::MAX as u64 - 1) * 16;

impl Sm4Gcm {
    pub(crate) fn new(secret: &Block) -> Sm4Gcm {
        let block = Sm4::new(secret.into());
        let mut key = Zeroizing::new([0; 16]);
        encrypt(&block, &mut key);
        let hash = GHash::new((&*key).into());
        Sm4Gcm { secret: Zeroizing::new(*secret), block, hash, schedule: OnceLock::new() }
    }

    /// Seals in place; none if the text is too long for the counter.
    pub(crate) fn seal(&self, nonce: [u8; 12], about: &[u8], text: &mut [u8]) -> Option<Block> {
        if MOST < text.len() as u64 {
            return None;
        }
        self.xor_keystream(nonce, text);
        Some(self.tag(nonce, about, text))
    }

    /// Opens in place if the tag agrees; the text stays as it is if not.
    pub(crate) fn open(
        &self,
        nonce: [u8; 12],
        about: &[u8],
        text: &mut [u8],
        tag: Block,
    ) -> Option<()> {
        if MOST < text.len() as u64 {
            return None;
        }
        // WHY: all bytes are looked at, so that the time taken does not tell how many agreed.
        let pairs = self.tag(nonce, about, text).into_iter().zip(tag);
        let differs = pairs.fold(0, |differs, (one, other)| differs | (one ^ other));
        if std::hint::black_box(differs) != 0 {
            return None;
        }
        self.xor_keystream(nonce, text);
        Some(())
    }

    fn tag(&self, nonce: [u8; 12], about: &[u8], text: &[u8]) -> Block {
        let mut hash = self.hash.clone();
        hash.update_padded(about);
        hash.update_padded(text);
        let bits = |bytes: &[u8]| u128::from(bytes.len() as u64 * 8);
        let lengths = (bits(about) << 64 | bits(text)).to_be_bytes();
        hash.update(&[lengths.into()]);
        let hash = u128::from_be_bytes(hash.finalize().into());
        let mut mask = counter_block(nonce, 1);
        encrypt(&self.block, &mut mask);
        (hash ^ u128::from_be_bytes(mask)).to_be_bytes()
    }

    fn xor_keystream(&self, nonce: [u8; 12], text: &mut [u8]) {
        const FIRST: u32 = 2;
        if SHORT < text.len() {
            let schedule = self.schedule.get_or_init(|| Schedule::new(&self.secret));
            return keystream::xor(schedule, nonce, FIRST, text);
        }
        for (block, counter) in text.chunks_mut(16).zip(FIRST..) {
            let mut stream = counter_block(nonce, counter);
            encrypt(&self.block, &mut stream);
            block.iter_mut().zip(stream).for_each(|(text, stream)| *text ^= stream);
        }
    }
}

fn encrypt(cipher: &Sm4, block: &mut Block) {
    cipher.encrypt_block(block.into());
}

fn counter_block(nonce: [u8; 12], counter: u32) -> Block {
    let mut block = [0; 16];
    let (front, back) = block.split_at_mut(12);
    front.copy_from_slice(&nonce);
    back.copy_from_slice(&counter.to_be_bytes());
    block
}

#[cfg(test)]
mod tests;
