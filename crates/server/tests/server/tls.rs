//! TLS as other programs speak it: `openssl` and `curl`.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use server::{ClientCertificate, Patience, Pem, Router, Tls};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;

use crate::house::House;

/// Runs `openssl`; nothing where it is not there.
fn openssl(dir: &Path, line: &str) -> Option<std::process::Output> {
    let mut command = Command::new("openssl");
    command.args(line.split_whitespace()).current_dir(dir).stdin(Stdio::null());
    command.output().ok()
}

/// An authority, a certificate of it for `localhost`, one for a client, and another for
/// `localhost`.
fn certificates(dir: &Path) -> bool {
    let curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30";
    let root = "-addext basicConstraints=critical,CA:TRUE";
    let made = openssl(
        dir,
        &format!("req -x509 {curve} -keyout ca.key -out ca.pem -subj /CN=Root {root}"),
    );
    if made.is_none_or(|made| !made.status.success()) {
        eprintln!("SKIPPED: no openssl here (Debian: openssl)");
        return false;
    }
    let issue = |name: &str, subject: &str| {
        let names = "-addext subjectAltName=DNS:localhost,IP:127.0.0.1";
        let leaf = "-addext basicConstraints=critical,CA:FALSE";
        let line = format!(
            "req -x509 {curve} -keyout {name}.key -out {name}.pem -subj /CN={subject} {names} \
             {leaf} -CA ca.pem -CAkey ca.key"
        );
        let made = openssl(dir, &line).unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    };
    issue("server", "localhost");
    issue("next", "next");
    issue("client", "clerk");
    true
}

fn pem(dir: &Path, name: &str, clients: bool) -> Pem {
    let read = |file: String| std::fs::read(dir.join(file)).unwrap();
    Pem {
        certificate: read(format!("{name}.pem")),
        key: read(format!("{name}.key")),
        clients: clients.then(|| read("ca.pem".to_owned())),
    }
}

async fn open(router: Router, tls: &Arc<Tls>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let patience = Patience { head: Duration::from_secs(20), ..Patience::default() };
    let tls = Some(tls.clone());
    tokio::spawn(server::listen_with(listener, router, patience, tls, std::future::pending()));
    address
}

/// What `openssl s_client` says of an office.
async fn greeted(dir: &Path, address: SocketAddr, more: &str) -> String {
    let line = format!("s_client -connect {address} -CAfile ca.pem -verify_return_error {more}");
    let dir = dir.to_owned();
    let said = tokio::task::spawn_blocking(move || openssl(&dir, &line).unwrap()).await.unwrap();
    let all = [said.stdout, said.stderr].concat();
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tls_1_2_and_1_3_are_spoken_and_nothing_older() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    if !certificates(dir) {
        return;
    }
    let house = House::new();
    let tls = Arc::new(Tls::new(&pem(dir, "server", false)).unwrap());
    let address = open(house.router.clone(), &tls).await;
    for (version, name) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let said = greeted(dir, address, version).await;
        assert!(said.contains(name) && said.contains("Verify return code: 0 (ok)"), "{said}");
    }
    for version in ["-tls1", "-tls1_1"] {
        let said = greeted(dir, address, &format!("{version} -cipher ALL:@SECLEVEL=0")).await;
        assert!(said.contains("alert") && said.contains("Cipher is (NONE)"), "{version}: {said}");
    }
    // Of 1.2, only what keeps the past secret: no RSA key exchange, no CBC.
    for cipher in ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA"] {
        let said = greeted(dir, address, &format!("-tls1_2 -cipher {cipher}:@SECLEVEL=0")).await;
        assert!(said.contains("handshake failure"), "{cipher}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn curl_is_answered_through_tls_and_sees_a_new_certificate_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    if !certificates(dir) {
        return;
    }
    let house = House::new();
    let tls = Arc::new(Tls::new(&pem(dir, "server", false)).unwrap());
    let address = open(house.router.clone(), &tls).await;
    let root = dir.join("ca.pem");
    let ask = move || {
        let url = format!("https://localhost:{}/healthz", address.port());
        let to = format!("localhost:{}:127.0.0.1", address.port());
        let mut curl = Command::new("curl");
        curl.args(["-sv", "--resolve", &to, "--cacert"]).arg(&root).arg(url);
        curl.output()
            .ok()
            .map(|said| String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned())
    };
    let first = tokio::task::spawn_blocking(ask.clone()).await.unwrap();
    let Some(first) = first else {
        eprintln!("SKIPPED: no curl here (Debian: curl)");
        return;
    };
    assert!(first.contains("200 OK") && first.contains("CN=localhost"), "{first}");
    assert!(tls.change(&Pem { key: b"nonsense".to_vec(), ..pem(dir, "next", false) }).is_err());
    let still = tokio::task::spawn_blocking(ask.clone()).await.unwrap().unwrap();
    assert!(still.contains("CN=localhost"), "what cannot be used changes nothing: {still}");
    tls.change(&pem(dir, "next", false)).unwrap();
    let next = tokio::task::spawn_blocking(ask).await.unwrap().unwrap();
    assert!(next.contains("200 OK") && next.contains("CN=next"), "{next}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_of_a_known_authority_reaches_the_request_and_no_other_does() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    if !certificates(dir) {
        return;
    }
    let told = async |shown: Option<axum::Extension<ClientCertificate>>| match shown {
        Some(axum::Extension(shown)) => {
            let hash: String = shown.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{hash} {}", shown.der.len())
        }
        None => "nobody".to_owned(),
    };
    let router = Router::new().route("/", axum::routing::get(told));
    let tls = Arc::new(Tls::new(&pem(dir, "server", true)).unwrap());
    let address = open(router, &tls).await;
    let ask = |with: Vec<String>| {
        let root = dir.join("ca.pem");
        let url = format!("https://127.0.0.1:{}/", address.port());
        move || {
            let mut curl = Command::new("curl");
            curl.arg("-s").arg("--cacert").arg(root).args(with).arg(url);
            curl.output().ok().map(|said| String::from_utf8(said.stdout).unwrap())
        }
    };
    let nobody = tokio::task::spawn_blocking(ask(Vec::new())).await.unwrap();
    let Some(nobody) = nobody else {
        eprintln!("SKIPPED: no curl here (Debian: curl)");
        return;
    };
    assert_eq!(nobody, "nobody");
    let file = |name: &str| dir.join(name).display().to_string();
    let with = |cert: &str, key: &str| {
        vec!["--cert".to_owned(), file(cert), "--key".to_owned(), file(key)]
    };
    let known = tokio::task::spawn_blocking(ask(with("client.pem", "client.key"))).await.unwrap();
    openssl(dir, "x509 -in client.pem -outform DER -out client.der").unwrap();
    let der = std::fs::read(dir.join("client.der")).unwrap();
    let hash: String = Sha256::digest(&der).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(known.unwrap(), format!("{hash} {}", der.len()));
    // Signed by nobody we know: no connection at all.
    let curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30";
    openssl(dir, &format!("req -x509 {curve} -keyout own.key -out own.pem -subj /CN=clerk"))
        .unwrap();
    let own = tokio::task::spawn_blocking(ask(with("own.pem", "own.key"))).await.unwrap();
    assert_eq!(own.unwrap(), "");
}

#[tokio::test]
async fn a_certificate_says_until_when_it_holds() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    if !certificates(dir) {
        return;
    }
    let tls = Tls::new(&pem(dir, "server", false)).unwrap();
    let said = openssl(dir, "x509 -in server.pem -noout -enddate -dateopt iso_8601").unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    let end = said.trim().trim_start_matches("notAfter=").replace(' ', "T");
    assert_eq!(tls.until().unwrap().to_string(), end);
}
