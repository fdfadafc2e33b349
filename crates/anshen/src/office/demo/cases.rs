//! The cases of the demonstration: the public ones from `dockets/cases`, and invented ones.

use anyhow::anyhow;
use law::Language;
use review::Context;
use review::docket::{Page, Section, read_page};
use server::World;
use server::seed::{Brought, bring_in};
use store::Store;

/// Dockets others can check: the public cases.
const PUBLIC: &[(&str, &str)] = &[
    ("didi.md", include_str!("../../../../../dockets/cases/didi.md")),
    ("full-truck-alliance.md", include_str!("../../../../../dockets/cases/full-truck-alliance.md")),
    ("boss-zhipin.md", include_str!("../../../../../dockets/cases/boss-zhipin.md")),
    ("cnki.md", include_str!("../../../../../dockets/cases/cnki.md")),
    ("micron.md", include_str!("../../../../../dockets/cases/micron.md")),
    ("opened-2026-08-06.md", include_str!("../../../../../dockets/cases/opened-2026-08-06.md")),
];
const INVENTED: &str = include_str!("invented.md");

/// Brings all of them in; how many acts that were.
pub fn bring_all_in(store: &Store, world: &World, context: &Context) -> anyhow::Result<usize> {
    let mut public = Vec::new();
    for (name, text) in PUBLIC {
        public.push(read(name, text)?);
    }
    let invented = read("invented.md", INVENTED)?;
    let known = public
        .iter()
        .flat_map(|page| &page.sections)
        .map(|section| Brought { section, party: None });
    let ours = invented.sections.iter().map(|section| Brought { party: party(section), section });
    let cases: Vec<Brought<'_>> = known.chain(ours).collect();
    Ok(bring_in(store, world, context, &cases)?)
}

/// The party of an invented case, by the name its heading begins with.
fn party(section: &Section) -> Option<String> {
    let parties = [("北辰", "beichen"), ("云禾", "yunhe")];
    let named = parties.iter().find(|(name, _)| section.title.starts_with(name));
    named.map(|(_, id)| (*id).to_owned())
}

fn read(name: &str, text: &str) -> anyhow::Result<Page> {
    read_page(text).map_err(|faults| {
        let told = faults.iter().map(|fault| fault.tell(name, Language::En));
        anyhow!("{}", told.collect::<Vec<String>>().join("\n"))
    })
}
