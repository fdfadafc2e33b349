//! `anshen init`.

use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use law::Book;
use seal::Profile;
use serde_json::json;
use server::setup::{self, Person};
use store::Store;

use super::{Folder, explain, keys, log_key, options, world};
use crate::console::{Answer, Console};
use crate::root_keys;

/// Arguments.
#[derive(Debug, Args)]
pub struct Init {
    #[command(flatten)]
    folder: Folder,
    /// 办公室名称 · The office's name
    #[arg(long, default_value = "网络安全审查办公室")]
    name: String,
    /// 首位管理员姓名 · The first administrator's name
    #[arg(long, default_value = "系统管理员")]
    admin: String,
    /// 首位管理员登录名 · The first administrator's login
    #[arg(long, default_value = "admin")]
    login: String,
    /// 密码算法：international（AES、SHA-256）或 chinese（SM4、SM3） · Algorithms that seal what is kept
    #[arg(long, value_enum, default_value_t = Algorithms::International)]
    profile: Algorithms,
    /// 服务地址，用于链接 · Where the office will be reached, for the link
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    #[command(flatten)]
    log: log_key::LogOptions,
}

/// Which algorithms seal what is kept.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Algorithms {
    /// AES-256-GCM.
    International,
    /// SM4-GCM.
    Chinese,
}

impl From<Algorithms> for Profile {
    fn from(algorithms: Algorithms) -> Profile {
        match algorithms {
            Algorithms::International => Profile::International,
            Algorithms::Chinese => Profile::Chinese,
        }
    }
}

/// Founds an office.
pub fn run(console: &Console, init: &Init) -> anyhow::Result<Answer> {
    let dir = &init.folder.data;
    let file = root_keys::file(dir);
    // A file that was made beforehand is taken as it is; nothing is ever written over it.
    let ring = match root_keys::at_hand(console, dir)? {
        Some(ring) => ring,
        None => Arc::new(root_keys::fresh(init.profile.into())),
    };
    let store = Store::create(dir, options(Arc::clone(&ring)));
    let store = store.map_err(|error| explain(console, dir, error))?;
    if !file.exists() && root_keys::at_hand(console, dir)?.is_none() {
        root_keys::write(&file, &ring)?;
    }
    let admin =
        Person { login: &init.login, name: &init.admin, organisation: setup::OFFICE_ORGANISATION };
    let world = world::machine();
    let link = setup::found(&store, &world, &Book::built_in(), &init.name, &admin)?;
    log_key::open(console, &store, &init.log)?;
    let url = init.url.trim_end_matches('/');
    let page = format!("{url}/link#{}", link.secret);
    if console.json {
        console.value(&json!({
            "data": dir, "name": init.name, "login": init.login, "link": page,
            "secret": link.secret, "ends_at": link.ends_at, "keys": file,
        }))?;
        return Ok(Answer::Yes);
    }
    let signing = keys::told(console, dir);
    let zh = said_in_chinese(init, &page, &file, &signing);
    let en = said_in_english(init, &page, &file, &signing);
    console.line(console.pick(&zh, &en));
    console.line(format!(
        "\n  curl -X POST {url}/api/v1/links -H 'Content-Type: application/json' \\\n    -d '{}'",
        json!({"secret": link.secret, "password": "…"})
    ));
    Ok(Answer::Yes)
}

fn said_in_chinese(init: &Init, page: &str, file: &Path, signing: &str) -> String {
    let file = file.display();
    let dir = init.folder.data.display();
    format!(
        "已设立“{}”，数据目录 {dir}。\n\
         管理员 {} 的一次性链接（72 小时内有效，用后作废，请勿转发）：\n  {page}\n\
         密钥文件 {file}：请另存副本于别处；没有它，数据与备份都打不开，备份也不含它。\n\
         {signing}\n启动：anshen serve --data {dir}\n然后设置密码（至少 12 个字符）：",
        init.name, init.login
    )
}

fn said_in_english(init: &Init, page: &str, file: &Path, signing: &str) -> String {
    let file = file.display();
    let dir = init.folder.data.display();
    format!(
        "founded \"{}\" in {dir}.\n\
         one-time link of the administrator {} (72 hours, used once, not to be passed on):\n  \
         {page}\n\
         key file {file}: keep a copy elsewhere. Without it neither data nor backups open, and \
         no backup holds it.\n\
         {signing}\n\
         start it: anshen serve --data {dir}\nthen set a password of at least 12 characters:",
        init.name, init.login
    )
}
