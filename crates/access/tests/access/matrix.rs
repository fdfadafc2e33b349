//! Prints who may do what at which step: `access/matrix.txt`, reviewed as a diff.

use std::collections::{BTreeMap, BTreeSet};

use std::fmt::Write as _;

use access::*;

use crate::ACCESS;
use crate::tables::{entries, files, table};
use crate::twin_lists::is_about;
use crate::world::{Asking, TODAY, askers, review};

const LEGEND: &str = "\
Who may do what, as the policies in this folder answer. Printed by a test;
`UPDATE=1 cargo test -p access` rewrites it. What is not here is a no that no policy speaks of.

+ permitted   - forbidden by the policy named   . permitted by no policy   (blank) not asked of this

The case: party acme, provider vendor, consulted miit and energy, asked for by mps, assigned to
cnlab and the experts. Everybody is appointed; whoever must declare has declared that there is no
conflict of interest, unless the line says otherwise. What everybody signed in may do is said once,
of nobody.
";

const STEPS: &str = "\
Columns of the first part: O the Office, or a draft; then the steps of the docket:
F filing  I intake  P preliminary-review  C consultation  S special-review  A commission-approval
X ex-officio-proposal  D determination  E evaluation  M assessment  R result  Z closed
";

/// The name of the asker who has an account and nothing else.
const NOBODY: &str = "nobody: signed in, no role";

/// What the matrix says of one question.
#[derive(PartialEq)]
struct Line {
    name: &'static str,
    marks: String,
    policies: Vec<Policy>,
}

/// The whole matrix.
pub fn print() -> String {
    let mut out = format!("{LEGEND}\n{STEPS}");
    let askers = askers();
    let nobody = askers.iter().find(|asking| asking.name == NOBODY).unwrap();
    let (everybody, own) = (by_step(nobody), accounts(nobody));
    for asking in &askers {
        let _ = writeln!(out, "\n{:<34} O FIPCSAXDEMRZ", asking.name);
        let lines = by_step(asking);
        write_lines(&mut out, lines, if asking.name == NOBODY { &[] } else { &everybody });
    }
    let _ = writeln!(
        out,
        "\nAccounts, with the role of party-reader and (capital) of officer in question\n\
         o O oneself   c C a colleague   h H a colleague who is officer or party-submitter\n\
         s S somebody of another organisation   n a notice brought in by oneself   m by another\n\
         Factors to be reset: x one's own   of a colleague who is officer or party-submitter,\n\
         asked for: y by oneself   z by another who is no head   w by a head\n\
         v an administrator's, asked for by another"
    );
    for asking in &askers {
        let lines = accounts(asking);
        let lines: Vec<Line> =
            lines.into_iter().filter(|l| asking.name == NOBODY || !own.contains(l)).collect();
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{:<34} oOcChHsS nm xyzwv", asking.name);
            write_lines(&mut out, lines, &[]);
        }
    }
    let _ = writeln!(
        out,
        "\nEmergencies and what takes two, of a case where it is about one\n\
         e an emergency of oneself, E of another   then asked for by oneself and (capital) by \
         another:\n\
         o O opening opinions   x X exporting the docket   k K destroying a key   \
         r R recovering an account\n\
         n a reporter's name, of oneself reported   h of one's own house   N of others"
    );
    for asking in &askers {
        let lines = lines_about(asking, &pairs(asking));
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{:<34} eE oOxXkKrR nhN", asking.name);
            write_lines(&mut out, lines, &[]);
        }
    }
    table(&mut out, &askers, "Files (material-read), by who handed them in", files());
    table(&mut out, &askers, "Entries of the docket (entry-read), by who did what", entries());
    let unanswered = unanswered(&askers);
    let _ = writeln!(out, "\nQuestions that no policy permits to anybody: {unanswered}");
    out
}

/// A line each; what one policy forbids throughout is gathered under its name.
fn write_lines(out: &mut String, lines: Vec<Line>, known: &[Line]) {
    let mut forbidden: BTreeMap<Policy, Vec<&str>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !known.contains(line)) {
        let throughout = !line.marks.contains(['+', '.']);
        match (throughout, line.policies.as_slice()) {
            (true, [policy]) => forbidden.entry(policy.clone()).or_default().push(line.name),
            (true | false, policies) => {
                let names: Vec<&str> = policies.iter().map(Policy::as_str).collect();
                let _ = writeln!(out, "  {:<32} {}  {}", line.name, line.marks, names.join(", "));
            }
        }
    }
    for (policy, names) in forbidden {
        let _ = writeln!(out, "  {policy} forbids");
        for names in names.chunks(3) {
            let _ = writeln!(out, "    {}", names.join(", "));
        }
    }
}

/// Everything the matrix asks of one person about cases and the Office.
fn by_step(asking: &Asking) -> Vec<Line> {
    let apart = [Question::EntryRead, Question::MaterialRead];
    let single = [Resource::Office, draft()];
    let mut lines = Vec::new();
    for question in Question::all().filter(|question| !apart.contains(question)) {
        let mut policies = BTreeSet::new();
        let once = single.iter().find(|r| is_about(question, r));
        let mut marks = mark(asking, question, once, &mut policies).to_string();
        marks.push(' ');
        for step in Step::ALL {
            let both = [Resource::Review(review(*step).into()), submitted(*step)];
            let about = both.iter().find(|r| is_about(question, r));
            marks.push(mark(asking, question, about, &mut policies));
        }
        if !policies.is_empty() {
            let policies = policies.into_iter().collect();
            lines.push(Line { name: question.name(), marks, policies });
        }
    }
    lines
}

/// Accounts, tokens and the second person: about whom it is asked matters, not the step.
fn accounts(asking: &Asking) -> Vec<Line> {
    let (cases, resets) = (account_cases(asking), resets(asking));
    let notices =
        ["me", "another"].map(|by| Resource::HolidayNotice { imported_by: PersonId::new(by) });
    let mut lines = Vec::new();
    for question in Question::all() {
        let mut policies = BTreeSet::new();
        let mut ask = |case: &Resource| {
            let about = Some(case).filter(|case| is_about(question, case));
            mark(asking, question, about, &mut policies)
        };
        let mut marks: String = cases.iter().map(&mut ask).collect();
        marks.push(' ');
        marks.extend(notices.iter().map(&mut ask));
        marks.push(' ');
        marks.extend(resets.iter().map(&mut ask));
        if !policies.is_empty() {
            let policies = policies.into_iter().collect();
            lines.push(Line { name: question.name(), marks, policies });
        }
    }
    lines
}

fn lines_about(asking: &Asking, groups: &[Vec<Resource>]) -> Vec<Line> {
    let mut lines = Vec::new();
    for question in Question::all() {
        let mut policies = BTreeSet::new();
        let mut ask = |case: &Resource| {
            let about = Some(case).filter(|case| is_about(question, case));
            mark(asking, question, about, &mut policies)
        };
        let marks: Vec<String> =
            groups.iter().map(|group| group.iter().map(&mut ask).collect()).collect();
        if !policies.is_empty() {
            let policies = policies.into_iter().collect();
            lines.push(Line { name: question.name(), marks: marks.join(" "), policies });
        }
    }
    lines
}

/// Emergencies, what takes two, reporters: by whom and of whom matters, not the step.
fn pairs(asking: &Asking) -> [Vec<Resource>; 3] {
    let case = || std::sync::Arc::new(review(Step::Consultation));
    let both = ["me", "another"].map(PersonId::new);
    let emergency =
        |by: &PersonId| Resource::Emergency(Emergency { by: by.clone(), review: case() });
    let two = |deed: Deed, by: &PersonId| {
        let review = deed.is_about_a_case().then(case);
        Resource::FourEyes(FourEyes { deed, by: by.clone(), review })
    };
    let reporter = |of_person: Option<&str>, of_house: Option<OrganisationId>| {
        let of_person = of_person.map(PersonId::new);
        Resource::Reporter(Reporter { of_person, of_house, review: Some(case()) })
    };
    let home = asking.person.as_ref().map(|person| person.organisation.clone());
    let deeds = Deed::ALL.iter().flat_map(|deed| both.iter().map(|by| two(*deed, by)));
    [
        both.iter().map(emergency).collect(),
        deeds.collect(),
        vec![
            reporter(Some("me"), None),
            reporter(None, home),
            reporter(Some("another"), Some(OrganisationId::new("elsewhere"))),
        ],
    ]
}

fn account_cases(asking: &Asking) -> Vec<Resource> {
    let home = asking.person.as_ref().map(|person| person.organisation.clone());
    let home = home.unwrap_or_else(|| OrganisationId::new("people"));
    let own_roles = asking.person.as_ref().map(|person| person.grants.as_slice());
    let own: Vec<Role> = own_roles.unwrap_or_default().iter().map(|grant| grant.role).collect();
    let other = OrganisationId::new("elsewhere");
    let case_role = match asking.person.as_ref().map(|person| person.kind) {
        Some(OrganisationKind::Party) => Role::PartySubmitter,
        Some(_) | None => Role::Officer,
    };
    let cases = [
        ("me", &home, own),
        ("colleague", &home, vec![]),
        ("colleague", &home, vec![case_role]),
        ("stranger", &other, vec![]),
    ];
    let both = [Role::PartyReader, Role::Officer];
    let each = cases.into_iter().flat_map(|(person, organisation, holds)| {
        both.map(|role| {
            Resource::Account(Account {
                person: PersonId::new(person),
                organisation: organisation.clone(),
                holds: holds.clone(),
                role: Some(role),
            })
        })
    });
    each.collect()
}

fn resets(asking: &Asking) -> Vec<Resource> {
    let home = asking.person.as_ref().map(|person| person.organisation.clone());
    let home = home.unwrap_or_else(|| OrganisationId::new("people"));
    let case_role = match asking.person.as_ref().map(|person| person.kind) {
        Some(OrganisationKind::Party) => Role::PartySubmitter,
        Some(_) | None => Role::Officer,
    };
    let cases = [
        ("me", case_role, "another", AskedAs::Head),
        ("colleague", case_role, "me", AskedAs::Head),
        ("colleague", case_role, "another", AskedAs::Other),
        ("colleague", case_role, "another", AskedAs::Head),
        ("colleague", Role::Administrator, "another", AskedAs::Other),
    ];
    let each = cases.into_iter().map(|(person, role, asked_by, asked_as)| {
        Resource::FactorReset(FactorReset {
            person: PersonId::new(person),
            organisation: home.clone(),
            holds: vec![role],
            asked_by: PersonId::new(asked_by),
            asked_as,
        })
    });
    each.collect()
}

/// Every question about every thing the matrix knows, for one asker.
pub fn things(asking: &Asking) -> Vec<Resource> {
    let mut all = vec![Resource::Office, draft()];
    for step in Step::ALL {
        all.extend([Resource::Review(review(*step).into()), submitted(*step)]);
    }
    all.extend(account_cases(asking));
    all.extend(resets(asking));
    all.extend(files().into_iter().map(|(_, file)| file));
    all.extend(entries().into_iter().map(|(_, entry)| entry));
    let by = |id| Resource::HolidayNotice { imported_by: PersonId::new(id) };
    all.extend([by("me"), by("another")]);
    all.extend(pairs(asking).into_iter().flatten());
    all
}

fn unanswered(askers: &[Asking]) -> String {
    let yes = |asking: &Asking, question: Question, thing: &Resource| {
        is_about(question, thing) && ACCESS.may(asking.asker(), TODAY, question, thing).is_allowed()
    };
    let mut left: BTreeSet<Question> = Question::all().collect();
    for asking in askers {
        let things = things(asking);
        left.retain(|question| !things.iter().any(|thing| yes(asking, *question, thing)));
    }
    let names: Vec<&str> = left.into_iter().map(Question::name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn draft() -> Resource {
    Resource::Filing(Filing { party: OrganisationId::new("acme"), review: None })
}

fn submitted(step: Step) -> Resource {
    Resource::Filing(Filing {
        party: OrganisationId::new("acme"),
        review: Some(review(step).into()),
    })
}

pub fn mark(
    asking: &Asking,
    question: Question,
    about: Option<&Resource>,
    policies: &mut BTreeSet<Policy>,
) -> char {
    let Some(resource) = about else {
        return ' ';
    };
    let answer = ACCESS.may(asking.asker(), TODAY, question, resource);
    policies.extend(answer.policy().cloned());
    match answer {
        Answer::Allowed { .. } => '+',
        Answer::Forbidden { policy: Some(_) } => '-',
        Answer::Forbidden { policy: None } => '.',
    }
}
