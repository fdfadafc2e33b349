//! Who takes part in the demonstration.

use std::collections::BTreeMap;

use server::World;
use server::setup::{self, Person, SetupError};
use store::Store;
use store::desk::people::Organisation;

/// Organisations besides the Office, the members and the Commission's office: id, kind, body, name.
const HOUSES: &[(&str, &str, Option<&str>, &str)] = &[
    ("nea", "protection-department", Some("nea"), "国家能源局"),
    ("beichen", "party", None, "北辰电力（虚构）"),
    ("yunhe", "party", None, "云禾数据（虚构）"),
    ("kewei", "provider", None, "科维设备（虚构）"),
    ("cnits", "lab", Some("cnits"), "某第三方机构（虚构）"),
    ("experts", "experts", None, "专家委员会"),
];

/// People besides the liaisons of the members: login, name, organisation, role.
const PEOPLE: &[(&str, &str, &str, &str)] = &[
    ("officer", "经办人甲", "office", "officer"),
    ("officer2", "经办人乙", "office", "officer"),
    ("head", "负责人", "office", "head"),
    ("head2", "副负责人", "office", "head"),
    ("clerk", "内勤甲", "office", "clerk"),
    ("clerk2", "内勤乙", "office", "clerk"),
    ("auditor", "审计员", "office", "auditor"),
    ("commission", "中央网信委经办人", "commission", "commission-clerk"),
    ("nea", "能源局联络员", "nea", "liaison"),
    ("party", "北辰电力申报人", "beichen", "party-admin"),
    ("other", "云禾数据申报人", "yunhe", "party-admin"),
    ("provider", "科维设备联系人", "kewei", "provider"),
    ("lab", "评价人员", "cnits", "lab"),
    ("expert", "专家", "experts", "expert"),
];

/// The members of the mechanism that are consulted, by id.
pub const CONSULTED: &[&str] =
    &["ndrc", "miit", "mps", "mss", "mof", "mofcom", "pboc", "samr", "nrta", "csrc", "nsb", "sca"];

/// The password of everybody in the demonstration; it is printed and no secret.
pub const PASSWORD: &str = "anshen-demo-2026";

/// The logins worth trying, each with who that is, zh and en.
pub const SHOWN: &[(&str, &str, &str)] = &[
    ("party", "当事人：北辰电力", "a party: Beichen Power"),
    ("officer", "审查办公室承办人", "a case officer of the Office"),
    ("head", "审查办公室负责人", "the head of the Office"),
    ("head2", "副负责人：双人事项中的另一人", "the deputy head: the second of what takes two"),
    ("miit", "成员单位联络员：工信部", "the liaison of a member unit: MIIT"),
    ("nea", "保护工作部门：国家能源局", "a protection department: NEA"),
    ("commission", "中央网信委经办人", "the Commission's clerk"),
    ("provider", "提供者：科维设备", "a provider: Kewei"),
    ("clerk", "内勤", "the clerk"),
    ("admin", "系统管理员", "the administrator"),
];

/// Lets everybody in: each login with the password and a token.
pub fn let_in(store: &Store, world: &World) -> Result<BTreeMap<String, String>, SetupError> {
    for (id, kind, body, name) in HOUSES {
        let organisation = Organisation {
            id: (*id).to_owned(),
            kind: (*kind).to_owned(),
            body: body.map(str::to_owned),
            name: (*name).to_owned(),
        };
        setup::add_organisation(store, world, organisation)?;
    }
    let liaisons = CONSULTED.iter().map(|id| (*id, "联络员", *id, "liaison"));
    let mut tokens = BTreeMap::new();
    for (login, name, organisation, role) in PEOPLE.iter().copied().chain(liaisons) {
        let person = Person { login, name, organisation };
        setup::add_person(store, world, &person)?;
        setup::grant_role(store, world, login, role, None)?;
        let token = setup::new_token(store, world, login, "demo", "all", 365)?;
        tokens.insert(login.to_owned(), token.secret);
    }
    let admin = setup::new_token(store, world, "admin", "demo", "all", 365)?;
    tokens.insert("admin".to_owned(), admin.secret);
    let logins: Vec<&str> = tokens.keys().map(String::as_str).collect();
    setup::set_passwords(store, world, &logins, PASSWORD)?;
    Ok(tokens)
}
