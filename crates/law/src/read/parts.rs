//! Provisions and all that stands at an address: no block cites what the version does not contain.

use std::collections::BTreeSet;
use std::ops::Range;

use super::twice;
use crate::content::Block;
use crate::fault::Source;
use crate::file::{Cited as _, LawFile};
use crate::provision::ProvisionBlock;
use crate::{Carrier, Cite, Content, Fault, Identity, Provision, Words};

/// The addresses of a version.
pub(super) struct Addresses<'text> {
    source: Source<'text>,
    known: BTreeSet<Cite>,
}

impl<'text> Addresses<'text> {
    /// From the provisions, each once.
    pub(super) fn new(source: Source<'text>, file: &LawFile) -> Result<Self, Fault> {
        let mut known = BTreeSet::new();
        for block in &file.provision {
            if !known.insert(block.cite()) {
                return Err(twice(&source, block.article.span()));
            }
        }
        Ok(Addresses { source, known })
    }

    /// That a provision stands at an address.
    pub(super) fn check(&self, cite: &Cite, at: Range<usize>) -> Result<(), Fault> {
        if self.known.contains(cite) {
            return Ok(());
        }
        let here: Vec<String> = self
            .known
            .iter()
            .filter(|known| known.article == cite.article)
            .map(|known| known.words().en)
            .collect();
        let (address, here) = (cite.words(), here.join(", "));
        let what = Words::new(
            format!("没有 `[[provision]]` 位于{}；该条有：{here}", address.zh),
            format!(
                "no `[[provision]]` stands at {}; of that article there are: {here}",
                address.en
            ),
        );
        Err(self.source.fault(at, what))
    }

    /// That every rule, step, filing and object cites a provision.
    pub(super) fn check_machine(&self, file: &LawFile) -> Result<(), Fault> {
        for cite in file.rules.values() {
            self.check(cite.get_ref(), cite.span())?;
        }
        for step in &file.step {
            self.check(&step.get_ref().cite(), step.get_ref().place())?;
        }
        for filing in &file.filing {
            self.check(&filing.cite(), filing.place())?;
        }
        for object in &file.ex_officio {
            self.check(&object.cite(), object.place())?;
        }
        Ok(())
    }

    /// The parts that blocks become, their addresses checked.
    fn parts<B: Block>(&self, blocks: Vec<B>) -> Result<Vec<B::Part>, Fault> {
        let mut parts = Vec::with_capacity(blocks.len());
        for block in blocks {
            self.check(&block.cite(), block.place())?;
            parts.push(block.part());
        }
        Ok(parts)
    }

    /// All parts besides the steps.
    pub(super) fn content(&self, file: &mut LawFile) -> Result<Content, Fault> {
        use std::mem::take;
        Ok(Content {
            institutions: self.parts(take(&mut file.institution))?,
            triggers: self.parts(take(&mut file.trigger))?,
            thresholds: self.parts(take(&mut file.threshold))?,
            categories: self.parts(take(&mut file.category))?,
            materials: self.parts(take(&mut file.material))?,
            factors: self.parts(take(&mut file.factor))?,
            duties: self.parts(take(&mut file.duty))?,
            exclusions: self.parts(take(&mut file.exclusion))?,
            penalties: self.parts(take(&mut file.penalty))?,
            publications: self.parts(take(&mut file.publication))?,
            complaints: self.parts(take(&mut file.complaint))?,
        })
    }
}

/// The provisions; one that binds somebody is carried by something or says why not.
pub(super) fn provisions(source: &Source<'_>, file: &mut LawFile) -> Result<Vec<Provision>, Fault> {
    for block in &file.provision {
        let carried = !block.carried_by.is_empty() || block.out_of_reach.is_some();
        if block.kind.is_normative() && !carried {
            let what = Words::new(
                "此条设定义务、职权或期限，须写明 `carried_by` 或 `out_of_reach`",
                "this binds somebody: say what carries it (`carried_by`) or why nothing does \
                 (`out_of_reach`)",
            );
            return Err(source.fault(block.article.span(), what));
        }
        check_limits(source, file, block)?;
    }
    let blocks = std::mem::take(&mut file.provision);
    Ok(blocks.into_iter().map(ProvisionBlock::provision).collect())
}

/// That a limit said to carry a provision is one of this version.
fn check_limits(source: &Source<'_>, file: &LawFile, block: &ProvisionBlock) -> Result<(), Fault> {
    for carrier in &block.carried_by {
        let Carrier::Limit(name) = carrier.get_ref() else {
            continue;
        };
        let limited = file.step.iter().map(|step| step.get_ref()).any(|step| {
            let has = step.working_days.is_some()
                || step.months.is_some()
                || step.calendar_days.is_some();
            step.name.get_ref() == name && has
        });
        if !limited {
            let what = Words::new(
                format!("本版本没有期限 `{}`", name.word()),
                format!("this version has no limit `{}`", name.word()),
            );
            return Err(source.fault(carrier.span(), what));
        }
    }
    Ok(())
}

/// Identity beyond name and dates; issuers are members or institutions of the version.
pub(super) fn identity(source: &Source<'_>, file: &LawFile) -> Result<Identity, Fault> {
    let members = file.member.iter().map(|block| block.get_ref().id.as_str());
    let institutions = file.institution.iter().map(|block| block.id());
    let known: Vec<&str> = members.chain(institutions).collect();
    for issuer in &file.issuers {
        let id = issuer.get_ref().as_str();
        if !known.contains(&id) {
            let what = Words::new(
                format!("`{id}` 不是成员单位，也不是本版本的机构"),
                format!("`{id}` is neither a member nor an institution of this version"),
            );
            return Err(source.unknown(issuer.span(), what, id, known));
        }
    }
    let notes = file.repeals.iter().filter_map(|block| block.note.clone());
    Ok(Identity {
        form: file.form.clone(),
        order: file.order.clone(),
        adopted: file.adopted,
        published: file.published,
        issuers: file.issuers.iter().map(|id| id.get_ref().clone()).collect(),
        notes: notes.collect(),
        public_consultation: file.public_consultation.clone(),
    })
}
