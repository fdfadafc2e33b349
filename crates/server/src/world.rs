//! What only the outermost crate has, handed in: the time and chance. Civil days are Beijing's.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

/// Chance failed: the machine gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the machine gave no random bytes: {0}")]
pub struct NoChance(pub String);

type Clock = Box<dyn Fn() -> Timestamp + Send + Sync>;
type Chance = Box<dyn Fn(&mut [u8]) -> Result<(), NoChance> + Send + Sync>;

/// The time and random bytes, from outside.
pub struct World {
    clock: Clock,
    /// What the telephones of people show, where that is another: a demonstration moves its own
    /// day, not theirs.
    devices: Option<Clock>,
    chance: Chance,
}

impl World {
    /// A world from a clock and a source of random bytes.
    pub fn new(
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
        chance: impl Fn(&mut [u8]) -> Result<(), NoChance> + Send + Sync + 'static,
    ) -> World {
        World { clock: Box::new(clock), devices: None, chance: Box::new(chance) }
    }

    /// The same, where the devices of people show another time.
    #[must_use]
    pub fn with_devices(self, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> World {
        World { devices: Some(Box::new(clock)), ..self }
    }

    /// The instant that people's own devices show: one-time passwords (RFC 6238) count from it.
    pub fn devices_now(&self) -> Timestamp {
        self.devices.as_ref().map_or_else(|| self.now(), |clock| clock())
    }

    /// The instant.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The civil day in Beijing.
    pub fn today(&self) -> Date {
        beijing(self.now()).0
    }

    /// Random bytes.
    pub fn chance<const N: usize>(&self) -> Result<[u8; N], NoChance> {
        let mut bytes = [0; N];
        (self.chance)(&mut bytes)?;
        Ok(bytes)
    }

    /// A new id that sorts by the time it was made.
    pub fn id(&self) -> Result<uuid::Uuid, NoChance> {
        let now = self.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        let mut bytes = self.chance::<16>()?;
        let millis = seconds * 1_000 + u64::from(nanoseconds / 1_000_000);
        let time = millis.to_be_bytes();
        for (into, from) in bytes.iter_mut().zip(time.iter().skip(2)) {
            *into = *from;
        }
        let id = uuid::Builder::from_bytes(bytes)
            .with_version(uuid::Version::SortRand)
            .with_variant(uuid::Variant::RFC4122)
            .into_uuid();
        Ok(id)
    }
}

/// The whole second of an instant: what ends ends on one, and is told so everywhere.
pub fn second(instant: Timestamp) -> Timestamp {
    Timestamp::from_second(instant.as_second()).unwrap_or(instant)
}

/// Day and time in Beijing. A fixed offset, never the machine's zone: the law counts Beijing days
/// whatever TZ says, and China has kept UTC+8 the whole year since 1992.
pub fn beijing(instant: Timestamp) -> (Date, Time) {
    let civil = TimeZone::fixed(Offset::constant(8)).to_datetime(instant);
    (civil.date(), civil.time())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_sixteen_hundred_utc() {
        let before: Timestamp = "2026-03-04T15:59:59.999999Z".parse().unwrap();
        let after: Timestamp = "2026-03-04T16:00:00Z".parse().unwrap();
        assert_eq!(beijing(before).0.to_string(), "2026-03-04");
        assert_eq!(beijing(after).0.to_string(), "2026-03-05");
    }

    #[test]
    fn an_id_carries_its_time() {
        let now: Timestamp = "2026-03-04T00:00:00.123Z".parse().unwrap();
        let world = World::new(
            move || now,
            |bytes| {
                bytes.fill(7);
                Ok(())
            },
        );
        let id = world.id().unwrap();
        assert_eq!(id.get_version_num(), 7);
        let (seconds, nanos) = id.get_timestamp().unwrap().to_unix();
        assert_eq!(i64::try_from(seconds).unwrap(), now.as_second());
        assert_eq!(nanos, 123_000_000);
    }
}
