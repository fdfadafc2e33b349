//! TLS, ended here: rustls with ring, versions 1.2 and 1.3 (RFC 5246, RFC 8446) and no other. The
//! certificate can be changed while connections stand; those keep theirs.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use sha2::{Digest as _, Sha256};

/// Why TLS cannot be spoken with what was given.
#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    /// There is no certificate in the text.
    #[error("no certificate in PEM is in it: {0}")]
    Certificate(String),
    /// There is no private key in the text.
    #[error("no private key in PEM is in it: {0}")]
    Key(String),
    /// The authorities of clients cannot be used.
    #[error("the authorities of clients cannot be used: {0}")]
    Authorities(String),
    /// Certificate and key do not belong together, or cannot be used.
    #[error("certificate and key cannot be used: {0}")]
    Unfit(String),
}

/// What TLS is spoken with, each as PEM.
pub struct Pem {
    /// The certificate, and those up to its authority.
    pub certificate: Vec<u8>,
    /// Its private key.
    pub key: Vec<u8>,
    /// The authorities whose clients are known; without, no client is asked for a certificate.
    pub clients: Option<Vec<u8>>,
}

/// TLS as it is spoken now.
pub struct Tls(RwLock<Spoken>);

struct Spoken {
    config: Arc<ServerConfig>,
    until: Option<Timestamp>,
}

impl Tls {
    /// TLS with these.
    ///
    /// # Errors
    /// They cannot be used, and why.
    pub fn new(pem: &Pem) -> Result<Tls, TlsFault> {
        Ok(Tls(RwLock::new(spoken(pem)?)))
    }

    /// Connections from now on are spoken with these.
    ///
    /// # Errors
    /// They cannot be used; the earlier ones stay.
    pub fn change(&self, pem: &Pem) -> Result<(), TlsFault> {
        let next = spoken(pem)?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = next;
        Ok(())
    }

    pub(crate) fn now(&self) -> Arc<ServerConfig> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).config.clone()
    }

    /// Until when the certificate holds, where it says so.
    pub fn until(&self) -> Option<Timestamp> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).until
    }
}

fn spoken(pem: &Pem) -> Result<Spoken, TlsFault> {
    let config = config(pem)?;
    let chain = certificates(&pem.certificate).map_err(TlsFault::Certificate)?;
    Ok(Spoken { config, until: chain.first().and_then(|own| not_after(own)) })
}

/// The end of a certificate (RFC 5280, section 4.1): the second time of its validity.
fn not_after(certificate: &[u8]) -> Option<Timestamp> {
    let (_, whole, _) = element(certificate)?;
    let (_, mut signed, _) = element(whole)?;
    // Version, number, algorithm and issuer come first; the version may be left out.
    if let Some((0xA0, _, rest)) = element(signed) {
        signed = rest;
    }
    for _ in 0..3 {
        signed = element(signed)?.2;
    }
    let (_, validity, _) = element(signed)?;
    let (_, _, second) = element(validity)?;
    let (kind, text, _) = element(second)?;
    let text = std::str::from_utf8(text).ok()?;
    // Two digits of a year mean 1950 to 2049 (UTCTime); four mean themselves (GeneralizedTime).
    let text = match kind {
        0x17 if text < "50" => format!("20{text}"),
        0x17 => format!("19{text}"),
        _ => text.to_owned(),
    };
    let (day, time) = text.strip_suffix('Z')?.split_at_checked(8)?;
    format!("{day}T{time}Z").parse().ok()
}

/// The first element of DER: its kind, what is in it, and what follows.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (kind, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        short @ 0..=0x7F => (usize::from(*short), rest),
        long @ 0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(*long & 0x7F))?;
            (digits.iter().fold(0, |sum, digit| (sum << 8) | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (inside, after) = rest.split_at_checked(length)?;
    Some((*kind, inside, after))
}

/// A certificate that a client showed and whose authority is one of ours. Stands among the
/// extensions of every request of its connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCertificate {
    /// The certificate in DER.
    pub der: Arc<[u8]>,
    /// SHA-256 of that.
    pub sha256: [u8; 32],
}

impl ClientCertificate {
    /// The one a client showed first: its own.
    pub(crate) fn of(chain: Option<&[CertificateDer<'_>]>) -> Option<ClientCertificate> {
        let own = chain?.first()?;
        Some(ClientCertificate { der: own.as_ref().into(), sha256: Sha256::digest(own).into() })
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    let all = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    match all {
        Ok(all) if all.is_empty() => Err("it holds none".to_owned()),
        Ok(all) => Ok(all),
        Err(error) => Err(error.to_string()),
    }
}

fn config(pem: &Pem) -> Result<Arc<ServerConfig>, TlsFault> {
    let chain = certificates(&pem.certificate).map_err(TlsFault::Certificate)?;
    let key = PrivateKeyDer::from_pem_slice(&pem.key);
    let key = key.map_err(|error| TlsFault::Key(error.to_string()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let unfit = |error: rustls::Error| TlsFault::Unfit(error.to_string());
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(unfit)?;
    let builder = match &pem.clients {
        None => builder.with_no_client_auth(),
        Some(clients) => {
            let mut roots = RootCertStore::empty();
            for root in certificates(clients).map_err(TlsFault::Authorities)? {
                roots.add(root).map_err(|error| TlsFault::Authorities(error.to_string()))?;
            }
            // Who shows none is a client like any other: what a certificate opens is decided later.
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
                .allow_unauthenticated()
                .build()
                .map_err(|error| TlsFault::Authorities(error.to_string()))?;
            builder.with_client_cert_verifier(verifier)
        }
    };
    let mut config = builder.with_single_cert(chain, key).map_err(unfit)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
