//! What only the machine knows of itself, looked at whenever somebody asks for evidence.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use jiff::Timestamp;
use server::Tls;
use server::evidence::{Eye, Machine};

/// Looks at a data folder, a private key and the certificate in use.
pub fn eye(folder: PathBuf, key: Option<PathBuf>, tls: Option<Arc<Tls>>) -> Eye {
    Eye::new(move || Machine {
        folder_private: private(&folder),
        key_private: key.as_deref().and_then(private),
        clock_follows: clock_follows(),
        backed_up_at: backed_up_at(&folder),
        certificate_until: tls.as_ref().and_then(|tls| tls.until()),
    })
}

/// Whether a file or folder is its owner's alone.
fn private(path: &Path) -> Option<bool> {
    let mode = std::fs::metadata(path).ok()?.permissions().mode();
    Some(mode & 0o077 == 0)
}

/// Whether the machine's clock follows another, where systemd says so.
fn clock_follows() -> Option<bool> {
    let asked = Command::new("timedatectl")
        .args(["show", "--property=NTPSynchronized", "--value"])
        .output()
        .ok()?;
    match String::from_utf8(asked.stdout).ok()?.trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// When the last backup was made, where the file beside the record says so: `backup.at`, written by
/// whatever makes them, an instant by RFC 3339.
fn backed_up_at(folder: &Path) -> Option<Timestamp> {
    let text = std::fs::read_to_string(folder.join("backup.at")).ok()?;
    text.trim().parse().ok()
}
