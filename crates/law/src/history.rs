//! The rules of several versions in one table: what each says of a thing, and in which article,
//! said even where nothing changed.

use serde::Serialize;

use crate::{Cite, Regime, RegimeId, Rule, Side, StepName, StepTold, Words};

/// What a row is about; rows of one group stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Each limit, its extension and its start.
    Limits,
    /// Who decides and who is asked.
    Bodies,
    /// What leads to a review, and above which figure.
    Scope,
    /// What is handed in and what is weighed.
    Substance,
    /// Where each rule stands.
    Places,
}

impl Group {
    /// Every group, in the order of the table.
    pub const ALL: &[Group] =
        &[Group::Limits, Group::Bodies, Group::Scope, Group::Substance, Group::Places];

    /// Its stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Group::Limits => "limits",
            Group::Bodies => "bodies",
            Group::Scope => "scope",
            Group::Substance => "substance",
            Group::Places => "places",
        }
    }
}

/// One thing, as each version has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryRow {
    /// Stable, `limit.special-review`; unique within a history.
    pub key: String,
    /// Where it belongs.
    pub group: Group,
    /// What it is.
    pub subject: Words,
    /// In the order of the versions; `None`: the version has no such thing.
    pub cells: Vec<Option<Side>>,
}

impl HistoryRow {
    /// Whether a version says something else than the one before it, or has what that had not, or
    /// lacks it.
    pub fn changes_at(&self, version: usize) -> bool {
        let value = |at: usize| {
            let cell = self.cells.get(at).and_then(Option::as_ref);
            cell.map(|side| match self.group {
                // What a rule is called never changes; what can is that it is there.
                Group::Places => None,
                Group::Limits | Group::Bodies | Group::Scope | Group::Substance => {
                    Some(&side.value)
                }
            })
        };
        version.checked_sub(1).is_some_and(|before| value(before) != value(version))
    }
}

/// The rules of several versions in one table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct History {
    /// The versions, in their order.
    pub versions: Vec<RegimeId>,
    /// The rows, group by group.
    pub rows: Vec<HistoryRow>,
}

/// The rules of versions, in the order given.
pub fn history(versions: &[&Regime]) -> History {
    let mut table = Table { versions, rows: Vec::new() };
    table.limits();
    table.bodies();
    table.scope();
    table.substance();
    table.places();
    let versions = versions.iter().map(|regime| regime.id.clone()).collect();
    History { versions, rows: table.rows }
}

struct Table<'a> {
    versions: &'a [&'a Regime],
    rows: Vec<HistoryRow>,
}

fn at(value: Words, cite: &Cite) -> Side {
    Side { value, cite: Some(cite.clone()) }
}

fn counted(number: usize, (zh, en): (&str, &str)) -> Words {
    Words::new(format!("{number} {zh}"), format!("{number} {en}"))
}

impl<'a> Table<'a> {
    /// A row, where any version has something to say.
    fn row(
        &mut self,
        group: Group,
        key: impl Into<String>,
        subject: Words,
        cell: impl Fn(&'a Regime) -> Option<Side>,
    ) {
        let cells: Vec<Option<Side>> = self.versions.iter().map(|regime| cell(regime)).collect();
        if cells.iter().any(Option::is_some) {
            self.rows.push(HistoryRow { key: key.into(), group, subject, cells });
        }
    }

    /// A row for each part of a list, by its key, the newest version's order first.
    fn parts<T: 'a>(
        &mut self,
        group: Group,
        sort: &str,
        list: impl Fn(&'a Regime) -> &'a [T],
        key: impl Fn(&T) -> String,
        told: impl Fn(&T) -> (Words, Side),
    ) {
        let mut keys: Vec<(String, Words)> = Vec::new();
        for part in self.versions.iter().rev().flat_map(|regime| list(regime)) {
            let name = key(part);
            if keys.iter().all(|(known, _)| *known != name) {
                keys.push((name, told(part).0));
            }
        }
        for (name, subject) in keys {
            self.row(group, format!("{sort}.{name}"), subject, |regime| {
                let found = list(regime).iter().find(|part| key(part) == name);
                found.map(|part| told(part).1)
            });
        }
    }

    fn limits(&mut self) {
        let told: Vec<Vec<StepTold>> =
            self.versions.iter().map(|regime| regime.steps_told()).collect();
        // In the order of the two procedures, whichever version has a step.
        let mut steps: Vec<(&str, Words)> = StepName::ALL
            .iter()
            .map(|name| (name.word(), name.words()))
            .filter(|(word, _)| told.iter().flatten().any(|step| step.word == *word))
            .collect();
        for step in told.iter().flatten() {
            if steps.iter().all(|(word, _)| *word != step.word) {
                steps.push((step.word, step.name.clone()));
            }
        }
        for (word, called) in steps {
            let of = |zh: &str, en: &str| {
                Words::new(format!("{}：{zh}", called.zh), format!("{}: {en}", called.en))
            };
            let asked: [(&str, Words, Part); 3] = [
                ("limit", called.clone(), |step| Some(step.limit.clone())),
                ("extension", of("延长", "extension"), |step| step.extension.clone()),
                ("start", of("起算", "begins with"), |step| {
                    step.extension.as_ref().and(step.starts.clone())
                }),
            ];
            for (key, subject, part) in asked {
                let cells = told.iter().map(|steps| {
                    let step = steps.iter().find(|step| step.word == word)?;
                    part(step).map(|value| at(value, &step.cite))
                });
                let cells: Vec<Option<Side>> = cells.collect();
                if cells.iter().any(Option::is_some) {
                    let key = format!("{key}.{word}");
                    self.rows.push(HistoryRow { key, group: Group::Limits, subject, cells });
                }
            }
        }
    }

    fn bodies(&mut self) {
        let subject = Words::new("程序", "procedure");
        self.row(Group::Bodies, "procedure", subject, |regime| {
            Some(Side { value: regime.procedure.words(), cite: None })
        });
        let subject = Words::new("成员单位", "member units");
        self.row(Group::Bodies, "members", subject, |regime| {
            let bodies = &regime.content.institutions;
            let cite = bodies.iter().find(|body| body.id == "mechanism");
            let value = counted(regime.members.len(), ("个", "members"));
            let cite = cite.map(|body| body.cite.clone());
            (!regime.members.is_empty()).then_some(Side { value, cite })
        });
        let subject = Words::new("另征求意见", "asked besides the members");
        self.row(Group::Bodies, "departments", subject, |regime| {
            let cite = regime.rule(Rule::Proposal).cloned();
            Some(Side { value: regime.departments?.words(), cite })
        });
    }

    fn scope(&mut self) {
        self.parts(
            Group::Scope,
            "filing",
            |regime| regime.filings.as_slice(),
            |filing| filing.kind.words().en.replace(' ', "-"),
            |filing| {
                let kind = filing.kind.words();
                let subject =
                    Words::new(format!("申报：{}", kind.zh), format!("filing: {}", kind.en));
                (subject, at(filing.duty.words(), &filing.cite))
            },
        );
        self.parts(
            Group::Scope,
            "threshold",
            |regime| regime.content.thresholds.as_slice(),
            |figure| figure.id.clone(),
            |figure| {
                let (unit, number) = (&figure.unit, figure.number());
                let subject =
                    Words::new(format!("门槛：{}", unit.zh), format!("threshold: {}", unit.en));
                (subject, at(Words::new(number.clone(), number), &figure.cite))
            },
        );
        self.parts(
            Group::Scope,
            "ex-officio",
            |regime| regime.objects.as_slice(),
            |object| object.object.words().en.replace(' ', "-"),
            |object| {
                let (of, yes) = (object.object.words(), Words::new("可以", "may be reviewed"));
                let subject =
                    Words::new(format!("依职权审查：{}", of.zh), format!("ex officio: {}", of.en));
                (subject, at(yes, &object.cite))
            },
        );
    }

    fn substance(&mut self) {
        let lists: [(&str, Words, (&str, &str), Counting); 3] = [
            ("materials", Words::new("申报材料", "materials"), ("类", "materials"), |regime| {
                whole(regime.content.materials.iter().map(|it| &it.cite))
            }),
            (
                "factors",
                Words::new("风险因素", "factors of risk"),
                ("项", "factors"),
                |regime| whole(regime.content.factors.iter().map(|it| &it.cite)),
            ),
            (
                "categories",
                Words::new("产品和服务类别", "categories of products and services"),
                ("类", "categories"),
                // `other` is the open end of the list.
                |regime| {
                    let named = regime.content.categories.iter().filter(|it| it.id != "other");
                    whole(named.map(|it| &it.cite))
                },
            ),
        ];
        for (key, subject, unit, count) in lists {
            self.row(Group::Substance, key, subject, |regime| {
                let (number, cite) = count(regime)?;
                Some(at(counted(number, unit), &cite))
            });
        }
        let subject = Words::new("写明废止", "says it repeals");
        self.row(Group::Substance, "repeals", subject, |regime| {
            let ids: Vec<&str> = regime.repeals.iter().map(RegimeId::as_str).collect();
            let cite = regime.rule(Rule::EntryIntoForce).cloned();
            let value = Words::new(ids.join("、"), ids.join(", "));
            (!ids.is_empty()).then_some(Side { value, cite })
        });
        let subject = Words::new("条数", "articles");
        self.row(Group::Substance, "articles", subject, |regime| {
            let mut all: Vec<&str> =
                regime.provisions.iter().map(|it| it.cite.article.as_ref()).collect();
            all.dedup();
            let value = counted(all.len(), ("条", "articles"));
            (!all.is_empty()).then_some(Side { value, cite: None })
        });
    }

    fn places(&mut self) {
        for rule in Rule::ALL.iter().copied() {
            self.row(Group::Places, format!("rule.{}", rule.word()), rule.words(), |regime| {
                let cite = regime.rule(rule)?;
                Some(at(cite.words(), cite))
            });
        }
    }
}

/// What is asked of a step.
type Part = fn(&StepTold) -> Option<Words>;

/// How many parts a list of a version has, and where it stands.
type Counting = fn(&Regime) -> Option<(usize, Cite)>;

/// The number of parts and the paragraph that lists them.
fn whole<'a>(cites: impl Iterator<Item = &'a Cite>) -> Option<(usize, Cite)> {
    let mut cites = cites.peekable();
    let first = Cite { item: None, ..(*cites.peek()?).clone() };
    Some((cites.count(), first))
}
