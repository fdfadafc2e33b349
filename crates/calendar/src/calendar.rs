//! The calendar of an office: the papers known, and two tracks where a paper is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use law::{Fault, Source, StartDay, Words};

use crate::count::Counted;
use crate::example::ExampleCalendar;
use crate::facts::{Facts, Mark, Stretch, Waits, Worked, governing_year};
use crate::files;
use crate::notice::{Notice, Paper, is_weekend};
use crate::outlook::Outlook;
use crate::span::{OutOfRange, Span};
use crate::statutory::Statutory;
use crate::table::Table;
use crate::track::Track;
use crate::zone::Side;

/// Working days of the years 2017 to 2060 in Beijing; cheap to clone.
#[derive(Debug, Clone)]
pub struct Calendar {
    facts: Arc<Facts>,
    days: Arc<Days>,
}

/// What follows for each day.
#[derive(Debug)]
struct Days {
    marks: BTreeMap<Date, Mark>,
    stretches: Vec<Stretch>,
    /// For each day whether no paper governs it.
    is_open: Vec<bool>,
    outlooks: Arc<[Outlook; 2]>,
    earliest: Track,
    latest: Track,
    provisional_from: Date,
    /// The days before it: a count that ends among them is certain.
    firm: Table,
}

/// What a civil day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// A weekday no paper names.
    Working,
    /// A Saturday or Sunday no paper names.
    Weekend,
    /// Off by a paper.
    Holiday {
        /// The holiday.
        name: &'a Words,
        /// The paper.
        paper: &'a Paper,
    },
    /// Worked by a paper.
    MakeUp {
        /// The holiday it is worked for.
        name: &'a Words,
        /// The paper.
        paper: &'a Paper,
    },
    /// Off by a reading, not by a paper (position `new-years-eve-2024=off`).
    RestDay,
    /// The paper that governs the day is not out.
    Provisional {
        /// The year of that paper.
        year: i16,
    },
    /// The calendar does not hold the day.
    Outside,
}

impl Calendar {
    /// The calendar that comes with the program: `calendar/*.toml`.
    #[expect(clippy::expect_used, reason = "the files are part of the program")]
    pub fn built_in() -> Calendar {
        static BUILT_IN: OnceLock<Calendar> = OnceLock::new();
        let read = || Calendar::from_files(&files::BUILT_IN);
        BUILT_IN.get_or_init(|| read().expect("a test reads the built-in files")).clone()
    }

    /// A calendar from files, each with its name and its text: `statutory.toml`, `festivals.toml`,
    /// and any number of notice files. A file is refused with its place and what would be allowed.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Calendar, Fault> {
        let statutory = files::named(files, "statutory.toml")?;
        let festivals = files::named(files, "festivals.toml")?;
        let statutory = Statutory::read(&statutory, &festivals)?;
        let last_year = statutory.last_year().unwrap_or(2017);
        let mut facts = Facts {
            span: Span::years(2017, last_year),
            statutory: Arc::new(statutory),
            papers: Vec::new(),
            rest_days: BTreeSet::new(),
            waits: Waits::ForNotices,
        };
        for (name, text) in files {
            if !matches!(*name, "statutory.toml" | "festivals.toml") {
                facts = facts.with_notice(&Source { name, text })?.0;
            }
        }
        Ok(Calendar::new(facts, None))
    }

    /// The calendars of other lands that come with the program, as examples: `calendar/examples/`.
    #[expect(clippy::expect_used, reason = "the files are part of the program")]
    pub fn examples() -> &'static [ExampleCalendar] {
        static EXAMPLES: OnceLock<Vec<ExampleCalendar>> = OnceLock::new();
        let read = || {
            let each = files::EXAMPLES.iter().map(|(name, text)| ExampleCalendar::read(name, text));
            let read: Result<Vec<_>, Fault> = each.collect();
            read.expect("a test reads the built-in examples").into_iter().flatten().collect()
        };
        EXAMPLES.get_or_init(read)
    }

    /// The example of an id, `us-federal`.
    pub fn example(id: &str) -> Option<&'static ExampleCalendar> {
        Calendar::examples().iter().find(|example| example.id == id)
    }

    /// The calendar with a further notice, or a correcting one. A paper that bears the number of a
    /// known paper takes its place.
    pub fn with_notice(&self, name: &str, toml: &str) -> Result<(Calendar, Notice), Fault> {
        let (facts, notice) = self.facts.with_notice(&Source { name, text: toml })?;
        Ok((Calendar::new(facts, Some(&self.days)), notice))
    }

    /// The paper of a number, if it is known.
    pub fn paper(&self, number: &str) -> Option<&Paper> {
        self.facts.papers.iter().find(|paper| paper.number == number).map(AsRef::as_ref)
    }

    /// The calendar as it was known at the end of a day: papers and law of that day or before.
    pub fn known_on(&self, day: Date) -> Calendar {
        let mut facts = Facts::clone(&self.facts);
        facts.papers.retain(|paper| paper.date <= day);
        if facts.papers.len() == self.facts.papers.len() {
            return self.clone();
        }
        facts.statutory = Arc::new(facts.statutory.known_on(day));
        Calendar::new(facts, Some(&self.days))
    }

    /// The calendar with a day off that no paper gives (position `new-years-eve-2024=off`).
    pub fn with_rest_day(&self, day: Date) -> Calendar {
        let mut facts = Facts::clone(&self.facts);
        facts.rest_days.insert(day);
        Calendar::new(facts, Some(&self.days))
    }

    /// The first day held, 2017-01-01.
    pub fn first_day(&self) -> Date {
        self.facts.span.first()
    }

    /// The last day held.
    pub fn last_day(&self) -> Date {
        self.facts.span.last()
    }

    /// Whether the calendar holds a day.
    ///
    /// # Errors
    /// When it does not, with what would be allowed.
    pub fn hold(&self, day: Date) -> Result<(), OutOfRange> {
        self.facts.span.index(day).map(|_| ())
    }

    /// The first day that no announced paper governs: 29 December before the first unannounced year
    /// (the papers for 2019 and 2023 arranged 29 to 31 December).
    pub fn provisional_from(&self) -> Date {
        self.days.provisional_from
    }

    /// The track on which every count ends first.
    pub fn earliest(&self) -> &Track {
        &self.days.earliest
    }

    /// The track on which every count ends last; on announced days equal to the earliest.
    pub fn latest(&self) -> &Track {
        &self.days.latest
    }

    /// The n-th working day after `day`, which is not counted itself; `day` for `n` = 0.
    #[inline]
    pub fn nth_after(&self, day: Date, n: u32) -> Result<Counted, OutOfRange> {
        match self.days.firm.find(day, n) {
            Some(found) if n != 0 => Ok(Counted::On(found)),
            Some(_) | None => self.nth_between(day, n),
        }
    }

    /// The same, where the count does not end on a firm day.
    #[cold]
    fn nth_between(&self, day: Date, n: u32) -> Result<Counted, OutOfRange> {
        let earliest = self.days.earliest.nth_after(day, n)?;
        let latest = self.days.latest.nth_after(day, n)?;
        Ok(match self.unannounced(day, latest) {
            Some(year) => Counted::Between { earliest, latest, year },
            None => Counted::On(latest),
        })
    }

    /// The n-th working day from `day` on, which is counted or not (position `start-day`).
    pub fn nth_from(&self, day: Date, n: u32, start: StartDay) -> Result<Counted, OutOfRange> {
        self.nth_after(self.count_from(day, start)?, n)
    }

    /// The day after which the count runs: `day` itself, or the day before where it is counted.
    pub fn count_from(&self, day: Date, start: StartDay) -> Result<Date, OutOfRange> {
        let index = self.facts.span.index(day)?;
        match (start, index, day.yesterday()) {
            // The first day of the calendar, 2017-01-01, was a day off.
            (StartDay::Excluded, _, _) | (_, 0, _) | (_, _, Err(_)) => Ok(day),
            (StartDay::Counted, _, Ok(yesterday)) => Ok(yesterday),
        }
    }

    /// What the two ends of one count say together; for a count that began on an announced day.
    pub fn combine(&self, earliest: Date, latest: Date) -> Counted {
        if earliest == latest && latest < self.days.provisional_from {
            return Counted::On(latest);
        }
        let year = self.unannounced(self.first_day(), latest);
        Counted::Between { earliest, latest, year: year.unwrap_or(latest.year()) }
    }

    /// The first unannounced year that has a day after `from` up to `to`.
    pub fn unannounced(&self, from: Date, to: Date) -> Option<i16> {
        // They follow one another and never overlap.
        let over = self.days.stretches.partition_point(|stretch| stretch.to <= from);
        let next = self.days.stretches.get(over).filter(|stretch| stretch.from <= to);
        next.map(|stretch| stretch.year)
    }

    /// What a day is.
    pub fn day(&self, day: Date) -> DayKind<'_> {
        let Ok(index) = self.facts.span.index(day) else {
            return DayKind::Outside;
        };
        if self.facts.rest_days.contains(&day) {
            return DayKind::RestDay;
        }
        if let Some((mark, paper, name)) = self.mark(day) {
            return match mark.worked {
                Worked::Off => DayKind::Holiday { name, paper },
                Worked::MakeUp => DayKind::MakeUp { name, paper },
            };
        }
        match self.days.is_open.get(index) {
            Some(true) => DayKind::Provisional { year: governing_year(day) },
            Some(false) | None if is_weekend(day) => DayKind::Weekend,
            Some(false) | None => DayKind::Working,
        }
    }

    /// Whether the day is a holiday of all citizens by the law on holidays itself (Art. 2),
    /// whatever the papers add.
    pub fn is_holiday(&self, day: Date) -> bool {
        self.holiday(day).is_some()
    }

    /// The name of the holiday of all citizens that falls on a day.
    pub fn holiday(&self, day: Date) -> Option<Words> {
        let mut holidays = self.facts.statutory.holidays(day.year()).into_iter();
        holidays.find(|holiday| holiday.days.contains(&day)).map(|holiday| holiday.name)
    }

    /// The statutory holidays of a year: name, days.
    pub fn statutory(&self, year: i16) -> Vec<(Words, Vec<Date>)> {
        let holidays = self.facts.statutory.holidays(year).into_iter();
        holidays.map(|holiday| (holiday.name, holiday.days)).collect()
    }

    /// The numbers of the papers that govern the days after `from` up to `to`: the first paper of
    /// each year touched, and every later one that names one of these days.
    pub fn papers(&self, from: Date, to: Date) -> Vec<&str> {
        let Some(first) = from.tomorrow().ok().filter(|first| *first <= to) else {
            return Vec::new();
        };
        let naming: BTreeSet<usize> =
            self.days.marks.range(first..=to).map(|(_, mark)| mark.paper).collect();
        let years = governing_year(first)..=governing_year(to);
        let mut seen = BTreeSet::new();
        let mut numbers = Vec::new();
        for (index, paper) in self.facts.papers.iter().enumerate() {
            let opens = seen.insert(paper.year) && years.contains(&paper.year);
            let number = paper.number.as_str();
            // A statute of another land names days of many years under one number.
            if (opens || naming.contains(&index)) && !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        numbers
    }

    /// All papers known, in the order of their dates.
    pub fn all_papers(&self) -> impl Iterator<Item = &Paper> {
        self.facts.papers.iter().map(AsRef::as_ref)
    }

    /// Whether a paper for the year is known.
    pub fn is_announced(&self, year: i16) -> bool {
        self.facts.papers.iter().any(|paper| paper.year == year)
    }

    fn mark(&self, day: Date) -> Option<(Mark, &Paper, &Words)> {
        let mark = *self.days.marks.get(&day)?;
        let paper = self.facts.papers.get(mark.paper)?;
        let arranged = paper.holidays.get(mark.holiday)?;
        Some((mark, paper, &arranged.name))
    }

    /// Works out the days of facts.
    pub(crate) fn of(facts: Facts) -> Calendar {
        Calendar::new(facts, None)
    }

    /// Works out the days; tables that did not change are taken over.
    fn new(facts: Facts, before: Option<&Days>) -> Calendar {
        let marks = facts.marks();
        let stretches = facts.stretches();
        let is_open = facts.open(&marks, &stretches);
        let outlooks = match before.filter(|before| before.is_open == is_open) {
            Some(before) => Arc::clone(&before.outlooks),
            None => Arc::new(facts.outlooks(&stretches, &is_open)),
        };
        let dates = facts.span.dates();
        let announced = |index: usize| match (is_open.get(index), dates.get(index)) {
            (Some(false), Some(day)) => Some(facts.is_working(&marks, *day)),
            (_, Some(day)) if facts.rest_days.contains(day) => Some(false),
            (_, _) => None,
        };
        let [first, last] = outlooks.as_ref();
        let end = facts.span.last().tomorrow().unwrap_or(Date::MAX);
        let provisional_from = stretches.first().map_or(end, |first| first.from);
        let earliest = Track::new(&facts.span, Side::Earliest, first, announced);
        let days = Days {
            firm: earliest.before(provisional_from),
            earliest,
            latest: Track::new(&facts.span, Side::Latest, last, announced),
            provisional_from,
            marks,
            stretches,
            outlooks: Arc::clone(&outlooks),
            is_open,
        };
        Calendar { facts: Arc::new(facts), days: Arc::new(days) }
    }
}
