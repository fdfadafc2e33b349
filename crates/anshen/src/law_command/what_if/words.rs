//! A what-if in words.

use law::{Regime, Words};
use review::docket::print_limit;
use review::what_if::{Moved, Outcome, Owed, Stands, Tally};
use review::{Basis, Simulation};
use server::simulating::OfCase;

use crate::console::Console;

/// Tells every case of which anything differs, then the counts.
pub fn tell(console: &Console, other: &Regime, cases: &[Simulation<Outcome>], tally: &Tally) {
    head(console, other);
    for case in cases {
        one(console, &case.get().case, case.get());
    }
    counts(console, tally);
}

/// The same of cases on record, by their numbers and names.
pub fn tell_on_record(console: &Console, other: &Regime, cases: &[OfCase], tally: &Tally) {
    head(console, other);
    for case in cases {
        let (number, title) = (case.number.as_deref(), case.title.as_deref());
        let name = format!("{} {}", number.unwrap_or_default(), title.unwrap_or_default());
        one(console, name.trim(), case.outcome.get());
    }
    counts(console, tally);
}

fn head(console: &Console, other: &Regime) {
    let name = other.name();
    console.line(format!("{}: {}", console.pick("推演", "simulation"), console.say(&name)));
    console.line(console.pick(
        "推演结果不是法律文书，不得据以作出任何通知。",
        "A simulation is no act of the Office; nothing can be issued from it.",
    ));
}

fn one(console: &Console, name: &str, outcome: &Outcome) {
    let law = outcome.law.as_ref();
    let law = law.map_or_else(|| "—".to_owned(), ToString::to_string);
    console.line(format!("\n{name}  [{law}]"));
    if let Some(owed) = &outcome.owed {
        filing(console, owed);
    }
    for moved in &outcome.moved {
        limit(console, moved);
    }
    for refused in &outcome.refused {
        let basis = match &refused.refusal.basis {
            Basis::Article(cite) => console.say(&cite.words()).to_owned(),
            Basis::Position { position } => position.clone(),
            Basis::House { house } => house.clone(),
        };
        let act = diagram::act_words(refused.act);
        let zh =
            format!("第{}条 {}：{}（{basis}）", refused.entry, act.zh, refused.refusal.text.zh);
        let en =
            format!("entry {}, {}: {} ({basis})", refused.entry, act.en, refused.refusal.text.en);
        console.line(format!("  ! {}", console.pick(&zh, &en)));
    }
}

fn filing(console: &Console, owed: &Owed) {
    let words = match (&owed.before, &owed.after) {
        (None, Some(cite)) => {
            let cite = cite.words();
            Words::new(
                format!("须申报（{}），现无此义务", cite.zh),
                format!("a filing would be owed ({}), as none is now", cite.en),
            )
        }
        (Some(cite), None) => {
            let cite = cite.words();
            Words::new(
                format!("不再须申报；现依{}须申报", cite.zh),
                format!("no filing would be owed, as one is now ({})", cite.en),
            )
        }
        (Some(_), Some(_)) | (None, None) => return,
    };
    console.line(format!("  * {}", console.say(&words)));
}

fn limit(console: &Console, moved: &Moved) {
    let name = print_limit(moved.limit, moved.of.as_ref(), console.language);
    let shift = match moved.days {
        Some(days) if days > 0 => {
            format!("+{days} {}", console.pick("天", "days"))
        }
        Some(days) => format!("{days} {}", console.pick("天", "days")),
        None => String::new(),
    };
    console.line(format!(
        "  ~ {name}: {} → {}  {shift}",
        stands(console, moved.before.as_ref()),
        stands(console, moved.after.as_ref())
    ));
}

fn stands(console: &Console, stands: Option<&Stands>) -> String {
    let Some(stands) = stands else {
        return "—".to_owned();
    };
    let stopped = console.pick("未定", "no day");
    let due = match (stands.earliest, stands.due) {
        (Some(earliest), Some(latest)) => {
            let zh = format!("{earliest} 至 {latest}（暂定）");
            let en = format!("{earliest} to {latest} (provisional)");
            console.pick(&zh, &en).to_owned()
        }
        (None, Some(day)) => day.to_string(),
        (_, None) => stopped.to_owned(),
    };
    if stands.late == 0 {
        return due;
    }
    let zh = format!("{due}（逾期 {} 个工作日）", stands.late);
    let en = format!("{due} ({} working days late)", stands.late);
    console.pick(&zh, &en).to_owned()
}

fn counts(console: &Console, tally: &Tally) {
    console.line("");
    for (number, zh, en) in [
        (tally.cases, "案件", "cases"),
        (tally.differ, "有所不同", "differ"),
        (tally.files_anew, "须申报而未申报", "would have to file and did not"),
        (tally.files_no_more, "不再须申报", "would have to file no more"),
        (tally.limits_later, "期限推后", "limits end later"),
        (tally.limits_earlier, "期限提前", "limits end earlier"),
        (tally.newly_late, "将成为逾期", "would be late and are not"),
        (tally.refused, "有行为不再成立", "have an act that would be refused"),
    ] {
        console.line(format!("{number:>9}  {}", console.pick(zh, en)));
    }
}
