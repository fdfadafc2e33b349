//! The office as a program: founding it, serving it, the demonstration and its tour.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

fn anshen(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anshen"));
    command.args(arguments).env("LC_ALL", "en_US.UTF-8");
    command.output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = anshen(&[arguments, &["--json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// An office that runs; stopped when dropped.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(data: &str) -> Serving {
        let mut child = Command::new(env!("CARGO_BIN_EXE_anshen"))
            .args(["serve", "--data", data, "--listen", "127.0.0.1:0", "--json"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut told = BufReader::new(child.stdout.take().unwrap());
        told.read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let address = told["listening"].as_str().unwrap().strip_prefix("http://").unwrap();
        Serving { address: address.to_owned(), child }
    }

    /// A request over a connection of its own: status and body.
    fn send(&self, method: &str, path: &str, token: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n\
             {body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split_whitespace().nth(1).unwrap().parse().unwrap();
        (status, body.to_owned())
    }

    /// Asks it to stop as an operator would, and waits; whether it ended well.
    fn stop(mut self) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").arg(&id).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_paper_case_is_taken_in_by_whoever_may() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let data = text(&data);
    json(&["init", "--data", data]);
    json(&["user", "add", "--data", data, "--login", "li", "--name", "李", "--role", "officer"]);
    let page = folder.path().join("case.md");
    let case = "## Case\n\nLaw: measures-2022\n\n```docket\n\
                2024-03-04  party  files procurement\n```\n";
    std::fs::write(&page, case).unwrap();
    let import = |by: &str| anshen(&["docket", "import", text(&page), "--data", data, "--as", by]);
    for (by, told) in [("nobody", "there is no account"), ("admin", "may not take paper cases in")]
    {
        let refused = import(by);
        assert_eq!(refused.status.code(), Some(2), "{by}");
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains(told), "{said}");
    }
    let taken = import("li");
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
}

#[test]
fn who_is_locked_out_is_listed_and_let_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let data = text(&data);
    json(&["init", "--data", data]);
    let listed = json(&["user", "list", "--data", data]);
    assert_eq!(listed[0]["locked"], false);
    assert!(anshen(&["user", "unlock", "admin", "--data", data]).status.success());
    assert_eq!(anshen(&["user", "unlock", "nobody", "--data", data]).status.code(), Some(2));
    let grant = |role: &str, more: &[&str]| {
        let head = ["user", "grant", "--data", data, "--user", "admin", "--role", role];
        anshen(&[&head[..], more].concat()).status.code()
    };
    assert_eq!(grant("liaison", &[]), Some(2), "not of that house");
    assert_eq!(grant("auditor", &["--until", "2020-01-01"]), Some(2), "ended before it begins");
    let second = ["user", "organisation", "--data", data, "--id", "x", "--kind", "office"];
    let output = anshen(&[&second[..], &["--name", "x"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there is one of this kind"));
}

#[test]
fn a_text_of_law_is_put_on_the_shelf_and_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("office");
    let data = text(&data);
    json(&["init", "--data", data]);
    json(&["user", "add", "--data", data, "--login", "li", "--name", "李", "--role", "officer"]);
    let token = json(&["token", "create", "--data", data, "--user", "li"]);
    let secret = token["token"].as_str().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, secret).unwrap();
    let law = "试验办法\n第一条 甲。\n第二条 乙。\n".to_owned();
    let (good, bad) = (folder.path().join("办法.txt"), folder.path().join("bad.txt"));
    std::fs::write(&good, &law).unwrap();
    std::fs::write(&bad, law.replace("第二条", "第一条")).unwrap();
    let office = Serving::start(data);
    let address = format!("http://{}", office.address);
    let add = |file: &Path| {
        let ways = ["--office", &address, "--token-file", text(&token)];
        anshen(&[&["statute", "add", text(file)], ways.as_slice()].concat())
    };
    assert_eq!(add(&good).status.code(), Some(0));
    // The very same again, and what is no law: the answer is no.
    assert_eq!(add(&good).status.code(), Some(1));
    assert_eq!(add(&bad).status.code(), Some(1));
    assert!(office.stop());
    let office = Serving::start(data);
    let told = json(&["statute", "list", "--office", &format!("http://{}", office.address)]);
    let [one] = told.as_array().unwrap().as_slice() else { panic!("{told}") };
    assert_eq!((&one["title"], &one["name"]), (&"试验办法".into(), &"办法.txt".into()));
    let id = one["id"].as_str().unwrap();
    let (status, body) = office.send("GET", &format!("/api/v1/law/texts/{id}"), secret, "");
    assert_eq!(status, 200, "{body}");
    assert!(office.stop());
    let verified = json(&["ledger", "verify", "--data", data]);
    assert_eq!(verified["files"], 1, "{verified}");
}

#[test]
fn an_empty_folder_says_how_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    let output = anshen(&["serve", "--data", text(folder.path())]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("anshen init --data"), "{told}");
}

#[test]
fn only_a_proxy_with_tls_lets_others_in() {
    let folder = tempfile::tempdir().unwrap();
    let output = anshen(&["serve", "--data", text(folder.path()), "--listen", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--behind-tls"));
}

#[test]
fn an_account_that_does_not_fit_is_not_made_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = text(&data);
    json(&["init", "--data", data]);
    let add = ["user", "add", "--data", data, "--login", "li", "--name", "李"];
    for (more, lang, says) in [
        (["--role", "offcer"], "zh", "没有 `offcer`；有："),
        (["--role", "provider"], "zh", "错误: 该单位的人不能担任此角色\n"),
        (["--role", "provider"], "en", "error: nobody of that organisation can hold this role\n"),
        (["--organisation", "nobody"], "zh", "没有 `nobody`"),
    ] {
        let output = anshen(&[&add[..], &more, &["--role", "officer", "--lang", lang]].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(says), "{told}");
    }
    let known = json(&["user", "list", "--data", data]);
    assert_eq!(known.as_array().unwrap().len(), 1, "the administrator alone: {known}");
    json(&[&add[..], &["--role", "officer"]].concat());
    let again = anshen(&[&add[..], &["--lang", "zh"]].concat());
    assert_eq!(String::from_utf8(again.stderr).unwrap(), "错误: `li` 已经有了\n");
}

#[test]
fn an_office_is_founded_entered_and_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = text(&data);
    let founded = json(&["init", "--data", data, "--name", "Office", "--admin", "Wang"]);
    let again = anshen(&["init", "--data", data]);
    assert_eq!(again.status.code(), Some(2));
    let user = ["user", "add", "--data", data, "--login", "li", "--name", "Li"];
    json(&[&user[..], &["--role", "officer"]].concat());
    let token = json(&["token", "create", "--data", data, "--user", "li"]);
    let token = token["token"].as_str().unwrap();
    let serving = Serving::start(data);
    assert_eq!(serving.send("GET", "/healthz", token, "").0, 200);
    // Whoever stops at the folder is told both ways out.
    for (command, route) in [
        (["token", "create", "--user", "li"], "POST /api/v1/tokens"),
        (["user", "link", "--user", "li"], "POST /api/v1/accounts/{id}/link"),
    ] {
        let output = anshen(&[&command[..], &["--data", data]].concat());
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8(output.stderr).unwrap();
        let ways = ["is running", "Stop `anshen serve`", route];
        assert!(ways.iter().all(|way| told.contains(way)), "{told}");
    }
    let (status, me) = serving.send("GET", "/api/v1/me", token, "");
    assert_eq!(status, 200);
    let me: Value = serde_json::from_str(&me).unwrap();
    assert_eq!((me["login"].as_str(), me["roles"][0].as_str()), (Some("li"), Some("officer")));
    let secret = founded["secret"].as_str().unwrap();
    let link = format!(r#"{{"secret":"{secret}","password":"a good long password"}}"#);
    let mut answers = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(&serving.address).unwrap();
        let request = format!(
            "POST /api/v1/links HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{link}",
            link.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answers.push(answer.split_whitespace().nth(1).unwrap().to_owned());
    }
    assert_eq!(answers, ["201", "422"]);
    let output = anshen(&["token", "create", "--data", data, "--user", "li"]);
    assert_eq!(output.status.code(), Some(2));
    // Where an office runs, the way out is named: to stop it, or the route that does the same.
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("anshen serve") && told.contains("/api/v1/tokens"), "{told}");
    // Reading needs no lock: accounts can be listed while the office runs.
    let users = json(&["user", "list", "--data", data]);
    assert_eq!(users.as_array().unwrap().len(), 2);
    assert!(serving.stop(), "it does not end well when it is told to stop");
}

#[test]
fn the_tour_is_walked_by_the_very_lines_it_prints() {
    let there = Command::new("curl").arg("--version").output().is_ok();
    if !there {
        eprintln!("SKIPPED the tour: no `curl` on this machine");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let output = anshen(&["demo", "--tour-only", "--data", text(&data)]);
    let told = String::from_utf8(output.stdout).unwrap();
    let faults = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}\n{faults}");
    assert!(told.contains("\"conclusion\":\"pass\""), "{told}");
    assert!(told.contains("```docket"), "{told}");
    let verified = json(&["ledger", "verify", "--data", text(&data)]);
    // The founding, what the pages bring in, the 20 acts of the tour.
    assert_eq!(verified["sound"], true);
    assert!(80 < verified["size"].as_u64().unwrap(), "{verified}");
    let again = anshen(&["demo", "--tour-only", "--data", text(&data)]);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stdout));
}
