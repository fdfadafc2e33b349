//! `anshen init`.

use clap::Args;
use law::Book;
use serde_json::json;
use server::setup::{self, Person};
use store::Store;

use super::{Folder, explain, keys, log_key, options, world};
use crate::console::{Answer, Console};

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
    /// 服务地址，用于链接 · Where the office will be reached, for the link
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    #[command(flatten)]
    log: log_key::LogOptions,
}

/// Founds an office.
pub fn run(console: &Console, init: &Init) -> anyhow::Result<Answer> {
    let dir = &init.folder.data;
    let store = Store::create(dir, options()).map_err(|error| explain(console, dir, error))?;
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
            "secret": link.secret, "ends_at": link.ends_at,
        }))?;
        return Ok(Answer::Yes);
    }
    let (zh, en) = (said_in_chinese(init, &page), said_in_english(init, &page));
    console.line(console.pick(&zh, &en));
    console.line(keys::told(console, dir));
    console.line(format!(
        "\n  curl -X POST {url}/api/v1/links -H 'Content-Type: application/json' \\\n    -d '{}'",
        json!({"secret": link.secret, "password": "…"})
    ));
    Ok(Answer::Yes)
}

fn said_in_chinese(init: &Init, page: &str) -> String {
    let dir = init.folder.data.display();
    format!(
        "已设立“{}”，数据目录 {dir}。\n\
         管理员 {} 的一次性链接（72 小时内有效，用后作废，请勿转发）：\n  {page}\n\
         启动：anshen serve --data {dir}\n然后设置密码（至少 12 个字符）：",
        init.name, init.login
    )
}

fn said_in_english(init: &Init, page: &str) -> String {
    let dir = init.folder.data.display();
    format!(
        "founded \"{}\" in {dir}.\n\
         one-time link of the administrator {} (72 hours, used once, not to be passed on):\n  \
         {page}\n\
         start it: anshen serve --data {dir}\nthen set a password of at least 12 characters:",
        init.name, init.login
    )
}
