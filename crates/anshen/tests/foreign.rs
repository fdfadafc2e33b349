//! Signing in by a provider that others wrote: `oidc-provider` of npm on loopback, and the office
//! as a program.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails; it starts programs and waits for them"
)]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// The version that is installed; another is another provider.
const PROVIDER: &str = "oidc-provider@9.13.3";

const SCRIPT: &str = r#"
import { Provider } from 'oidc-provider';
const [port, back] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'anshen', client_secret: 's:cret', redirect_uris: [back],
    grant_types: ['authorization_code'], response_types: ['code'],
  }],
  pkce: { required: () => true },
  findAccount: (ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
"#;

/// Programs that end with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Where the provider is installed; `None`, said loudly, where it cannot be.
fn installed() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc-provider");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("provider.mjs"), SCRIPT).unwrap();
    if folder.join("node_modules/oidc-provider/package.json").is_file() {
        return Some(folder);
    }
    let installed = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", PROVIDER])
        .current_dir(&folder)
        .output();
    match installed {
        Ok(output) if output.status.success() => Some(folder),
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr);
            eprintln!("SKIPPED: npm does not install {PROVIDER}: {why}");
            None
        }
        Err(_) => {
            eprintln!("SKIPPED: no node and npm here (Debian: nodejs, npm)");
            None
        }
    }
}

fn anshen(arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_anshen"))
        .args(arguments)
        .args(["--json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

/// A browser without a face: keeps cookies, goes where it is sent.
struct Visitor {
    agent: ureq::Agent,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    fn new() -> Visitor {
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
        Visitor { agent: config.build().new_agent(), cookies: BTreeMap::new() }
    }

    /// Status, where it is sent on to, and the page.
    fn ask(&mut self, url: &str, form: Option<&str>) -> (u16, Option<String>, String) {
        let held = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let held = held.collect::<Vec<_>>().join("; ");
        let answer = match form {
            None => self.agent.get(url).header("cookie", held).call(),
            Some(form) => self
                .agent
                .post(url)
                .header("cookie", held)
                .content_type("application/x-www-form-urlencoded")
                .send(form),
        };
        let mut answer = answer.unwrap();
        for set in answer.headers().get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let on = answer.headers().get("location").map(|on| on.to_str().unwrap().to_owned());
        (answer.status().as_u16(), on, answer.body_mut().read_to_string().unwrap())
    }

    /// Goes on until there is a page.
    fn follow(&mut self, host: &str, from: &str) -> (String, String) {
        let mut at = from.to_owned();
        for _ in 0..10 {
            let (_, on, page) = self.ask(&at, None);
            match on {
                Some(on) if on.starts_with("http") => at = on,
                Some(on) => at = format!("{host}{on}"),
                None => return (at, page),
            }
        }
        panic!("sent in circles");
    }
}

#[test]
fn a_provider_that_others_wrote_lets_in_whom_a_head_has_bound() {
    let Some(folder) = installed() else {
        return;
    };
    let (port, provider) = (free_port(), free_port());
    let office = format!("http://localhost:{port}");
    let issuer = format!("http://127.0.0.1:{provider}");
    let mut node = Command::new("node")
        .arg("provider.mjs")
        .args([&provider.to_string(), &format!("{office}/sign-in/oidc/callback")])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Held to the end: the provider writes to it as it runs, and ends where nobody reads.
    let mut said = BufReader::new(node.stdout.take().unwrap()).lines();
    assert!(said.by_ref().map(Result::unwrap).any(|line| line == "ready"));
    let _node = Running(node);

    let data = tempfile::tempdir().unwrap();
    let place = data.path().join("office");
    let place = place.to_str().unwrap();
    anshen(&["init", "--data", place]);
    anshen(&["user", "add", "--data", place, "--login", "li", "--name", "李", "--role", "officer"]);
    anshen(&["user", "bind", "li", "--data", place, "--issuer", &issuer, "--subject", "li-7"]);
    let file = data.path().join("oidc.toml");
    let configured = format!(
        "[[provider]]\nid = \"unit\"\nname = \"统一身份\"\nissuer = \"{issuer}\"\n\
         client_id = \"anshen\"\nclient_secret = \"s:cret\"\n"
    );
    std::fs::write(&file, configured).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_anshen"))
        .args(["serve", "--data", place, "--json", "--listen", &format!("127.0.0.1:{port}")])
        .args(["--url", &office, "--oidc", file.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().contains("listening"));
    let _office = Running(child);

    for (login, comes_in) in [("li-7", true), ("stranger", false)] {
        visit(&office, &issuer, login, comes_in);
    }
}

/// There and back as the provider's own pages lead.
fn visit(office: &str, issuer: &str, login: &str, comes_in: bool) {
    let mut visitor = Visitor::new();
    let (_, on, _) = visitor.ask(&format!("{office}/sign-in/oidc/unit"), None);
    let (at, page) = visitor.follow(issuer, &on.unwrap());
    assert!(page.contains("name=\"login\""), "{page}");
    let (_, on, _) = visitor.ask(&at, Some(&format!("prompt=login&login={login}&password=any")));
    let (at, page) = visitor.follow(issuer, &on.unwrap());
    assert!(page.contains("value=\"consent\""), "{page}");
    let (_, on, _) = visitor.ask(&at, Some("prompt=consent"));
    let (status, on, page) = {
        // On to the provider's last word, which sends back to the office.
        let (_, on, _) = visitor.ask(&on.unwrap(), None);
        visitor.ask(&on.unwrap(), None)
    };
    let (_, _, me) = visitor.ask(&format!("{office}/api/v1/me"), None);
    let me: Value = serde_json::from_str(&me).unwrap();
    if comes_in {
        assert_eq!((status, on.as_deref()), (303, Some("/")), "{page}");
        assert_eq!(me["login"], "li");
    } else {
        assert_eq!(status, 409, "{page}");
        assert!(page.contains("stranger") && page.contains(issuer), "{page}");
        assert_eq!(me["reason"], "not-signed-in");
    }
}
