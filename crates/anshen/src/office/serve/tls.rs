//! Certificate and key, from files: read when the office starts, and again when they change or the
//! process is told to (SIGHUP).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use jiff::Timestamp;
use server::{Pem, Tls};

use crate::console::Console;

/// How often the files are looked at.
const EVERY: Duration = Duration::from_secs(60);

/// How TLS is ended here.
#[derive(Debug, Clone, Args)]
pub struct TlsFiles {
    /// 服务器证书链（PEM）；与 --tls-key 同时给出时由本程序终结 TLS 1.2、1.3 · The server's
    /// certificate and those up to its authority (PEM); with --tls-key, TLS 1.2 and 1.3 end here
    #[arg(long, value_name = "FILE", requires = "tls_key", conflicts_with = "behind_tls")]
    tls_cert: Option<PathBuf>,
    /// 其私钥（PEM） · Its private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// 客户端证书的签发机构（PEM）；来者可以出示证书 · Authorities of clients (PEM): callers may show
    /// a certificate of theirs
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_client_ca: Option<PathBuf>,
}

impl TlsFiles {
    /// Whether TLS is ended here.
    pub fn are_given(&self) -> bool {
        self.tls_cert.is_some()
    }

    /// The private key's file.
    pub fn key(&self) -> Option<&Path> {
        self.tls_key.as_deref()
    }

    /// TLS with these files; nothing where none are given.
    ///
    /// # Errors
    /// A file cannot be read or used.
    pub fn open(&self, console: &Console) -> anyhow::Result<Option<Arc<Tls>>> {
        let Some(pem) = self.read(console)? else {
            return Ok(None);
        };
        let tls = Tls::new(&pem).map_err(|fault| {
            let said = console.pick("证书或私钥不能使用", "the certificate or key cannot be used");
            anyhow::anyhow!("{said}: {fault}")
        })?;
        Ok(Some(Arc::new(tls)))
    }

    fn read(&self, console: &Console) -> anyhow::Result<Option<Pem>> {
        let (Some(certificate), Some(key)) = (&self.tls_cert, &self.tls_key) else {
            return Ok(None);
        };
        let read = |path: &PathBuf| {
            let name = path.display();
            let said = console.pick("无法读取", "cannot read");
            std::fs::read(path).with_context(|| format!("{said} `{name}`"))
        };
        let clients = self.tls_client_ca.as_ref().map(read).transpose()?;
        Ok(Some(Pem { certificate: read(certificate)?, key: read(key)?, clients }))
    }

    /// When the files were written last, each.
    fn written(&self) -> Vec<Option<Timestamp>> {
        let files = [&self.tls_cert, &self.tls_key, &self.tls_client_ca];
        let written = files.map(|path| {
            let written = std::fs::metadata(path.as_ref()?).ok()?.modified().ok()?;
            Timestamp::try_from(written).ok()
        });
        written.to_vec()
    }
}

/// Looks at the files for as long as the office runs. What cannot be used leaves the earlier ones
/// in use, and is told.
pub async fn follow(console: Console, files: TlsFiles, tls: Arc<Tls>) {
    use tokio::signal::unix::{SignalKind, signal};
    let mut told = signal(SignalKind::hangup()).ok();
    let mut seen = files.written();
    loop {
        let woken = async {
            match &mut told {
                Some(told) => drop(told.recv().await),
                None => std::future::pending().await,
            }
        };
        let asked = tokio::select! {
            () = woken => true,
            () = tokio::time::sleep(EVERY) => false,
        };
        let now = files.written();
        if !asked && now == seen {
            continue;
        }
        seen = now;
        let changed = files.read(&console).and_then(|pem| match pem {
            Some(pem) => Ok(tls.change(&pem)?),
            None => Ok(()),
        });
        console.line(match &changed {
            Ok(()) => console.pick("已启用新的证书", "the new certificate is in use").to_owned(),
            Err(error) => {
                let said = console.pick(
                    "新的证书不能使用，沿用原证书",
                    "the new certificate cannot be \
                        used, the earlier one stays",
                );
                format!("{said}: {error:#}")
            }
        });
    }
}
