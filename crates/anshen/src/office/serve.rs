//! `anshen serve`.

mod eye;
mod scan;
mod tls;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::json;
use server::{
    MOST_CONNECTIONS, NOT_SIGNED_IN_PER_SECOND, Office, Patience, Proxy, Router, Shared, Tls,
    Traffic, Transport, World,
};
use store::Store;
use tokio::net::TcpListener;

use self::scan::ScanWith;
use self::tls::TlsFiles;
use super::stamps::{self, Authority};
use super::{Folder, keys, log_key, offer, open, outside, world};
use crate::console::{Answer, Console};
use crate::root_keys;

/// Arguments.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    folder: Folder,
    /// 监听地址 · Where to listen
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 前置代理已终结 TLS · A proxy in front ends TLS
    #[arg(long)]
    behind_tls: bool,
    /// 对外地址，如 https://office.example；通行密钥须有。本机监听时默认为 http://localhost:端口 · The
    /// address browsers know the office by; passkeys need it. On this machine's own address
    /// http://localhost:PORT by default
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// 身份提供方（OpenID Connect）的文件，每个一节 [[provider]]：id、name、issuer、client_id、
    /// client_secret · A file of identity providers (OpenID Connect), a [[provider]] each
    #[arg(long, value_name = "FILE")]
    oidc: Option<std::path::PathBuf>,
    /// 仅采信这些代理以 Client-Cert（RFC 9440）所告的客户端证书，可多次 · Proxies whose word on client
    /// certificates (Client-Cert, RFC 9440) is taken; may be repeated
    #[arg(long, value_name = "IP")]
    certificates_from: Vec<std::net::IpAddr>,
    /// 前置代理以 X-Forwarded-For 末项写明来者地址；没有代理时不得使用，否则来者可自行填写 · A proxy in
    /// front writes the caller's address as the last hop of X-Forwarded-For; never without one:
    /// callers could write what they like
    #[arg(long)]
    behind_proxy: bool,
    /// 每一令牌或会话每秒至多请求数；默认不限 · At most so many requests a second under one token or
    /// session; no limit by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    requests_per_second: Option<u32>,
    /// 未登录者每一地址每秒至多请求数（IPv6 按 /64 计），0 为不限 · At most so many requests a second
    /// from one address (IPv6: one /64) by those not signed in; 0: no limit
    #[arg(long, value_name = "N", default_value_t = NOT_SIGNED_IN_PER_SECOND,
          value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    anonymous_requests_per_second: u32,
    /// 同时至多连接数；默认为 4096，且不超过本进程可打开文件数的一半 · Connections at once; by default
    /// 4096, and never more than half the files this process may open
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    connections: Option<u32>,
    /// 时间戳机构（RFC 3161）网址；所送仅为哈希，机构不可用时稍后再取 · An authority of time (RFC 3161): it is
    /// sent hashes alone, and asked again later where it is down
    #[arg(long, value_name = "URL")]
    time_authority: Option<String>,
    /// 每隔若干秒签署新检查点，并送数据目录中 witnesses 文件所列见证方 · Every so many seconds new heads
    /// are signed, and offered to the witnesses named in the file `witnesses` of the data folder
    #[arg(long, value_name = "SECONDS", default_value_t = 5,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    checkpoint_every: u64,
    #[command(flatten)]
    log: log_key::LogOptions,
    /// 每一地址同时至多连接数（IPv6 按 /64 计），0 为不限；默认 256，经代理时不限 · Connections at once from
    /// one address (IPv6: one /64), 0: no limit; 256 by default, and none behind a proxy
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    connections_per_address: Option<u32>,
    #[command(flatten)]
    tls: TlsFiles,
    #[command(flatten)]
    scan: ScanWith,
}

impl Serve {
    fn patience(&self, console: &Console) -> Patience {
        let patience = patience(console, self.connections);
        let behind = self.behind_tls || self.behind_proxy;
        let of_one_address = match self.connections_per_address {
            Some(0) => None,
            Some(most) => usize::try_from(most).ok(),
            None if behind => None,
            None => patience.of_one_address,
        };
        Patience { of_one_address, ..patience }
    }

    fn traffic(&self) -> Traffic {
        Traffic {
            proxy: if self.behind_proxy { Proxy::Trusted } else { Proxy::None },
            signed_in: self.requests_per_second,
            not_signed_in: Some(self.anonymous_requests_per_second).filter(|limit| 0 < *limit),
        }
    }
}

/// Runs an office until it is told to stop.
pub fn run(console: &Console, serve: &Serve) -> anyhow::Result<Answer> {
    let ends_tls = serve.tls.are_given();
    if !serve.behind_tls && !ends_tls && !serve.listen.ip().is_loopback() {
        bail!(
            "{}",
            console.pick(
                "对外监听须经 TLS：以 --tls-cert、--tls-key 给出证书，或由代理终结 TLS 并加 --behind-tls",
                "beyond this machine TLS is spoken: give --tls-cert and --tls-key, or put a proxy \
                 that ends it in front, and say --behind-tls",
            )
        );
    }
    let transport = if serve.behind_tls || ends_tls { Transport::Tls } else { Transport::Plain };
    let tls = serve.tls.open(console)?;
    let store = open(console, &serve.folder.data)?;
    store.shelves().sweep()?;
    let log = log_key::open(console, &store, &serve.log)?;
    let witnesses = offer::chosen(console, &serve.folder.data)?;
    let offer = Arc::new(offer::Offer::to(console, witnesses)?);
    let office = keys::equipped(office(store, world::machine(), transport)?, log)?;
    let eye = eye::eye(serve.folder.data.clone(), serve.tls.key().map(Path::to_owned), tls.clone());
    let office = office.with_traffic(serve.traffic()).with_eye(eye);
    let office = known_as(console, office, serve.url.as_deref(), serve.listen)?;
    let mut office = office.with_certificates_from(serve.certificates_from.clone());
    if let Some(file) = &serve.oidc {
        office = office.with_providers(outside::providers(console, file)?);
    }
    let authority = serve.time_authority.as_deref();
    let authority = authority.map(|address| Authority::at(console, address)).transpose()?;
    let office = if authority.is_some() { office.with_stamps() } else { office };
    let office = Arc::new(office.with_scanner(serve.scan.scanner()));
    let router = server::router(office.clone());
    let runtime = runtime()?;
    runtime.spawn(keep_tidy(office.clone()));
    if let Some(authority) = authority {
        runtime.spawn(stamps::fetch(office.clone(), authority));
    }
    let every = Duration::from_secs(serve.checkpoint_every);
    runtime.spawn(offer::keep_offering(offer, office.clone(), every));
    runtime.spawn(follow_keys(*console, office, root_keys::file(&serve.folder.data)));
    if let Some(tls) = &tls {
        runtime.spawn(tls::follow(*console, serve.tls.clone(), tls.clone()));
    }
    let patience = serve.patience(console);
    let open = Open { address: serve.listen, router, patience, tls };
    runtime.block_on(listen(console, open, |_| Ok(())))?;
    Ok(Answer::Yes)
}

/// The office under the address that was given, or that of this machine where it listens on that
/// alone.
pub fn known_as(
    console: &Console,
    office: Office,
    url: Option<&str>,
    listen: SocketAddr,
) -> anyhow::Result<Office> {
    let here = format!("http://localhost:{}", listen.port());
    let url = match url {
        Some(url) => url,
        None if listen.ip().is_loopback() && listen.port() != 0 => &here,
        None => return Ok(office),
    };
    office.at(url).map_err(|words| anyhow::anyhow!("{}", console.say(&words)))
}

/// An office over a store, with the calendar it has taken in.
pub fn office(store: Store, world: World, transport: Transport) -> anyhow::Result<Office> {
    let book = law::Book::built_in();
    let calendar = server::setup::calendar(&store, calendar::Calendar::built_in())?;
    let access = access::Access::built_in();
    let office = Office::new(store, access, &book, &calendar, world, transport);
    office.map_err(|problem| anyhow::anyhow!("{}", problem.reason()))
}

/// The threads that answer; what fails goes to the error stream.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr);
    // Set already where two offices run in one process: the first stays.
    let _ = log.with_max_level(tracing_subscriber::filter::LevelFilter::WARN).try_init();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime does not start")
}

/// How many connections are held at once: as many as asked for, as long as half the files this
/// process may open are left to the record.
pub fn patience(console: &Console, connections: Option<u32>) -> Patience {
    let wanted = connections.and_then(|most| usize::try_from(most).ok());
    let room = files_at_once().unwrap_or(usize::MAX) / 2;
    let connections = wanted.unwrap_or(MOST_CONNECTIONS).min(room.max(1));
    if wanted.is_some_and(|wanted| connections < wanted) && !console.json {
        let zh = format!("同时至多 {connections} 个连接：可打开文件数（ulimit -n）所限");
        let en = format!("at most {connections} connections at once: `ulimit -n` allows no more");
        console.line(console.pick(&zh, &en));
    }
    Patience { connections, ..Patience::default() }
}

/// The files this process may have open, where the system says so.
fn files_at_once() -> Option<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}

/// What is listened on, and how.
pub struct Open {
    /// Where.
    pub address: SocketAddr,
    /// What answers.
    pub router: Router,
    /// How much is borne.
    pub patience: Patience,
    /// TLS, where it is ended here.
    pub tls: Option<Arc<Tls>>,
}

/// Listens until the process is told to stop, then finishes what it is answering.
pub async fn listen(
    console: &Console,
    open: Open,
    ready: impl FnOnce(SocketAddr) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let Open { address, router, patience, tls } = open;
    let listener =
        TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    let bound = listener.local_addr()?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    if console.json {
        console.value(&json!({"listening": format!("{scheme}://{bound}")}))?;
    } else {
        let zh = format!("正在监听 {scheme}://{bound}，按 Ctrl-C 停止");
        let en = format!("listening on {scheme}://{bound}, Ctrl-C stops");
        console.line(console.pick(&zh, &en));
    }
    ready(bound)?;
    let served = server::listen_with(listener, router, patience, tls, told_to_stop()).await;
    served.context("serving failed")
}

/// Every hour, forgets what has had its time and scans what waits; every day, reads the record
/// through.
async fn keep_tidy(office: Shared) {
    let mut hours = tokio::time::interval(std::time::Duration::from_secs(3_600));
    for hour in 0_u64.. {
        hours.tick().await;
        if hour % 24 == 0 {
            let reader = office.reader().clone();
            let verified = tokio::task::spawn_blocking(move || reader.verify(None, |_| ())).await;
            if let Ok(Ok(verified)) = verified {
                let _ = server::evidence::note_verified(&office, verified.count).await;
            }
        }
        let _ = server::scan_waiting(&office).await;
        // What went wrong is in the log; the next hour tries again.
        let _ = office.forget_old().await;
    }
}

/// How often the key file is looked at.
const KEYS_EVERY: std::time::Duration = std::time::Duration::from_secs(20);

/// Follows the key file: what was turned to there is turned to here.
async fn follow_keys(console: Console, office: Shared, file: std::path::PathBuf) {
    let changed =
        |file: &std::path::Path| std::fs::metadata(file).and_then(|it| it.modified()).ok();
    let mut known = changed(&file);
    loop {
        tokio::time::sleep(KEYS_EVERY).await;
        let now = changed(&file);
        if now == known || now.is_none() {
            continue;
        }
        let (office, from) = (office.clone(), file.clone());
        let turned = tokio::task::spawn_blocking(move || -> anyhow::Result<u64> {
            Ok(office.rotate(root_keys::read(&console, &from)?)?)
        });
        match turned.await.map_err(anyhow::Error::from).and_then(|turned| turned) {
            Ok(count) => {
                known = now;
                tracing::warn!(count, "turned to the current key of the key file");
            }
            // It is tried again: the old keys open everything meanwhile.
            Err(error) => tracing::error!(%error, "the key file changed and was not taken"),
        }
    }
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
