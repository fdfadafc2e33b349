//! An office that runs: its record, its laws and calendar, who may come in. Made once, shared by
//! all requests.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use access::Access;
use calendar::Calendar;
use jiff::SignedDuration;
use law::Book;
use review::Context;
use store::desk::{Connection, door, emergency, paper, people};
use store::{BlobStore, Reader, Store};

use crate::charts::Charts;
use crate::credential::Keyring;
use crate::desk::Dockets;
use crate::destructions::Destructions;
use crate::emergencies::Emergencies;
use crate::entrance::Entrance;
use crate::evidence::Eye;
use crate::hashing::Hashing;
use crate::library::Library;
use crate::log::Log;
use crate::movements::Movements;
use crate::oidc::Providers;
use crate::passkey::Site;
use crate::problem::Problem;
use crate::readings::Readings;
use crate::scanner::Scanner;
use crate::sealed_opinions::SealedOpinions;
use crate::seals::Seals;
use crate::tickets::Tickets;
use crate::traffic::{Gates, Traffic};
use crate::vault::Vault;
use crate::world::{World, beijing};

/// How long a request sent again under its key is answered as it was.
const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An office, shared.
pub type Shared = Arc<Office>;

/// How the office is reached, for cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Through TLS, ended before us.
    Tls,
    /// Plainly, on loopback.
    Plain,
}

/// An office that runs.
pub struct Office {
    /// Who may do what.
    pub access: Access,
    /// The time and chance.
    pub world: World,
    /// Who is signed in.
    pub keyring: Keyring,
    /// How much anybody may ask.
    pub gates: Gates,
    /// Where passwords are hashed.
    pub hashing: Hashing,
    /// What people have half done to come in.
    pub tickets: Tickets,
    /// Where people's secrets are kept.
    pub vault: Vault,
    /// The address browsers know the office by; without one there are no passkeys.
    pub site: Option<Site>,
    /// Providers by whose word people come in.
    pub providers: Option<Providers>,
    /// Proxies whose word on certificates is taken.
    pub certificate_proxies: Vec<std::net::IpAddr>,
    /// Dockets in memory.
    pub dockets: Dockets,
    /// What holiday notices moved.
    pub movements: Movements,
    /// What was destroyed.
    pub destructions: Destructions,
    /// What was read lately.
    pub readings: Readings,
    /// Who reads in an emergency.
    pub emergencies: Emergencies,
    /// Procedures as they were drawn.
    pub charts: Charts,
    /// The shelf of texts of law.
    pub library: Library,
    /// Whether written opinions are sealed.
    pub opinions: SealedOpinions,
    /// How it is reached.
    pub transport: Transport,
    /// Looks at the machine.
    pub eye: Eye,
    /// Who looks for malware in what comes; nobody where none was named.
    pub scanner: Option<Scanner>,
    /// Held by every act while it is decided and written, and alone by whoever changes the
    /// calendar: no limit is computed by one calendar and listed beside those of another.
    pub turn: tokio::sync::RwLock<()>,
    /// What it signs with, where it has keys.
    pub(crate) seals: Option<Seals>,
    /// Whether receipts are to be stamped by an authority of time.
    pub(crate) stamps: bool,
    /// What signs the heads of the log, where there are keys.
    pub(crate) log: Option<Log>,
    store: Store,
    reader: Reader,
    context: RwLock<Arc<Context>>,
    calendar: RwLock<Calendar>,
    entrance: RwLock<Arc<Entrance>>,
    /// Names of organisations looked up so far: one that was entered keeps its name.
    house_names: RwLock<HashMap<String, Arc<str>>>,
}

impl Office {
    /// An office over a store, with the laws, the calendar and the policies given.
    pub fn new(
        store: Store,
        access: Access,
        book: &Book,
        calendar: &Calendar,
        world: World,
        transport: Transport,
    ) -> Result<Office, Problem> {
        let reader = Reader::clone(&store);
        let last = reader.last_recorded().map_err(|error| Problem::broken(&error))?;
        let now = world.now();
        let running = reader.desk(|conn| emergency::running(conn, now));
        let running = running.map_err(|error| broken(&error))?;
        let opinions = reader.desk(SealedOpinions::read).map_err(|error| broken(&error))?;
        let entrance = reader.desk(Entrance::read).map_err(|error| broken(&error))?;
        Ok(Office {
            tickets: Tickets::default(),
            vault: Vault::new(*store.house_key()),
            site: None,
            providers: None,
            certificate_proxies: Vec::new(),
            entrance: RwLock::new(Arc::new(entrance)),
            access,
            world,
            keyring: Keyring::default(),
            gates: Gates::new(Traffic::default()),
            hashing: Hashing::default(),
            dockets: Dockets::new(last),
            movements: Movements::default(),
            destructions: Destructions::default(),
            readings: Readings::default(),
            emergencies: Emergencies::new(running),
            charts: Charts::default(),
            library: Library::default(),
            opinions,
            transport,
            eye: Eye::default(),
            scanner: None,
            turn: tokio::sync::RwLock::default(),
            seals: None,
            stamps: false,
            log: None,
            store,
            reader,
            context: RwLock::new(Arc::new(Context::new(book, calendar))),
            calendar: RwLock::new(calendar.clone()),
            house_names: RwLock::default(),
        })
    }

    /// The same with limits of its own.
    pub fn with_traffic(self, traffic: Traffic) -> Office {
        Office { gates: Gates::new(traffic), ..self }
    }

    /// The same with keys that sign the heads of its log.
    pub fn with_log(self, keys: impl Into<Arc<seal::log::LogKeys>>) -> Office {
        Office { log: Some(Log::new(keys.into())), ..self }
    }

    /// The same with keys to sign receipts with.
    pub fn with_seals(self, seals: Seals) -> Office {
        Office { seals: Some(seals), ..self }
    }

    /// The same, whose receipts are to be stamped by an authority of time.
    pub fn with_stamps(self) -> Office {
        Office { stamps: true, ..self }
    }

    /// The same, reached otherwise.
    pub fn with_transport(self, transport: Transport) -> Office {
        Office { transport, ..self }
    }

    /// The same with somebody who looks at the machine.
    pub fn with_eye(self, eye: Eye) -> Office {
        Office { eye, ..self }
    }

    /// The same with a scanner for malware.
    pub fn with_scanner(self, scanner: Option<Scanner>) -> Office {
        Office { scanner, ..self }
    }

    /// The same under an address of its own, `https://office.example`.
    ///
    /// # Errors
    /// The address is none that browsers hold passkeys to.
    pub fn at(self, url: &str) -> Result<Office, law::Words> {
        let site = Some(Site::new(url)?);
        Ok(Office { site, ..self })
    }

    /// The same with providers by whose word people come in.
    pub fn with_providers(self, providers: Providers) -> Office {
        Office { providers: Some(providers), ..self }
    }

    /// The same behind proxies that end TLS and tell of certificates (RFC 9440).
    pub fn with_certificates_from(self, certificate_proxies: Vec<std::net::IpAddr>) -> Office {
        Office { certificate_proxies, ..self }
    }

    /// How people come in, as it is set.
    pub fn entrance(&self) -> Arc<Entrance> {
        self.entrance.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Goes on with another way in.
    pub fn take_entrance(&self, entrance: Entrance) {
        *self.entrance.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(entrance);
        self.keyring.forget();
    }

    /// The laws and the calendar as they are known now.
    pub fn context(&self) -> Arc<Context> {
        match self.context.read() {
            Ok(context) => context.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// The calendar as it is known now.
    pub fn calendar(&self) -> Calendar {
        match self.calendar.read() {
            Ok(calendar) => calendar.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// What an organisation is called, where it is known here.
    pub fn house_name(&self, id: &str) -> Option<Arc<str>> {
        let known =
            self.house_names.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        if known.is_some() {
            return known;
        }
        let house = self.read(|conn| people::organisation(conn, id)).ok().flatten()?;
        let name: Arc<str> = house.name.into();
        let mut names = self.house_names.write().unwrap_or_else(PoisonError::into_inner);
        names.insert(id.to_owned(), name.clone());
        Some(name)
    }

    /// The same laws with another calendar.
    pub fn context_with(&self, calendar: &Calendar) -> Context {
        Context::new(self.context().book(), calendar)
    }

    /// Goes on with another calendar.
    pub fn take_calendar(&self, calendar: &Calendar) {
        let next = Arc::new(self.context_with(calendar));
        match self.calendar.write() {
            Ok(mut known) => *known = calendar.clone(),
            Err(poisoned) => *poisoned.into_inner() = calendar.clone(),
        }
        match self.context.write() {
            Ok(mut context) => *context = next,
            Err(poisoned) => *poisoned.into_inner() = next,
        }
    }

    /// Forgets what has had its time: ended credentials, answers kept for requests sent again.
    pub async fn forget_old(&self) -> Result<(), Problem> {
        let now = self.world.now();
        let before = now.saturating_sub(ANSWERS_KEPT).unwrap_or(now);
        let today = beijing(now).0.to_string();
        self.write(move |conn| {
            door::forget_ended(conn, now)?;
            people::end_leavers(conn, &today)?;
            paper::forget_answered(conn, before)
        })
        .await?;
        let forgotten = self.store.forget_keys(before);
        forgotten.map(|_| ()).map_err(|error| broken(&error))
    }

    /// The record, to append to.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The record, to read.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The documents of a filing or a docket.
    pub fn blobs(&self, scope: &str) -> Result<BlobStore, Problem> {
        self.reader.blobs(scope).map_err(|error| broken(&error))
    }

    /// Reads what the office keeps beside its record.
    pub fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, store::Error>,
    ) -> Result<T, Problem> {
        self.reader.desk(query).map_err(|error| broken(&error))
    }

    /// Changes what the office keeps beside its record; answers when the change is on disk.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl Fn(&Connection) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Problem> {
        let (tell, told) = tokio::sync::oneshot::channel();
        self.store.desk_then(change, move |outcome| {
            // Whoever asked may have gone away; what was written stays.
            let _ = tell.send(outcome);
        });
        match told.await {
            Ok(outcome) => outcome.map_err(|error| broken(&error)),
            Err(gone) => Err(Problem::broken(&gone)),
        }
    }

    /// Turns to other root keys; answers how many keys were wrapped anew. Blocks: it may take
    /// seconds, while everybody goes on.
    pub fn rotate(&self, keys: Arc<seal::KeyRing>) -> Result<u64, store::Error> {
        self.store.rotate(keys)
    }

    /// Appends to the record; answers when the entries are on disk.
    pub async fn append(
        &self,
        append: store::Append,
    ) -> Result<Result<store::Receipt, store::AppendError>, Problem> {
        let (tell, told) = tokio::sync::oneshot::channel();
        self.store.append(append, move |outcome| {
            let _ = tell.send(outcome);
        });
        told.await.map_err(|gone| Problem::broken(&gone))
    }
}

/// The problem of a store that failed; one that is only busy says so.
pub fn broken(error: &store::Error) -> Problem {
    if matches!(error, store::Error::Busy) {
        return Problem::too_many(1);
    }
    if let store::Error::Destroyed(_) = error {
        return Problem::destroyed();
    }
    if let store::Error::Overtaken(what) = error {
        return Problem::overtaken(what);
    }
    Problem::broken(error)
}
