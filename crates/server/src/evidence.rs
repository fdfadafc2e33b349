//! What an examiner of the classified protection (等保, GB/T 22239-2019, third level) or of the use
//! of cryptography (密评, GB/T 39786-2021) asks first, answered by looking: control, probe, result.
//! What was not looked at is told as such, never as good.

mod people;

use jiff::{SignedDuration, Timestamp};
use law::Words;
use serde_json::{Value, json};
use store::desk;
use store::desk::looked::{self, Scan};

use crate::office::{Office, Transport};
use crate::problem::{Problem, both};
use crate::world::beijing;

/// A verification of the record older than this proves nothing any more.
const VERIFIED_WITHIN: SignedDuration = SignedDuration::from_hours(48);
/// A backup older than this is none to rely on.
const BACKED_UP_WITHIN: SignedDuration = SignedDuration::from_hours(48);
/// Where the last verification of the record is noted.
const VERIFIED: &str = "evidence.verified";

/// What only the machine knows. `None`: it was not, or could not be, looked at.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// Whether the data folder is open to its owner alone.
    pub folder_private: Option<bool>,
    /// Whether the private key of TLS is open to its owner alone.
    pub key_private: Option<bool>,
    /// Whether the clock follows another (NTP).
    pub clock_follows: Option<bool>,
    /// When the last backup was made.
    pub backed_up_at: Option<Timestamp>,
    /// Until when the certificate of TLS holds.
    pub certificate_until: Option<Timestamp>,
}

type Look = Box<dyn Fn() -> Machine + Send + Sync>;

/// Looks at the machine whenever somebody asks.
#[derive(Default)]
pub struct Eye(Option<Look>);

impl Eye {
    /// One that looks so.
    pub fn new(look: impl Fn() -> Machine + Send + Sync + 'static) -> Eye {
        Eye(Some(Box::new(look)))
    }

    fn look(&self) -> Machine {
        self.0.as_ref().map(|look| look()).unwrap_or_default()
    }
}

/// What a probe found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// As it should be.
    Good,
    /// Not as it should be.
    Poor,
    /// It was once, too long ago to count.
    Stale,
    /// Nobody looked, or nothing could be seen.
    Unknown,
}

impl Found {
    /// Every word for it.
    pub const WORDS: &'static [&'static str] = &["good", "poor", "stale", "unknown"];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Found::Good => "good",
            Found::Poor => "poor",
            Found::Stale => "stale",
            Found::Unknown => "unknown",
        }
    }

    fn of(seen: Option<bool>) -> Found {
        match seen {
            Some(true) => Found::Good,
            Some(false) => Found::Poor,
            None => Found::Unknown,
        }
    }
}

/// A control and what was found.
pub struct Probe {
    /// Its stable name.
    pub id: &'static str,
    /// The clause of GB/T 22239-2019 that asks for it.
    pub protection: &'static str,
    /// The chapter of GB/T 39786-2021, where cryptography is asked for.
    pub cryptography: Option<&'static str>,
    /// What is asked.
    pub control: Words,
    /// How it stands.
    pub found: Found,
    /// What was seen.
    pub seen: Words,
}

impl Probe {
    fn tell(&self) -> Value {
        json!({"id": self.id, "protection": self.protection, "cryptography": self.cryptography,
               "control": both(&self.control), "found": self.found.word(),
               "seen": both(&self.seen)})
    }
}

const NETWORK: &str = "8.2";
const APPLICATION: &str = "8.4";

/// Looks at everything.
///
/// # Errors
/// The record cannot be read.
pub fn probes(office: &Office) -> Result<Vec<Probe>, Problem> {
    let machine = office.eye.look();
    let now = office.world.now();
    let mut probes = vec![transport(office, &machine), certificate(office, &machine, now)];
    probes.push(requests(office));
    probes.extend(people::probes(office, beijing(now).0)?);
    probes.push(record(office, now)?);
    probes.push(malware(office)?);
    probes.extend(of_machine(&machine, now));
    Ok(probes)
}

/// The probes in JSON.
pub fn tell(probes: &[Probe], now: Timestamp) -> Value {
    json!({"at": now, "probes": probes.iter().map(Probe::tell).collect::<Vec<Value>>()})
}

fn transport(office: &Office, machine: &Machine) -> Probe {
    let (found, seen) = match office.transport {
        Transport::Tls => (
            Found::Good,
            Words::new(
                "经 TLS 提供服务，Cookie 带 Secure 与 __Host-，页面要求 HSTS",
                "served through TLS; cookies are Secure and __Host-, HSTS is asked for",
            ),
        ),
        Transport::Plain => (
            Found::Poor,
            Words::new("未经 TLS：仅监听本机回环地址", "no TLS: loopback of this machine alone"),
        ),
    };
    let key = match machine.key_private {
        Some(true) => Words::new("；私钥仅其所有者可读", "; the private key is its owner's alone"),
        Some(false) => Words::new("；私钥可为他人读取", "; others can read the private key"),
        None => Words::new("", ""),
    };
    Probe {
        id: "transport",
        protection: "8.1.2.2",
        cryptography: Some(NETWORK),
        control: Words::new("通信传输：完整性与保密性", "Communication: integrity and secrecy"),
        found: if machine.key_private == Some(false) { Found::Poor } else { found },
        seen: Words::new(seen.zh + &key.zh, seen.en + &key.en),
    }
}

fn certificate(office: &Office, machine: &Machine, now: Timestamp) -> Probe {
    let soon = SignedDuration::from_hours(14 * 24);
    let (found, seen) = match (office.transport, machine.certificate_until) {
        (Transport::Plain | Transport::Tls, None) => {
            (Found::Unknown, Words::new("本程序未持有证书", "this program holds no certificate"))
        }
        (Transport::Plain | Transport::Tls, Some(until)) => {
            let left = until.duration_since(now);
            let found = if left < SignedDuration::ZERO {
                Found::Poor
            } else if left < soon {
                Found::Stale
            } else {
                Found::Good
            };
            let day = beijing(until).0;
            (found, Words::new(format!("有效期至 {day}"), format!("holds until {day}")))
        }
    };
    Probe {
        id: "certificate",
        protection: "8.1.2.2",
        cryptography: Some(NETWORK),
        control: Words::new("服务器证书在有效期内", "The server's certificate holds"),
        found,
        seen,
    }
}

fn requests(office: &Office) -> Probe {
    let bounded = office.gates.bounds_strangers();
    Probe {
        id: "rate-limits",
        protection: "8.1.3.3",
        cryptography: None,
        control: Words::new("入侵防范：限制请求频度", "Intrusion: how often one may ask"),
        found: Found::of(Some(bounded)),
        seen: if bounded {
            Words::new(
                "登录、一次性链接、提交和未登录者的请求按账户与地址限制频度",
                "sign-ins, one-time links, filings and requests of strangers are bounded by \
                 account and address",
            )
        } else {
            Words::new("未登录者的请求不受限制", "requests of strangers are not bounded")
        },
    }
}

/// Notes that the record was read through, and what was found.
pub async fn note_verified(office: &Office, faults: u64) -> Result<(), Problem> {
    let noted = json!({"at": office.world.now(), "faults": faults}).to_string();
    office.write(move |conn| desk::people::set(conn, VERIFIED, &noted)).await
}

fn record(office: &Office, now: Timestamp) -> Result<Probe, Problem> {
    let noted = office.read(|conn| desk::people::setting(conn, VERIFIED))?;
    let noted: Option<Value> = noted.and_then(|text| serde_json::from_str(&text).ok());
    let at = noted.as_ref().and_then(|noted| noted.get("at")?.as_str()?.parse().ok());
    let faults = noted.as_ref().and_then(|noted| noted.get("faults")?.as_u64());
    let (found, seen) = match (at, faults) {
        (Some(at), Some(0)) => (fresh(now, at, VERIFIED_WITHIN), instant(at, "核对", "verified")),
        (Some(at), Some(faults)) => {
            let told = instant(at, "核对", "verified");
            let zh = format!("{}，发现 {faults} 处不符", told.zh);
            (Found::Poor, Words::new(zh, format!("{}, {faults} fault(s)", told.en)))
        }
        (_, _) => (Found::Unknown, Words::new("尚未核对", "not verified so far")),
    };
    Ok(Probe {
        id: "record",
        protection: "8.1.4.7",
        cryptography: Some(APPLICATION),
        control: Words::new(
            "数据完整性：全部记录与哈希树核对一致",
            "Integrity: the whole record agrees with its tree of hashes",
        ),
        found,
        seen,
    })
}

fn malware(office: &Office) -> Result<Probe, Problem> {
    let (waiting, infected) = office.read(|conn| {
        let found = Scan::Found(String::new());
        Ok((looked::count(conn, &Scan::Waiting)?, looked::count(conn, &found)?))
    })?;
    let answers = office.scanner.as_ref().map(crate::scanner::Scanner::answers);
    let found = match answers {
        Some(true) if waiting == 0 && infected == 0 => Found::Good,
        Some(_) | None => Found::Poor,
    };
    let scanner = match answers {
        None => Words::new("未配置扫描服务", "no scanner is configured"),
        Some(true) => Words::new("扫描服务应答正常", "the scanner answers"),
        Some(false) => Words::new("扫描服务不应答", "the scanner does not answer"),
    };
    Ok(Probe {
        id: "malware",
        protection: "8.1.4.5",
        cryptography: None,
        control: Words::new("恶意代码防范：上传文件的扫描", "Malware: uploads are scanned"),
        found,
        seen: Words::new(
            format!("{}；待扫描 {waiting} 份，有发现 {infected} 份", scanner.zh),
            format!("{}; {waiting} file(s) wait, {infected} with findings", scanner.en),
        ),
    })
}

fn of_machine(machine: &Machine, now: Timestamp) -> Vec<Probe> {
    let told = |seen: Option<bool>, yes: (&str, &str), no: (&str, &str)| match seen {
        Some(true) => Words::new(yes.0, yes.1),
        Some(false) => Words::new(no.0, no.1),
        None => Words::new("未能查看", "could not be seen"),
    };
    let backup = machine.backed_up_at;
    vec![
        Probe {
            id: "folder",
            protection: "8.1.4.2",
            cryptography: None,
            control: Words::new("访问控制：数据目录的权限", "Access: the mode of the data folder"),
            found: Found::of(machine.folder_private),
            seen: told(
                machine.folder_private,
                ("仅其所有者可进入", "its owner's alone"),
                ("可为他人进入", "open to others"),
            ),
        },
        Probe {
            id: "clock",
            protection: "8.1.4.3",
            cryptography: None,
            control: Words::new("安全审计：时钟同步", "Audit: the clock follows another"),
            found: Found::of(machine.clock_follows),
            seen: told(
                machine.clock_follows,
                ("系统时钟已同步", "the machine's clock is synchronised"),
                ("系统时钟未同步", "the machine's clock is not synchronised"),
            ),
        },
        Probe {
            id: "backup",
            protection: "8.1.4.9",
            cryptography: None,
            control: Words::new("数据备份恢复：最近一次备份", "Backup: the last one"),
            found: backup.map_or(Found::Unknown, |at| fresh(now, at, BACKED_UP_WITHIN)),
            seen: backup.map_or(Words::new("没有已知的备份", "no backup is known"), |at| {
                instant(at, "备份", "backed up")
            }),
        },
    ]
}

fn fresh(now: Timestamp, at: Timestamp, within: SignedDuration) -> Found {
    if now.duration_since(at) <= within { Found::Good } else { Found::Stale }
}

fn instant(at: Timestamp, zh: &str, en: &str) -> Words {
    let (day, time) = beijing(at);
    let time = time.strftime("%H:%M");
    Words::new(format!("{day} {time} {zh}"), format!("{en} on {day} at {time} (Beijing)"))
}
