//! Time stamps of RFC 3161: what an authority is asked, and what its token says. That the token is
//! of this imprint and answers this request is checked here; the authority's signature and its
//! certificate are for whoever relies on them (`openssl ts -verify`, with the authority's root).

use pkcs8::ObjectIdentifier;
use pkcs8::der::asn1::{AnyRef, OctetStringRef, UintRef};
use pkcs8::der::{Decode, Encode, Reader, SliceReader, Tag, Tagged};

/// Longest answer of an authority that is read, in bytes.
pub const LONGEST_ANSWER: usize = 256 << 10;

const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// SHA-256 of what was stamped.
    pub imprint: [u8; 32],
    /// When the authority saw it, RFC 3339 in UTC.
    pub time: String,
    /// The number that answers the request's.
    pub nonce: Option<Vec<u8>>,
}

/// Why an answer is no stamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoStamp {
    /// The authority refused (RFC 3161 §2.4.2, PKIStatus).
    #[error("the authority refused, with status {0}")]
    Refused(u8),
    /// The bytes are not what they should be.
    #[error("the answer is no time stamp of RFC 3161")]
    Malformed,
    /// A stamp of something else, or the answer to another request.
    #[error("the stamp is of something else than was asked for")]
    OfAnother,
}

/// The request for a stamp: SHA-256 imprint, a number that the answer must repeat, and the wish
/// that the authority's certificate comes along.
///
/// # Errors
/// Never: all parts are short.
pub fn request(imprint: &[u8; 32], nonce: u64) -> Result<Vec<u8>, NoStamp> {
    let wrong = |_| NoStamp::Malformed;
    let algorithm = sequence(&[SHA256.to_der().map_err(wrong)?, vec![0x05, 0x00]])?;
    let hash = OctetStringRef::new(imprint).and_then(|hash| hash.to_der()).map_err(wrong)?;
    let nonce = nonce.to_be_bytes();
    let nonce = UintRef::new(&nonce).and_then(|nonce| nonce.to_der()).map_err(wrong)?;
    let version = vec![0x02, 0x01, 0x01];
    let certificate_wanted = vec![0x01, 0x01, 0xff];
    sequence(&[version, sequence(&[algorithm, hash])?, nonce, certificate_wanted])
}

/// The token in an authority's answer, if it is a stamp of this imprint for this request.
///
/// # Errors
/// The authority refused, or answered something else.
pub fn token(answer: &[u8], imprint: &[u8; 32], nonce: u64) -> Result<Vec<u8>, NoStamp> {
    if LONGEST_ANSWER < answer.len() {
        return Err(NoStamp::Malformed);
    }
    let whole = AnyRef::from_der(answer).map_err(|_| NoStamp::Malformed)?;
    let parts = children(whole).ok_or(NoStamp::Malformed)?;
    let status = parts.first().copied().and_then(children).ok_or(NoStamp::Malformed)?;
    let status = match status.first().map(|status| status.value()) {
        Some([status]) => *status,
        Some(_) | None => return Err(NoStamp::Malformed),
    };
    // Granted, or granted with modifications.
    if 1 < status {
        return Err(NoStamp::Refused(status));
    }
    let token = parts.get(1).ok_or(NoStamp::Malformed)?;
    let token = token.to_der().map_err(|_| NoStamp::Malformed)?;
    let stamped = read(&token)?;
    let number = nonce.to_be_bytes();
    let asked = UintRef::new(&number).map_err(|_| NoStamp::Malformed)?;
    let answers = stamped.nonce.as_deref().is_some_and(|nonce| trimmed(nonce) == asked.as_bytes());
    if stamped.imprint != *imprint || !answers {
        return Err(NoStamp::OfAnother);
    }
    Ok(token)
}

/// What a token says.
///
/// # Errors
/// The bytes are no token.
pub fn read(token: &[u8]) -> Result<Stamped, NoStamp> {
    read_token(token).ok_or(NoStamp::Malformed)
}

fn read_token(token: &[u8]) -> Option<Stamped> {
    let content = children(AnyRef::from_der(token).ok()?)?;
    let signed = named(&content, SIGNED_DATA)?;
    let signed = children(one(signed)?)?;
    // Version, digest algorithms, what is signed.
    let inside = children(*signed.get(2)?)?;
    let text = one(named(&inside, TST_INFO)?)?;
    let info = children(AnyRef::from_der(of(text, Tag::OctetString)?.value()).ok()?)?;
    let imprint = children(*info.get(2)?)?;
    let algorithm = children(*imprint.first()?)?;
    if object(algorithm.first()?)? != SHA256 {
        return None;
    }
    let hash = of(*imprint.get(1)?, Tag::OctetString)?;
    let time = of(*info.get(4)?, Tag::GeneralizedTime)?;
    let nonce = info.iter().skip(5).find(|part| part.tag() == Tag::Integer);
    Some(Stamped {
        imprint: hash.value().try_into().ok()?,
        time: rfc3339(time.value())?,
        nonce: nonce.map(|nonce| nonce.value().to_vec()),
    })
}

/// The part behind an object identifier, if it is this one.
fn named<'a>(parts: &[AnyRef<'a>], name: ObjectIdentifier) -> Option<AnyRef<'a>> {
    let found = object(parts.first()?)? == name;
    parts.get(1).copied().filter(|_| found)
}

fn object(part: &AnyRef<'_>) -> Option<ObjectIdentifier> {
    part.decode_as::<ObjectIdentifier>().ok()
}

/// The one part within a part.
fn one(part: AnyRef<'_>) -> Option<AnyRef<'_>> {
    AnyRef::from_der(part.value()).ok()
}

fn of(part: AnyRef<'_>, tag: Tag) -> Option<AnyRef<'_>> {
    (part.tag() == tag).then_some(part)
}

/// The parts of a constructed part.
fn children(part: AnyRef<'_>) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(part.value()).ok()?;
    let mut parts = Vec::new();
    while !reader.is_finished() {
        parts.push(AnyRef::decode(&mut reader).ok()?);
    }
    Some(parts)
}

fn sequence(parts: &[Vec<u8>]) -> Result<Vec<u8>, NoStamp> {
    let inside = parts.concat();
    let whole = AnyRef::new(Tag::Sequence, &inside).and_then(|whole| whole.to_der());
    whole.map_err(|_| NoStamp::Malformed)
}

/// A number without the zero that says it is not negative.
fn trimmed(number: &[u8]) -> &[u8] {
    match number {
        [0, rest @ ..] if !rest.is_empty() => rest,
        whole => whole,
    }
}

/// `20261126075803.5Z` as `2026-11-26T07:58:03.5Z`.
fn rfc3339(time: &[u8]) -> Option<String> {
    let text = str::from_utf8(time).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_at_checked(14)?;
    let digits = whole.bytes().all(|byte| byte.is_ascii_digit());
    let rest = fraction.strip_prefix('.').unwrap_or("0");
    if !digits || rest.is_empty() || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| whole.get(from..to);
    Some(format!(
        "{}-{}-{}T{}:{}:{}{fraction}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    ))
}
