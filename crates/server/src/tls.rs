//! TLS, ended here: rustls with ring, versions 1.2 and 1.3 (RFC 5246, RFC 8446) and no other. The
//! certificate can be changed while connections stand; those keep theirs.

use std::sync::{Arc, PoisonError, RwLock};

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
pub struct Tls(RwLock<Arc<ServerConfig>>);

impl Tls {
    /// TLS with these.
    ///
    /// # Errors
    /// They cannot be used, and why.
    pub fn new(pem: &Pem) -> Result<Tls, TlsFault> {
        Ok(Tls(RwLock::new(config(pem)?)))
    }

    /// Connections from now on are spoken with these.
    ///
    /// # Errors
    /// They cannot be used; the earlier ones stay.
    pub fn change(&self, pem: &Pem) -> Result<(), TlsFault> {
        let next = config(pem)?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = next;
        Ok(())
    }

    pub(crate) fn now(&self) -> Arc<ServerConfig> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
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
