//! What a section fixes before its first act: the version, the readings, who is consulted.

use std::sync::Arc;

use jiff::civil::Date;
use law::{Book, Governs, Positions, Regime, RegimeId, UnknownPosition, Words};

use super::fault::Fault;
use super::page::Section;
use crate::Frame;
use crate::decide::not_asked;

/// What is taken otherwise than the page says, for every section.
#[derive(Debug, Clone, Default)]
pub struct Instead {
    /// The version.
    pub law: Option<RegimeId>,
    /// Readings, name and value.
    pub positions: Vec<(String, String)>,
}

impl Instead {
    /// Whether there is what is taken; asked before any page is, so that an option is not told as a
    /// fault of a page.
    ///
    /// # Errors
    /// The version or the reading that does not exist, or a position taken twice.
    pub fn check(&self, book: &Book) -> Result<(), Words> {
        if let Some(law) = self.law.as_ref().filter(|law| book.get(law).is_none()) {
            return Err(law_words(book, law));
        }
        let mut positions = Positions::RECOMMENDED;
        let mut taken: Vec<&str> = Vec::new();
        for (name, value) in &self.positions {
            positions.take(name, value).map_err(|unknown| position_words(&unknown))?;
            if taken.contains(&name.as_str()) {
                let zh = format!("解释口径“{name}”写了两次；每个口径只写一次");
                return Err(Words::new(zh, format!("position `{name}` is given twice")));
            }
            taken.push(name);
        }
        Ok(())
    }
}

/// The day of the first act: that on which the version that governs is asked for.
pub(super) fn first_day(section: &Section) -> Option<Date> {
    let first = section.lines.first()?;
    Some(first.command.dated.unwrap_or(first.date))
}

/// What the section fixes before its first act.
pub(crate) fn frame(
    book: &Book,
    section: &Section,
    instead: &Instead,
) -> Result<(Frame, Arc<Regime>), Fault> {
    let regime = regime(book, section, instead)?;
    let mut positions = regime.positions.clone();
    for at in &section.header.positions {
        let (name, value) = &at.value;
        let taken = positions.take(name, value);
        taken.map_err(|unknown| Fault::new(at.line, at.column, position_words(&unknown)))?;
    }
    for (name, value) in &instead.positions {
        let taken = positions.take(name, value);
        taken.map_err(|unknown| Fault::new(section.line, 1, position_words(&unknown)))?;
    }
    let header = &section.header;
    for (consulted, (line, column)) in header.consulted.iter().zip(&header.consulted_at) {
        if let Some(why) = not_asked(&regime, &positions, &consulted.body) {
            return Err(Fault::new(*line, *column, why.words()));
        }
    }
    let frame = Frame {
        law: regime.id.clone(),
        law_hash: regime.hash.clone(),
        positions,
        consulted: section.header.consulted.clone(),
    };
    Ok((frame, regime))
}

/// Why a reading does not exist, in words.
pub fn position_words(unknown: &UnknownPosition) -> Words {
    let zh = match unknown {
        UnknownPosition::Name { name, known } => {
            format!("没有名为“{name}”的解释口径；可用的有：{known}")
        }
        UnknownPosition::Value { name, value, known } => {
            format!("解释口径“{name}”没有取值“{value}”；可取：{known}")
        }
    };
    Words::new(zh, unknown.to_string())
}

fn regime(book: &Book, section: &Section, instead: &Instead) -> Result<Arc<Regime>, Fault> {
    let named = match (&instead.law, &section.header.law) {
        (Some(law), _) => Some((section.line, 1, law)),
        (None, Some(at)) => Some((at.line, at.column, &at.value)),
        (None, None) => None,
    };
    if let Some((line, column, law)) = named {
        let found = book.get(law).cloned();
        return found.ok_or_else(|| Fault::new(line, column, law_words(book, law)));
    }
    let Some(day) = first_day(section) else {
        let zh = "本节没有行为，请以“适用：”写明办法的版本";
        let en = "this section has no act: name the version with `Law:`";
        return Err(Fault::new(section.line, 1, Words::new(zh, en)));
    };
    let line = section.lines.first().map_or(section.line, |line| line.number);
    match book.governs(day) {
        Governs::By(regime, ..) => Ok(regime.clone()),
        Governs::None(why) => {
            let zh = format!("{day} 没有施行中的办法（{}），请以“适用：”写明版本", why.zh);
            let en = format!("no version governs {day} ({}): name one with `Law:`", why.en);
            Err(Fault::new(line, 1, Words::new(zh, en)))
        }
    }
}

fn law_words(book: &Book, law: &RegimeId) -> Words {
    let known: Vec<&str> = book.all().map(|regime| regime.id.as_str()).collect();
    let near = book.nearest(law.as_str());
    let zh_near = near.map_or(String::new(), |near| format!("，是否指“{near}”"));
    let en_near = near.map_or(String::new(), |near| format!(", did you mean `{near}`"));
    let zh = format!("没有名为“{law}”的版本{zh_near}；现有：{}", known.join("、"));
    let en = format!("no version is called `{law}`{en_near}; there are {}", known.join(", "));
    Words::new(zh, en)
}
