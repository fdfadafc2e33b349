//! What the HTTP benches share: an office with its people, and a client with a connection that is
//! kept.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use access::Access;
use calendar::Calendar;
use jiff::Timestamp;
use law::Book;
use server::setup::{self, Person};
use server::{Office, Shared, Transport, World};
use store::desk::people::Organisation;
use store::{Options, Store};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Bytes that need not be secret, only different.
pub fn fill(bytes: &mut [u8]) {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut word = NEXT.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
    for chunk in bytes.chunks_mut(8) {
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9).wrapping_add(1);
        word ^= word >> 27;
        chunk.iter_mut().zip(word.to_le_bytes()).for_each(|(into, from)| *into = from);
    }
}

/// The machine's clock.
pub fn world() -> World {
    World::new(Timestamp::now, |bytes| {
        fill(bytes);
        Ok(())
    })
}

/// The keys of every folder here.
fn keys() -> Arc<seal::KeyRing> {
    let key = seal::Key::of_bytes(seal::Profile::International, &[7; 32]).unwrap();
    Arc::new(seal::KeyRing::new(key))
}

/// A fresh office in a folder.
pub fn found(dir: &Path) -> Store {
    let options = Options { random: Arc::new(fill), readers: 4, keys: keys() };
    let store = Store::create(dir, options).unwrap();
    let admin = Person { login: "admin", name: "admin", organisation: "office" };
    setup::found(&store, &world(), &Book::built_in(), "bench", &admin).unwrap();
    store
}

/// Enters an organisation.
pub fn house(store: &Store, id: &str, kind: &str, body: Option<&str>) {
    let organisation = Organisation {
        id: id.to_owned(),
        kind: kind.to_owned(),
        body: body.map(str::to_owned),
        name: id.to_owned(),
    };
    setup::add_organisation(store, &world(), organisation).unwrap();
}

/// Enters a person with a role; answers the account.
pub fn let_in(store: &Store, login: &str, organisation: &str, role: &str) -> String {
    let id = setup::add_person(store, &world(), &Person { login, name: login, organisation });
    setup::grant_role(store, &world(), login, role, None).unwrap();
    id.unwrap()
}

/// The office over a store.
pub fn opened(store: Store) -> Shared {
    let (book, calendar) = (Book::built_in(), Calendar::built_in());
    let access = Access::built_in();
    let office = Office::new(store, access, &book, &calendar, world(), Transport::Plain);
    Arc::new(office.map_err(|problem| problem.reason()).unwrap())
}

/// One client: a connection that is kept, and what it has read of it.
pub struct Client {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Client {
    /// Connects.
    pub async fn new(address: std::net::SocketAddr) -> Client {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Client { stream, read: Vec::with_capacity(64 * 1024) }
    }

    /// Sends a request and waits for its answer.
    pub async fn send(&mut self, request: &str) -> (u16, &[u8]) {
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.read.clear();
        loop {
            if let Some((status, body)) = self.whole() {
                return (status, &self.read[body..]);
            }
            assert_ne!(self.stream.read_buf(&mut self.read).await.unwrap(), 0, "closed");
        }
    }

    /// The answer, once all of it is there: status, and where its body begins.
    fn whole(&self) -> Option<(u16, usize)> {
        let head = self.read.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        let text = std::str::from_utf8(&self.read[..head]).unwrap();
        let status: u16 = text[9..12].parse().unwrap();
        let length = text.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length").then_some(value)
        });
        let length: usize = length.map_or(0, |length| length.parse().unwrap());
        self.read.get(head + 4..head + 4 + length).map(|_| (status, head + 4))
    }
}
