//! A certificate that whoever asks showed while the connection was made. TLS itself has checked
//! that it is good and that the asker holds its key; here it is only told on.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use sha2::{Digest as _, Sha256};
use store::desk::{Connection, identity};

use crate::secret::from_base64;
use crate::tls::ClientCertificate;

/// How an identity says that it is a certificate.
pub const KIND: &str = "certificate";
/// In which a proxy that ends TLS tells of the certificate (RFC 9440).
const HEADER: &str = "client-cert";

/// A certificate that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCertificate {
    /// SHA-256 of the certificate (DER).
    pub sha256: [u8; 32],
}

impl ShownCertificate {
    /// Of a certificate as it was sent, DER.
    pub fn of_der(der: &[u8]) -> ShownCertificate {
        ShownCertificate { sha256: Sha256::digest(der).into() }
    }

    /// The identity it is bound as.
    ///
    /// # Errors
    /// The store failed.
    pub fn bound(&self, conn: &Connection) -> Result<Option<identity::Identity>, store::Error> {
        identity::find(conn, KIND, "", &crate::api::hex(&self.sha256))
    }
}

/// The certificate of a request: what our own TLS checked, else what a proxy says that is among
/// those believed. What anybody else writes into the header is not read.
pub fn shown(parts: &Parts, believed: &[IpAddr]) -> Option<ShownCertificate> {
    if let Some(own) = parts.extensions.get::<ClientCertificate>() {
        return Some(ShownCertificate::of_der(&own.der));
    }
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip();
    if !believed.contains(&peer.to_canonical()) {
        return None;
    }
    let mut all = parts.headers.get_all(HEADER).iter();
    let (only, None) = (all.next()?, all.next()) else {
        return None;
    };
    // RFC 8941, section 3.3.5: base64 between colons.
    let text = only.to_str().ok()?.trim().strip_prefix(':')?.strip_suffix(':')?;
    from_base64(text).map(|der| ShownCertificate::of_der(&der))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(peer: &str, headers: &[&str]) -> Parts {
        let mut request = axum::http::Request::builder();
        for value in headers {
            request = request.header("client-cert", *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let peer: SocketAddr = peer.parse().unwrap();
        parts.extensions.insert(ConnectInfo(peer));
        parts
    }

    #[test]
    fn a_header_is_believed_of_those_configured_alone() {
        let believed = ["10.0.0.1".parse().unwrap()];
        // SHA-256 of "foobar", from the sha256sum of coreutils.
        let sha256 = "c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2";
        let of = |peer: &str, headers: &[&str]| {
            let found = shown(&parts(peer, headers), &believed);
            found.map(|found| crate::api::hex(&found.sha256))
        };
        assert_eq!(of("10.0.0.1:9", &[":Zm9vYmFy:"]).as_deref(), Some(sha256));
        assert_eq!(of("[::ffff:10.0.0.1]:9", &[":Zm9vYmFy:"]).as_deref(), Some(sha256));
        assert_eq!(of("10.0.0.2:9", &[":Zm9vYmFy:"]), None);
        for odd in [&["Zm9vYmFy"][..], &[":Zm9v!:"], &[":Zm9vYmFy:", ":Zm9vYmFy:"], &[]] {
            assert_eq!(of("10.0.0.1:9", odd), None, "{odd:?}");
        }
    }

    #[test]
    fn our_own_tls_is_believed_before_any_header() {
        let mut parts = parts("10.0.0.1:9", &[":Zm9vYmFy:"]);
        parts.extensions.insert(ClientCertificate { der: b"own"[..].into(), sha256: [0; 32] });
        let own = ShownCertificate::of_der(b"own");
        assert_eq!(shown(&parts, &["10.0.0.1".parse().unwrap()]), Some(own));
    }
}
