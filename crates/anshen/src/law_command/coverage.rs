//! `anshen law coverage`: every provision with what carries it, and everything that carries
//! something with its provisions.

use std::sync::Arc;

use law::{Carrier, Coverage, Kind, Reach, Regime, Words};

use crate::console::{Answer, Console};

/// Prints the table of each version; exit status 1: a provision that binds somebody is carried by
/// nothing.
pub fn run(console: &Console, regimes: &[Arc<Regime>]) -> anyhow::Result<Answer> {
    let all: Vec<Coverage> =
        regimes.iter().map(|regime| server::covering::coverage(regime)).collect();
    if console.json {
        match all.as_slice() {
            [only] => console.value(only)?,
            many => console.value(&many)?,
        }
    } else {
        for (regime, coverage) in regimes.iter().zip(&all) {
            tell(console, regime, coverage);
        }
    }
    let bare = all.iter().any(|coverage| coverage.bare().next().is_some());
    Ok(if bare { Answer::No } else { Answer::Yes })
}

fn tell(console: &Console, regime: &Regime, coverage: &Coverage) {
    console.line(format!("{}  {}", regime.id, console.say(&regime.title)));
    console.line(console.pick("\n逐条", "\nProvision by provision"));
    for row in &coverage.provisions {
        let provision = &row.provision;
        let (address, kind) = (provision.cite.words(), provision.kind.words());
        let mark = if provision.unverified {
            console.pick("（未核实）", " (unverified)")
        } else {
            ""
        };
        let reach = row.reach.words();
        console.line(format!(
            "  {}{mark}  {} · {}",
            console.say(&address),
            console.say(&kind),
            console.say(&reach)
        ));
        console.line(format!("      {}", console.say(&provision.gist)));
        let (scenarios, carriers): (Vec<&Carrier>, Vec<&Carrier>) =
            provision.carried_by.iter().partition(|it| matches!(it, Carrier::Scenario(_)));
        let mut carriers: Vec<String> =
            carriers.into_iter().map(|carrier| named(console, carrier)).collect();
        match scenarios.as_slice() {
            [] => {}
            few @ ([_] | [_, _] | [_, _, _]) => {
                carriers.extend(few.iter().map(|carrier| named(console, carrier)));
            }
            many => {
                let (zh, en) =
                    (format!("{} 个情景", many.len()), format!("{} scenarios", many.len()));
                carriers.push(console.pick(&zh, &en).to_owned());
            }
        }
        if !carriers.is_empty() {
            let between = console.pick("；", "; ");
            console.line(format!("      ← {}", carriers.join(between)));
        }
        if let Some(why) = provision.out_of_reach.as_ref() {
            console.line(format!("      × {}", console.say(why)));
        }
    }
    console.line(console.pick("\n各由何条而来", "\nWhat rests on which provisions"));
    for carries in &coverage.carriers {
        let cites: Vec<Words> = carries.provisions.iter().map(law::Cite::words).collect();
        let cites: Vec<&str> = cites.iter().map(|cite| console.say(cite)).collect();
        let between = console.pick("、", ", ");
        console.line(format!("  {}  → {}", named(console, &carries.carrier), cites.join(between)));
    }
    counts(console, coverage);
}

/// A carrier with the name that its button or its limit bears.
fn named(console: &Console, carrier: &Carrier) -> String {
    let words = match carrier {
        Carrier::Act(act) => diagram::act_words(act),
        Carrier::Limit(step) => step.words(),
        Carrier::Notice(_) | Carrier::Page(_) | Carrier::Scenario(_) => {
            return carrier.to_string();
        }
    };
    format!("{carrier} {}", console.say(&words))
}

fn counts(console: &Console, coverage: &Coverage) {
    console.line(console.pick("\n合计", "\nIn all"));
    let kinds =
        [Kind::Duty, Kind::Power, Kind::Limit, Kind::Definition, Kind::Principle, Kind::Formality];
    for kind in kinds {
        let (all, carried) = coverage.of_kind(kind);
        let words = kind.words();
        let of = console.pick("，已落实", ", carried");
        console.line(format!("  {}: {all}{of} {carried}", console.say(&words)));
    }
    let out = coverage.provisions.iter().filter(|row| row.reach == Reach::OutOfReach).count();
    let words = Reach::OutOfReach.words();
    console.line(format!("  {}: {out}\n", console.say(&words)));
}
