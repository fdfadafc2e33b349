//! What a filing lacks before it can be handed in, item by item, each with its article.

use access::OrganisationKind;
use jiff::civil::Date;
use law::{FilingKind, Governs, Material as Kind, Regime, Rule, Words};
use review::Context;
use serde_json::{Map, Value, json};
use store::desk::filing::{Filing, Material};
use store::desk::people::Organisation;

use crate::problem::both;

/// One thing a filing needs.
pub struct Item {
    /// What: a material's word, or a pointer into subject or answers.
    pub what: String,
    /// The article that asks for it; `None`: a rule of the house.
    pub article: Option<String>,
    /// Whether it is there.
    pub present: Present,
    /// What it is.
    pub text: Words,
}

/// Whether something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Present {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// What is there cannot be used; the item's text says why.
    Unfit,
}

/// A checked filing.
pub struct Check {
    /// The version that would govern.
    pub law: Option<String>,
    /// Every item.
    pub items: Vec<Item>,
}

impl Check {
    /// The materials that are missing, `other` aside: it is what the review may need.
    pub fn missing_materials(&self) -> Vec<Kind> {
        let missing = self.items.iter().filter(|item| item.present == Present::No);
        missing.filter_map(|item| material(&item.what)).collect()
    }

    /// What is missing or unfit besides materials.
    pub fn missing_answers(&self) -> Vec<&Item> {
        let missing = self.items.iter().filter(|item| item.present != Present::Yes);
        missing.filter(|item| material(&item.what).is_none()).collect()
    }

    /// In JSON.
    pub fn tell(&self) -> Value {
        let complete = self.items.iter().all(|item| item.present == Present::Yes);
        let items = self.items.iter().map(|item| {
            json!({"item": item.what, "article": item.article,
                   "present": item.present == Present::Yes, "text": both(&item.text)})
        });
        json!({"complete": complete, "law": self.law, "items": items.collect::<Vec<Value>>()})
    }
}

fn material(word: &str) -> Option<Kind> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

/// Checks a filing as of a day, among the organisations known here.
pub fn check(
    context: &Context,
    today: Date,
    filing: &Filing,
    materials: &[Material],
    houses: &[Organisation],
) -> Check {
    let regime = match context.book().governs(today) {
        Governs::By(regime, _, _) => Some(regime),
        Governs::None(_) => None,
    };
    let object = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let (subject, answers) = (object(&filing.subject), object(&filing.answers));
    let mut items = vec![title(&subject), secrets(regime.map(AsRef::as_ref), &answers)];
    items.extend(named(&subject, &PROVIDER, houses));
    items.extend(named(&subject, &DEPARTMENT, houses));
    items.extend(material_items(regime.map(AsRef::as_ref), filing, materials));
    Check { law: regime.map(|regime| regime.id.to_string()), items }
}

fn article(regime: Option<&Regime>, rule: Rule) -> Option<String> {
    regime?.rule(rule).map(|cite| cite.article.to_string())
}

fn present(is: bool) -> Present {
    if is { Present::Yes } else { Present::No }
}

fn title(subject: &Map<String, Value>) -> Item {
    let text = subject.get("title").and_then(Value::as_str);
    Item {
        what: "/subject/title".to_owned(),
        article: None,
        present: present(text.is_some_and(|text| !text.trim().is_empty())),
        text: Words::new("申报事项名称", "what the filing is about, in a few words"),
    }
}

/// An organisation that a subject may name.
struct Named {
    member: &'static str,
    kind: OrganisationKind,
    /// By what it is named.
    id: fn(&Organisation) -> Option<&str>,
    zh: &'static str,
    en: &'static str,
}

const PROVIDER: Named = Named {
    member: "provider",
    kind: OrganisationKind::Provider,
    id: |house| Some(&house.id),
    zh: "提供者",
    en: "provider",
};
const DEPARTMENT: Named = Named {
    member: "protection_department",
    kind: OrganisationKind::ProtectionDepartment,
    id: |house| house.body.as_deref(),
    zh: "保护工作部门",
    en: "protection department",
};

/// What a subject names is known here: else whom it means would be guessed, or nobody asked.
fn named(subject: &Map<String, Value>, named: &Named, houses: &[Organisation]) -> Option<Item> {
    let value = subject.get(named.member).filter(|value| !value.is_null())?;
    let (zh, en) = (named.zh, named.en);
    let known = |id: &str| {
        let mut fitting = houses.iter().filter(|house| house.kind == named.kind.name());
        fitting.any(|house| (named.id)(house) == Some(id))
    };
    let (present, text) = match value.as_str() {
        Some(id) if known(id) => (Present::Yes, Words::new(zh, format!("the {en}"))),
        Some(id) => (
            Present::Unfit,
            Words::new(
                format!("没有代号为“{id}”的{zh}；尚未登记的，请不填此项，另以其他项目写明名称"),
                format!(
                    "no {en} with the id `{id}` is known here; leave one that is not entered out \
                     and name it under another member"
                ),
            ),
        ),
        None => (
            Present::Unfit,
            Words::new(format!("{zh}应为文字：其代号"), format!("the {en} is a text: its id")),
        ),
    };
    Some(Item { what: format!("/subject/{}", named.member), article: None, present, text })
}

/// State secrets never enter: whoever files declares that there are none.
fn secrets(regime: Option<&Regime>, answers: &Map<String, Value>) -> Item {
    let declared = answers.get("no_state_secrets") == Some(&Value::Bool(true));
    Item {
        what: "/answers/no_state_secrets".to_owned(),
        article: article(regime, Rule::StateSecrets),
        present: present(declared),
        text: Words::new(
            "声明申报材料不含国家秘密（涉密材料依照保密规定另行报送，不得上传）",
            "a declaration that no state secret is contained (classified papers go by the way the \
                secrecy rules lay down and are never uploaded)",
        ),
    }
}

fn material_items(regime: Option<&Regime>, filing: &Filing, there: &[Material]) -> Vec<Item> {
    let kind = crate::api::kind_of(filing);
    let needed = [Kind::Declaration, Kind::Analysis, Kind::Documents];
    let items = needed.into_iter().map(|material| {
        let what = crate::desk::word(&material);
        Item {
            article: article(regime, Rule::Materials),
            present: present(there.iter().any(|file| file.material == what)),
            text: name(material, kind),
            what,
        }
    });
    items.collect()
}

fn name(material: Kind, filing: Option<FilingKind>) -> Words {
    match (material, filing) {
        (Kind::Declaration, _) => Words::new("申报书", "the declaration"),
        (Kind::Analysis, _) => Words::new(
            "关于影响或者可能影响国家安全的分析报告",
            "the analysis of how national security is or may be affected",
        ),
        (Kind::Documents, Some(FilingKind::Listing)) => {
            Words::new("拟提交的上市申请文件", "the listing documents to be submitted")
        }
        (Kind::Documents, Some(FilingKind::Procurement | FilingKind::DataProcessing) | None) => {
            Words::new(
                "采购文件、协议、拟签订的合同等",
                "purchase documents, agreements, the contract to be signed and the like",
            )
        }
        (Kind::Other, _) => Words::new("其他材料", "other materials"),
    }
}
