//! `anshen demo`: an office that has something to show.

mod cases;
mod people;
mod tour;

use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use anyhow::Context as _;
use calendar::Calendar;
use clap::Args;
use jiff::Timestamp;
use law::Book;
use review::Context;
use server::demo::MovableClock;
use server::setup::{self, Person};
use server::{Transport, World};
use store::Store;

use super::{keys, log_key, options, serve, world};
use crate::console::{Answer, Console};
use crate::root_keys;

/// The morning on which a demonstration begins: 23 November 2026, nine o'clock in Beijing.
const MORNING: &str = "2026-11-23T09:00:00+08:00";

/// Arguments.
#[derive(Debug, Args)]
pub struct Demo {
    /// 端口，0 为任一空闲端口 · The port; 0 takes any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// 数据目录；默认为新的临时目录 · The data folder; a new temporary one by default
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// 跑完导览即退出 · Run the tour, then stop
    #[arg(long)]
    tour_only: bool,
}

/// Runs a demonstration.
pub fn run(console: &Console, demo: &Demo) -> anyhow::Result<Answer> {
    let dir = match &demo.data {
        Some(dir) => dir.clone(),
        None => fresh_folder()?,
    };
    let start = MORNING.parse::<Timestamp>().context("the morning of the demonstration")?;
    let environment = dir.join("demo.env");
    let (store, clock) = if environment.exists() {
        let store = super::open(console, &dir)?;
        let last = store.last_recorded()?.unwrap_or(start);
        (store, MovableClock::new(world::now, last.max(start)))
    } else {
        let clock = MovableClock::new(world::now, start);
        (build(console, &dir, &clock)?, clock)
    };
    let shown = clock.clone();
    let world = World::new(move || shown.now(), world::chance).with_devices(world::now);
    let log = log_key::open(console, &store, &log_key::LogOptions::default())?;
    let office = keys::equipped(serve::office(store, world, Transport::Plain)?, log)?;
    // WHY: a port somebody else has must not spoil the tour.
    let port = if demo.tour_only { 0 } else { demo.port };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let office = serve::known_as(console, office, None, address)?;
    let router = server::demo::router(Arc::new(office), clock);
    let runtime = serve::runtime()?;
    if demo.tour_only {
        return runtime.block_on(tour_only(address, router, &environment, &dir));
    }
    let patience = serve::patience(console, None);
    let open = serve::Open { address, router, patience, tls: None };
    runtime.block_on(serve::listen(console, open, |bound| {
        write_place(&environment, &dir, bound)?;
        tell(console, &environment, bound)
    }))?;
    Ok(Answer::Yes)
}

fn fresh_folder() -> anyhow::Result<PathBuf> {
    let dir = std::env::temp_dir().join(format!("anshen-demo-{}", std::process::id()));
    Ok(dir)
}

/// Founds the office of the demonstration, lets its people in, brings its cases in.
fn build(console: &Console, dir: &Path, clock: &MovableClock) -> anyhow::Result<Store> {
    let told = console.pick("正在准备演示办公室……", "preparing the demonstration …");
    console.line(told);
    let ring = Arc::new(root_keys::fresh(seal::Profile::International));
    let store = Store::create(dir, options(Arc::clone(&ring)))?;
    root_keys::write(&root_keys::file(dir), &ring)?;
    let (book, calendar) = (Book::built_in(), Calendar::built_in());
    let context = Context::new(&book, &calendar);
    // The people of the demonstration are there before its first case, in 2017.
    let before = "2017-06-01T09:00:00+08:00".parse::<Timestamp>()?;
    let then = World::new(move || before, world::chance);
    let admin =
        Person {
            login: "admin", name: "系统管理员", organisation: setup::OFFICE_ORGANISATION
        };
    setup::found(&store, &then, &book, "网络安全审查办公室（演示）", &admin)?;
    let shown = clock.clone();
    let now = World::new(move || shown.now(), world::chance);
    let tokens = people::let_in(&store, &now)?;
    let acts = cases::bring_all_in(&store, &now, &context)?;
    write_tokens(&dir.join("demo.env"), &tokens)?;
    let zh = format!("已录入公开案例与虚构案例，共 {acts} 项行为");
    let en = format!("public and invented cases brought in, {acts} acts");
    console.line(console.pick(&zh, &en));
    Ok(store)
}

fn write_tokens(path: &Path, tokens: &BTreeMap<String, String>) -> anyhow::Result<()> {
    let lines: String = tokens.iter().map(|(login, token)| format!("{login}={token}\n")).collect();
    fs::write(path, lines).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Where the office is, behind the tokens that stay.
fn write_place(path: &Path, dir: &Path, bound: SocketAddr) -> anyhow::Result<()> {
    let text = fs::read_to_string(path)?;
    let stays = text
        .lines()
        .filter(|line| ["BASE=", "DATA=", "ANSHEN="].iter().all(|name| !line.starts_with(name)));
    let mut lines: String = stays.map(|line| format!("{line}\n")).collect();
    let program = std::env::current_exe()?;
    lines.push_str(&format!(
        "BASE='http://{bound}'\nDATA='{}'\nANSHEN='{}'\n",
        dir.display(),
        program.display()
    ));
    fs::write(path, lines).with_context(|| format!("cannot write `{}`", path.display()))
}

fn tell(console: &Console, environment: &Path, bound: SocketAddr) -> anyhow::Result<()> {
    let zh = format!("\n打开 http://{bound} ，以下列用户名登录，密码均为 {}：\n", people::PASSWORD);
    let en =
        format!("\nOpen http://{bound} and sign in; the password of all: {}\n", people::PASSWORD);
    console.line(console.pick(&zh, &en));
    for (login, zh, en) in people::SHOWN {
        console.line(format!("  {login:<12}{}", console.pick(zh, en)));
    }
    console.line(console.pick(TRY_ZH, TRY_EN));
    let zh = format!(
        "\n程序接口：http://{bound}/api/docs ，令牌在 {} ，可粘贴到 sh 的导览：\n",
        environment.display()
    );
    let en = format!(
        "\nFor programs: http://{bound}/api/docs, tokens in {}, and a tour for sh:\n",
        environment.display()
    );
    console.line(console.pick(&zh, &en));
    console.line(tour::script(&environment.display().to_string()));
    Ok(())
}

const TRY_ZH: &str = "
试一试（约十分钟）：
  1. party 新建申报，上传三份材料，提交；
  2. officer 声明无利益冲突，确定需要审查，再要求补充材料：期限随即暂停；
  3. party 提交补充材料：期限恢复计算，点开日期即见逐日计算单；
  4. officer 形成审查结论建议；miit 等单位回复；
  5. 用页面顶端的链接把日期向后拨，看期限变化；head 形成审查结论。";
const TRY_EN: &str = "
To try, in about ten minutes:
  1. party begins a filing, uploads three materials, hands it in;
  2. officer declares no conflict, opens the review, requests a supplement: the clock stops;
  3. party supplies it: the clock runs again, and each date opens its count sheet;
  4. officer proposes a conclusion; miit and the others reply;
  5. the link at the top moves the date on and limits follow; head concludes.";

/// Starts the office, runs the lines of the tour as printed, stops.
async fn tour_only(
    address: SocketAddr,
    router: server::Router,
    environment: &Path,
    dir: &Path,
) -> anyhow::Result<Answer> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    write_place(environment, dir, listener.local_addr()?)?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let patience = server::Patience::default();
    let serving = tokio::spawn(server::listen(listener, router, patience, async move {
        let _ = stopped.await;
    }));
    let script = tour::script(&environment.display().to_string());
    let toured =
        tokio::task::spawn_blocking(move || Command::new("sh").arg("-c").arg(script).status());
    let status = toured.await?.context("`sh` does not start")?;
    let _ = stop.send(());
    serving.await??;
    Ok(if status.success() { Answer::Yes } else { Answer::No })
}
