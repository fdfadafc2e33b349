//! Where the scanner for malware is: a socket of this machine or a port.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use server::{Conversation, Scanner, WhenAway};

/// How long is waited for a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the scanner may take over what it was sent.
const ANSWER: Duration = Duration::from_secs(300);
/// How long it may take none of what it is sent.
const TAKE: Duration = Duration::from_secs(30);

/// The scanner.
#[derive(Debug, Clone, Args)]
pub struct ScanWith {
    /// 恶意软件扫描服务（clamd 协议）：套接字的路径或“地址:端口”；默认不扫描 · A scanner for malware that
    /// speaks clamd's protocol: the path of its socket, or `address:port`; none by default
    #[arg(long, value_name = "SOCKET")]
    scanner: Option<String>,
    /// 扫描服务不可用时：拒收文件，或收下、注明未扫描并随后补扫 · While the scanner is away: take no file,
    /// or take it, marked as not scanned, and scan it later
    #[arg(long, value_enum, default_value_t = Away::Refuse, requires = "scanner")]
    scanner_away: Away,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Away {
    /// 拒收 · Take no file
    Refuse,
    /// 收下，随后补扫 · Take it and scan it later
    Wait,
}

impl ScanWith {
    /// The scanner, where one is named.
    pub fn scanner(&self) -> Option<Scanner> {
        let place = self.scanner.clone()?;
        let when_away = match self.scanner_away {
            Away::Refuse => WhenAway::Refuse,
            Away::Wait => WhenAway::Wait,
        };
        Some(Scanner::new(move || connect(&place), when_away))
    }
}

fn connect(place: &str) -> std::io::Result<Box<dyn Conversation>> {
    if place.starts_with('/') || place.starts_with('.') {
        let stream = UnixStream::connect(PathBuf::from(place))?;
        stream.set_read_timeout(Some(ANSWER))?;
        stream.set_write_timeout(Some(TAKE))?;
        return Ok(Box::new(stream));
    }
    let address = place.to_socket_addrs()?.next();
    let address = address.ok_or_else(|| std::io::Error::other("no such address"))?;
    let stream = TcpStream::connect_timeout(&address, CONNECT)?;
    stream.set_read_timeout(Some(ANSWER))?;
    stream.set_write_timeout(Some(TAKE))?;
    Ok(Box::new(stream))
}
