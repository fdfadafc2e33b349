//! A page to begin with.

use calendar::Calendar;
use jiff::civil::Date;
use law::{Book, Departments, FilingKind, Language, Procedure, Regime};

use super::frame::Instead;
use super::line::print_line;
use super::page::read_page;
use super::replay::replay;
use super::update::update_page;
use crate::{Act, Actor, BodyId, Command, Ground, Verdict};

/// A page under a version: its frame, the first acts of its procedure with all that follows from
/// them, and where to go on. It replays as it stands.
pub fn skeleton(book: &Book, calendar: &Calendar, regime: &Regime, language: Language) -> String {
    let start = regime.in_force.unwrap_or(regime.dated);
    let mut lines = Vec::new();
    for command in commands(regime.procedure) {
        let day = u32::try_from(lines.len()).unwrap_or_default().saturating_mul(4);
        let day = calendar.nth_after(start, day.saturating_add(1));
        let day = day.map_or(start, |counted| counted.latest());
        lines.push(print_line(day, None, &command, language));
    }
    // A version that does not know an act refuses it: such a line is left out.
    loop {
        let page = page(regime, language, start, &lines);
        let Ok(read) = read_page(&page) else {
            return page;
        };
        let Ok(replays) = replay(book, calendar, &read, &Instead::default()) else {
            return page;
        };
        let steps = replays.iter().flat_map(|replay| &replay.steps);
        let refused = steps.into_iter().position(|step| step.refusal.is_some());
        match refused {
            Some(at) if at < lines.len() => {
                lines.remove(at);
            }
            Some(_) | None => return update_page(&page, &read, &replays),
        }
    }
}

/// The first acts of a procedure, whoever's version knows them.
fn commands(procedure: Procedure) -> Vec<Command> {
    let body = |id: &str, make: fn(BodyId) -> Actor| BodyId::new(id).map(make);
    let department = body("protection", Actor::Department);
    let by = |actor, act| Command { actor, act, dated: None };
    let object = "…".to_owned();
    let ground = Ground::Department;
    match procedure {
        Procedure::Review => vec![
            by(Actor::Party, Act::Files { kind: FilingKind::Procurement, without: Vec::new() }),
            by(Actor::Office, Act::OpenReview { because: None }),
            by(Actor::Office, Act::Propose { conclusion: Verdict::Pass }),
        ],
        Procedure::Evaluation => {
            let takes_up =
                Act::TakeUp { object: object.clone(), ground, by: department.clone(), what: None };
            let determines = Act::DetermineObject { object, ground, by: department, what: None };
            let labs = body("one", Actor::Lab);
            let assigns = labs.map(|to| by(Actor::Office, Act::Assign { to }));
            let mut commands = vec![by(Actor::Office, determines), by(Actor::Office, takes_up)];
            commands.extend(assigns);
            commands
        }
    }
}

fn page(regime: &Regime, language: Language, start: Date, lines: &[String]) -> String {
    let asked = regime.departments == Some(Departments::Protection);
    let title = regime.title.text(language);
    let lines = lines.join("\n");
    match language {
        Language::Zh => {
            let consulted = if asked { "征求意见单位：部门:protection\n" } else { "" };
            format!(
                "# {title}：新卷宗\n\n\
                 在此说明案由、来源，以及哪些是推定。日期自 {start} 起仅为示例。\n\n\
                 适用：{}\n{consulted}\n```docket\n{lines}\n```\n",
                regime.id
            )
        }
        Language::En => {
            let consulted = if asked { "Consulted: department:protection\n" } else { "" };
            format!(
                "# A new docket: {title}\n\n\
                 Say here what it is about, where it is known from and what is assumed. The days \
                 from {start} on are examples.\n\n\
                 Law: {}\n{consulted}\n```docket\n{lines}\n```\n",
                regime.id
            )
        }
    }
}
