//! Dockets in memory: read from the record once, kept while they are asked for.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use access::DocketId;
use jiff::Timestamp;
use jiff::civil::Date;
use review::docket::{Consequence, trace};
use review::{Context, Entry, Review, Summary};
use store::desk::door;
use store::{Stored, StreamId};

use super::case::{Beside, Case, Payload};
use super::standing;
use crate::office::Office;
use crate::problem::Problem;

/// Dockets kept; beyond them the half that was asked for longest ago is let go.
const MOST_KEPT: usize = 20_000;

/// A docket as the record tells it.
#[derive(Debug, Clone)]
pub struct Docket {
    /// Its id.
    pub id: DocketId,
    /// What it is about.
    pub case: Arc<Case>,
    /// The review.
    pub review: Review,
    /// The review in one look, as of the day of its last entry.
    pub summary: Arc<Summary>,
    /// What access needs to know of it.
    pub standing: Arc<access::Review>,
    /// What stands beside each entry.
    pub beside: Vec<Arc<Beside>>,
    /// What followed from each entry, once somebody asked.
    traced: Arc<OnceLock<Traced>>,
}

/// What followed from each entry.
type Traced = Vec<Vec<Consequence>>;

impl Docket {
    /// Reads a docket from the lines of its stream; `None` where they open none.
    pub fn read(context: &Context, id: &DocketId, lines: &[Stored]) -> Option<Docket> {
        let read = |line: &Stored| serde_json::from_str::<Payload>(&line.payload).ok();
        let payloads: Option<Vec<Payload>> = lines.iter().map(read).collect();
        let mut payloads = payloads?;
        let case = payloads.first_mut()?.case.take()?;
        let review = Review::read(payloads.iter().map(|payload| &payload.entry))?;
        let beside = payloads.into_iter().map(|payload| Arc::new(payload.beside)).collect();
        Some(Docket::of(context, id, case, review, beside))
    }

    /// A docket of one entry, which opens it.
    pub fn opened(
        context: &Context,
        id: &DocketId,
        case: Case,
        entry: &Entry,
        beside: &Beside,
    ) -> Option<Docket> {
        let review = Review::read([entry])?;
        Some(Docket::of(context, id, case, review, vec![Arc::new(beside.clone())]))
    }

    /// The same with its case number.
    pub fn numbered(&self, number: &str) -> Docket {
        let mut docket = self.clone();
        number.clone_into(&mut Arc::make_mut(&mut docket.case).number);
        docket
    }

    /// The same with the number of the notice that its last entry sends.
    pub fn noticed(mut self, number: &str) -> Docket {
        if let Some(last) = self.beside.last_mut() {
            Arc::make_mut(last).notice = Some(number.to_owned());
        }
        self
    }

    fn of(
        context: &Context,
        id: &DocketId,
        case: Case,
        review: Review,
        beside: Vec<Arc<Beside>>,
    ) -> Docket {
        let mut standing = standing::begin(id, &case, &review);
        for entry in review.entries() {
            standing::take(&mut standing, &review, entry);
        }
        let summary = Summary::of(context, &review, last_day(&review));
        standing.step = step(&summary);
        Docket {
            id: id.clone(),
            case: Arc::new(case),
            review,
            summary: Arc::new(summary),
            standing: Arc::new(standing),
            beside,
            traced: Arc::default(),
        }
    }

    /// The docket after one more entry.
    pub fn after(&self, context: &Context, entry: &Entry, beside: Beside) -> Docket {
        let review = review::evolve(self.review.clone(), entry);
        let summary = Summary::of(context, &review, last_day(&review));
        let mut standing = access::Review::clone(&self.standing);
        standing::take(&mut standing, &review, entry);
        standing.step = step(&summary);
        let mut besides = Vec::with_capacity(self.beside.len() + 1);
        besides.extend_from_slice(&self.beside);
        besides.push(Arc::new(beside));
        Docket {
            id: self.id.clone(),
            case: self.case.clone(),
            review,
            summary: Arc::new(summary),
            standing: Arc::new(standing),
            beside: besides,
            traced: Arc::default(),
        }
    }

    /// What followed from each entry. Worked out once: the docket does not change, and one kept
    /// under another calendar is forgotten.
    pub fn trace(&self, context: &Context) -> &[Vec<Consequence>] {
        self.traced.get_or_init(|| trace(context, &self.review))
    }

    /// What stands beside an entry, by its number.
    pub fn beside(&self, number: u32) -> Option<&Beside> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        self.beside.get(index).map(AsRef::as_ref)
    }

    /// How many entries there are: the position the next act is decided on.
    pub fn position(&self) -> u32 {
        self.review.length()
    }

    /// Its stream in the record.
    pub fn stream(&self) -> StreamId {
        StreamId::new(self.id.as_str())
    }
}

/// The day of the last entry.
fn last_day(review: &Review) -> Date {
    review.entries().last().map_or_else(Date::default, |entry| entry.date)
}

/// The step as access names it.
fn step(summary: &Summary) -> access::Step {
    summary.step.word().parse().unwrap_or(access::Step::Filing)
}

/// The dockets kept, and the instant of the newest entry of the whole record.
pub struct Dockets {
    kept: Mutex<HashMap<DocketId, Kept>>,
    declarations: Mutex<Declarations>,
    /// Goes up with every destruction: what was read before one is not kept after it.
    destructions: AtomicU64,
    ticks: AtomicU64,
    newest_us: AtomicI64,
}

/// What people declared about a docket, by account.
pub type Declared = Vec<(String, door::Declared)>;

#[derive(Default)]
struct Declarations {
    of: HashMap<DocketId, Arc<Declared>>,
    /// Goes up with every declaration: what was read before one is not remembered after it.
    generation: u64,
}

struct Kept {
    docket: Arc<Docket>,
    asked: u64,
}

impl Dockets {
    /// None yet; the newest entry of the record was recorded then.
    pub fn new(newest: Option<Timestamp>) -> Dockets {
        let newest = newest.map_or(i64::MIN, Timestamp::as_microsecond);
        Dockets {
            kept: Mutex::default(),
            declarations: Mutex::default(),
            destructions: AtomicU64::new(0),
            ticks: AtomicU64::new(0),
            newest_us: AtomicI64::new(newest),
        }
    }

    /// A docket by its id, from memory or from the record.
    pub fn find(&self, office: &Office, id: &DocketId) -> Result<Option<Arc<Docket>>, Problem> {
        let tick = self.ticks.fetch_add(1, Ordering::Relaxed);
        if let Some(kept) = self.lock().get_mut(id) {
            kept.asked = tick;
            return Ok(Some(kept.docket.clone()));
        }
        self.reload(office, id)
    }

    /// A docket from the record, whatever is in memory.
    pub fn reload(&self, office: &Office, id: &DocketId) -> Result<Option<Arc<Docket>>, Problem> {
        loop {
            let before = self.destructions.load(Ordering::SeqCst);
            let lines = match office.reader().entries(&StreamId::new(id.as_str()), 0) {
                // All of it is gone; what became of it, the office's own stream says.
                Err(store::Error::Destroyed(what)) if what == id.as_str() => return Ok(None),
                lines => lines.map_err(|error| Problem::broken(&error))?,
            };
            let context = office.context();
            let Some(docket) = Docket::read(&context, id, &lines) else {
                return Ok(None);
            };
            let docket = Arc::new(docket);
            let mut kept = self.lock();
            // WHY: some of it may have been destroyed between reading and now.
            if self.destructions.load(Ordering::SeqCst) == before {
                self.keep_in(&mut kept, docket.clone());
                return Ok(Some(docket));
            }
        }
    }

    /// Keeps a docket, unless a longer one is kept already.
    pub fn keep(&self, docket: Arc<Docket>) {
        self.keep_in(&mut self.lock(), docket);
    }

    fn keep_in(&self, kept: &mut HashMap<DocketId, Kept>, docket: Arc<Docket>) {
        let tick = self.ticks.fetch_add(1, Ordering::Relaxed);
        if MOST_KEPT <= kept.len() {
            let mut asked: Vec<u64> = kept.values().map(|kept| kept.asked).collect();
            let middle = asked.len() / 2;
            let (_, middle, _) = asked.select_nth_unstable(middle);
            let middle = *middle;
            kept.retain(|_, kept| middle < kept.asked);
        }
        let longer =
            kept.get(&docket.id).is_some_and(|other| docket.position() < other.docket.position());
        if !longer {
            kept.insert(docket.id.clone(), Kept { docket, asked: tick });
        }
    }

    /// Who declared what about a docket.
    pub fn declared(&self, office: &Office, id: &DocketId) -> Result<Arc<Declared>, Problem> {
        let generation = {
            let known = self.declarations.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(declared) = known.of.get(id) {
                return Ok(declared.clone());
            }
            known.generation
        };
        let declared = Arc::new(office.read(|conn| door::declarations(conn, id.as_str()))?);
        let mut known = self.declarations.lock().unwrap_or_else(PoisonError::into_inner);
        // WHY: somebody may have declared between reading and now.
        if known.generation == generation {
            if MOST_KEPT <= known.of.len() {
                known.of.clear();
            }
            known.of.insert(id.clone(), declared.clone());
        }
        Ok(declared)
    }

    /// Somebody declared something about a docket.
    pub fn declaration_changed(&self, id: &DocketId) {
        let mut known = self.declarations.lock().unwrap_or_else(PoisonError::into_inner);
        known.generation += 1;
        known.of.remove(id);
    }

    /// Forgets a docket: some of it, or all, was destroyed.
    pub fn forget(&self, id: &DocketId) {
        let mut kept = self.lock();
        self.destructions.fetch_add(1, Ordering::SeqCst);
        kept.remove(id);
    }

    /// Forgets all: the calendar changed.
    pub fn forget_all(&self) {
        self.lock().clear();
    }

    /// Notes an instant at which something was recorded.
    pub fn recorded(&self, at: Timestamp) {
        self.newest_us.fetch_max(at.as_microsecond(), Ordering::SeqCst);
    }

    /// The instant of the newest entry, microseconds since 1970.
    pub fn newest_us(&self) -> i64 {
        self.newest_us.load(Ordering::SeqCst)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<DocketId, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
