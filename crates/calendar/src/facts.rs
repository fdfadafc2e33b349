//! The facts of a calendar, and what they make of each day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use law::{Fault, Source};

use crate::check;
use crate::notice::{Arranged, Notice, Paper, is_weekend};
use crate::outlook::Outlook;
use crate::span::Span;
use crate::statutory::Statutory;
use crate::zone::{Season, Side, Zone};

/// What is known.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub span: Arc<Span>,
    pub statutory: Arc<Statutory>,
    /// In the order of their dates.
    pub papers: Vec<Arc<Paper>>,
    pub rest_days: BTreeSet<Date>,
    pub waits: Waits,
}

/// What a calendar waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waits {
    /// A notice for each year.
    ForNotices,
    /// Nothing: all its days are known.
    ForNothing,
}

/// What the last paper that names a day makes of it: which paper, which of its holidays.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub paper: usize,
    pub holiday: usize,
    pub worked: Worked,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Worked {
    Off,
    MakeUp,
}

/// Days that wait for the paper of a year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub year: i16,
    pub from: Date,
    pub to: Date,
}

/// The year whose paper governs a day: papers have arranged 29 to 31 December of the year before.
pub(crate) fn governing_year(day: Date) -> i16 {
    match (day.month(), day.day()) {
        (12, 29..) => day.year() + 1,
        (_, _) => day.year(),
    }
}

impl Facts {
    pub fn with_notice(&self, source: &Source) -> Result<(Facts, Notice), Fault> {
        let notice = Notice::read(source.name, source.text)?;
        let mut facts = self.clone();
        for paper in &notice.papers {
            facts.papers.retain(|known| known.number != paper.number);
            facts.papers.push(Arc::new(paper.clone()));
        }
        facts.papers.sort_by_key(|paper| paper.date);
        let last = self.span.last().year();
        let off = |day| facts.marks().get(&day).is_some_and(|mark| mark.worked == Worked::Off);
        check::notice(source, &notice, last, &self.off_by(&notice), &self.statutory, &off)?;
        Ok((facts, notice))
    }

    /// The days that a paper of an earlier date than the notice's first gives off.
    fn off_by(&self, notice: &Notice) -> BTreeSet<Date> {
        let first = notice.papers.first().map(|paper| paper.date);
        let earlier = self.papers.iter().filter(|paper| Some(paper.date) < first);
        let within = notice.papers.iter();
        let holidays = earlier.map(AsRef::as_ref).chain(within).flat_map(|paper| &paper.holidays);
        holidays.flat_map(Arranged::days_off).collect()
    }

    pub fn marks(&self) -> BTreeMap<Date, Mark> {
        let mut marks = BTreeMap::new();
        for (paper, known) in self.papers.iter().enumerate() {
            for (holiday, arranged) in known.holidays.iter().enumerate() {
                let mut mark = |day, worked| {
                    let mark = Mark { paper, holiday, worked };
                    marks.insert(day, mark);
                };
                arranged.days_off().for_each(|day| mark(day, Worked::Off));
                arranged.make_up.iter().for_each(|day| mark(*day, Worked::MakeUp));
            }
        }
        marks
    }

    pub fn stretches(&self) -> Vec<Stretch> {
        if self.waits == Waits::ForNothing {
            return Vec::new();
        }
        let announced: BTreeSet<i16> = self.papers.iter().map(|paper| paper.year).collect();
        let (first, last) = (self.span.first(), self.span.last());
        let years = (first.year()..=last.year() + 1).filter(|year| !announced.contains(year));
        let stretch = |year: i16| Stretch {
            year,
            from: Date::constant(year - 1, 12, 29).max(first),
            to: Date::constant(year, 12, 28).min(last),
        };
        years.map(stretch).collect()
    }

    pub fn open(&self, marks: &BTreeMap<Date, Mark>, stretches: &[Stretch]) -> Vec<bool> {
        let mut open = vec![false; self.span.len()];
        for stretch in stretches {
            let days = self.span.clamp(stretch.from)..=self.span.clamp(stretch.to);
            if let Some(days) = open.get_mut(days) {
                days.fill(true);
            }
        }
        for day in marks.keys() {
            if let Some(day) = self.span.index(*day).ok().and_then(|day| open.get_mut(day)) {
                *day = false;
            }
        }
        open
    }

    pub fn outlooks(&self, stretches: &[Stretch], is_open: &[bool]) -> [Outlook; 2] {
        let open = |day: i32| {
            let index = usize::try_from(day).ok();
            index.and_then(|index| is_open.get(index)).copied().unwrap_or_default()
        };
        let mut zones = Vec::new();
        for stretch in stretches {
            let holidays = self.statutory.holidays(stretch.year);
            for season in Season::of_year(&self.span, &holidays) {
                zones.extend(Zone::new(&self.span, &season, &open));
            }
        }
        [Side::Earliest, Side::Latest].map(|side| Outlook::new(&self.span, &zones, is_open, side))
    }

    pub fn is_working(&self, marks: &BTreeMap<Date, Mark>, day: Date) -> bool {
        if self.rest_days.contains(&day) {
            return false;
        }
        match marks.get(&day) {
            Some(mark) => mark.worked == Worked::MakeUp,
            None => !is_weekend(day),
        }
    }
}
