//! What the record knows that may tie a person to a party or a provider (2022, Art. 18): where he
//! is or was at home, whose mandate he or his firm held, which lab of his evaluated for the party.
//! Shown before he declares; it decides nothing.

use jiff::Span;
use jiff::civil::Date;
use law::Words;
use review::{Actor, BodyId};
use serde::{Deserialize, Serialize};
use store::desk::tie::{self, Tie};
use store::{Order, Query, Shown};

use crate::asked::Asked;
use crate::desk::Docket;
use crate::problem::Problem;

/// How long a former role is a link.
const YEARS: i64 = 3;
/// Reviews of a party that are looked at for its labs, the newest first.
const LOOKED_AT: u16 = 200;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// `employer`, `former`, `mandate`, `firm` or `lab`.
    pub kind: String,
    /// `party` or `provider`.
    pub side: String,
    /// The organisation through which: the side itself, the law firm, the lab.
    pub through: String,
    /// Whether the account is another of the same name: it may be somebody else's.
    pub by_name: bool,
}

/// Kinds of links.
pub const KINDS: &[&str] = &["employer", "former", "mandate", "firm", "lab"];

impl Link {
    /// The link in words, as a fault tells it.
    pub fn words(&self) -> Words {
        let (zh, en) = match self.kind.as_str() {
            "employer" => ("本人账户属于该单位", "your account is of that organisation"),
            "former" => ("近三年内曾在该单位任职", "a role there within three years"),
            "mandate" => ("近三年内曾受其委托", "a mandate of it within three years"),
            "firm" => ("所属律师事务所近三年内曾受其委托", "your law firm held its mandate"),
            _ => ("所属机构曾为其作检测评估", "your lab evaluated for it"),
        };
        let side = match self.side.as_str() {
            "party" => ("当事人", "the party"),
            _ => ("提供者", "the provider"),
        };
        let name = if self.by_name {
            ("（同名账户）", " (by an account of the same name)")
        } else {
            ("", "")
        };
        Words::new(
            format!("{}：{zh}（{}）{}", side.0, self.through, name.0),
            format!("{}: {en} ({}){}", side.1, self.through, name.1),
        )
    }
}

impl Asked {
    /// The caller's links to the sides of a docket.
    pub fn links(&self, docket: &Docket) -> Result<Vec<Link>, Problem> {
        let own = self.person()?.id.as_str();
        let ties = self.office.read(|conn| tie::ties(conn, own))?;
        let mut links = Vec::new();
        for (side, id) in [("party", &docket.case.party), ("provider", &docket.case.provider)] {
            if let Some(id) = id {
                self.links_to(side, id, own, &ties, &mut links)?;
            }
        }
        links.sort();
        links.dedup();
        Ok(links)
    }

    fn links_to(
        &self,
        side: &str,
        id: &str,
        own: &str,
        ties: &[Tie],
        links: &mut Vec<Link>,
    ) -> Result<(), Problem> {
        for tie in ties {
            let by_name = tie.account != own;
            let mut link = |kind: &str, through: &str| {
                let (kind, side, through) = (kind.to_owned(), side.to_owned(), through.to_owned());
                links.push(Link { kind, side, through, by_name });
            };
            let house = &tie.organisation;
            let recent = match &tie.role {
                Some((_, from, until)) => lately(self.today, from, until.as_deref()),
                // An account without a role is at home where it is.
                None => true,
            };
            if house.id == id && (recent || !by_name) {
                link(if by_name { "former" } else { "employer" }, &house.name);
            }
            if recent && tie.on_behalf_of.as_deref() == Some(id) {
                link("mandate", &house.name);
            }
            if house.kind == "law-firm" && recent && self.firm_served(&house.id, id)? {
                link("firm", &house.name);
            }
            if let Some(body) = house.body.as_deref().filter(|_| house.kind == "lab" && recent)
                && side == "party"
                && self.evaluated_for(body, id)?
            {
                link("lab", &house.name);
            }
        }
        Ok(())
    }

    /// Whether anybody of a law firm held a side's mandate lately.
    fn firm_served(&self, firm: &str, side: &str) -> Result<bool, Problem> {
        let mandates = self.office.read(|conn| tie::mandates(conn, firm))?;
        let served = mandates
            .iter()
            .any(|(of, from, until)| of == side && lately(self.today, from, until.as_deref()));
        Ok(served)
    }

    /// Whether a review of the party was assigned to a lab.
    fn evaluated_for(&self, lab: &str, party: &str) -> Result<bool, Problem> {
        let Some(lab) = BodyId::new(lab).map(Actor::Lab) else {
            return Ok(false);
        };
        let query = Query {
            standing: Shown::All,
            party: Some(party.to_owned()),
            order: Order::Newest,
            limit: LOOKED_AT,
            ..Query::default()
        };
        let office = &self.office;
        let page = office.reader().list(&query).map_err(|error| Problem::broken(&error))?;
        for row in &page.rows {
            let id = access::DocketId::new(row.stream.as_str());
            let docket = office.dockets.find(office, &id)?;
            if docket.is_some_and(|docket| docket.standing.assigned.contains(&lab)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether a role held from a day to a day was held within the last three years.
fn lately(today: Date, from: &str, until: Option<&str>) -> bool {
    let since = today.checked_sub(Span::new().years(YEARS)).unwrap_or(today);
    let day = |text: &str| text.parse::<Date>().ok();
    let begun = day(from).is_some_and(|from| from <= today);
    // A last day that cannot be read ends nothing.
    let ended = until.and_then(day).is_some_and(|until| until < since);
    begun && !ended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_a_link_for_three_years_after_its_last_day() {
        let today = "2026-03-04".parse().unwrap();
        for (from, until, expected) in [
            ("2020-01-01", None, true),
            ("2020-01-01", Some("2023-03-04"), true),
            ("2020-01-01", Some("2023-03-03"), false),
            ("2026-03-04", Some("2026-12-31"), true),
            ("2026-03-05", None, false),
            ("2024-01-01", Some("no day"), true),
        ] {
            assert_eq!(lately(today, from, until), expected, "{from} {until:?}");
        }
    }
}
