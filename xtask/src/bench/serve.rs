//! `anshen serve` on a fresh office: how soon it answers, and what it holds at rest.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use crate::machine::{now, output, root};

/// The first page: where everybody comes in.
const PAGE: &str = "/sign-in";
/// After this a server that has not answered is given up.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a server is left alone before its memory is read.
const REST: Duration = Duration::from_secs(3);

/// Starts once, and ends it.
pub fn measure(folder: &Path) -> anyhow::Result<Value> {
    let program = root().join("target/release/anshen");
    let data = folder.join("data");
    if !data.exists() {
        output(Command::new(&program).arg("init").arg("--data").arg(&data))?;
    }
    let address = free_address()?;
    let begun = now();
    let mut child = Command::new(&program)
        .arg("serve")
        .arg("--data")
        .arg(&data)
        .args(["--listen", &address.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start `anshen serve`")?;
    let answer = watch(&mut child, address, begun);
    let _ = child.kill();
    let _ = child.wait();
    answer
}

fn watch(child: &mut Child, address: SocketAddr, begun: Instant) -> anyhow::Result<Value> {
    while !answers(address) {
        if let Some(status) = child.try_wait()? {
            bail!("`anshen serve` ended before its first page ({status})");
        }
        if PATIENCE < begun.elapsed() {
            bail!("no page at http://{address}{PAGE} within {PATIENCE:?}");
        }
        sleep(Duration::from_millis(1));
    }
    let first_page = begun.elapsed().as_secs_f64() * 1000.0;
    sleep(REST);
    let idle = resident_kib(child.id())? / 1024.0;
    Ok(json!({ "name": "start", "first_page_ms": first_page, "idle_mib": idle }))
}

/// Whether the page is there. Written by hand: chores speak no HTTP but this line.
fn answers(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return false;
    };
    let request = format!("GET {PAGE} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    let sent = stream.write_all(request.as_bytes());
    sent.is_ok() && stream.read_to_end(&mut answer).is_ok() && answer.starts_with(b"HTTP/1.1 200")
}

fn free_address() -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?)
}

fn resident_kib(process: u32) -> anyhow::Result<f64> {
    let path = format!("/proc/{process}/status");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{path}`"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let figure = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    figure.with_context(|| format!("no VmRSS in `{path}`"))
}
