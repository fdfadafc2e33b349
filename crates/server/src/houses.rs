//! Which organisations there can be: one Office, one office of the Commission, each body once.

use access::OrganisationKind;
use law::{Book, Status, Words};
use review::BodyId;
use store::desk::people::Organisation;

use crate::problem::Fault;

/// What is wrong with an organisation to be entered among those that are known.
pub fn unfit(book: &Book, new: &Organisation, known: &[Organisation]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if BodyId::new(&new.id).is_none() {
        faults.push(Fault::new("/id", no_id()));
    } else if known.iter().any(|house| house.id == new.id) {
        faults.push(Fault::new("/id", taken()));
    }
    let Ok(kind) = new.kind.parse::<OrganisationKind>() else {
        faults.push(Fault::new("/kind", Words::new("没有此类单位", "there is no such kind")));
        return faults;
    };
    let single = matches!(kind, OrganisationKind::Office | OrganisationKind::CommissionOffice);
    if single && known.iter().any(|house| house.kind == new.kind) {
        let text =
            Words::new("此类单位只有一个，已登记", "there is one of this kind, and it is entered");
        faults.push(Fault::new("/kind", text));
    }
    faults.extend(unfit_body(book, kind, new, known).map(|text| Fault::new("/body", text)));
    faults
}

/// What is wrong with the body that an organisation is in a docket.
fn unfit_body(
    book: &Book,
    kind: OrganisationKind,
    new: &Organisation,
    known: &[Organisation],
) -> Option<Words> {
    match (&new.body, is_a_body(kind)) {
        (None, false) => None,
        (None, true) => Some(Words::new(
            "成员单位、部门和第三方机构须注明其在卷宗中的代号",
            "a unit, a department or a lab needs the id it has in a docket",
        )),
        (Some(_), false) => Some(Words::new(
            "仅成员单位、部门和第三方机构在卷宗中有代号",
            "only units, departments and labs are bodies of a docket",
        )),
        (Some(body), true) if BodyId::new(body).is_none() => Some(no_id()),
        (Some(body), true) if known.iter().any(|house| house.body.as_ref() == Some(body)) => {
            Some(taken())
        }
        (Some(body), true) if kind == OrganisationKind::MemberUnit => not_a_member(book, body),
        (Some(_), true) => None,
    }
}

/// Whether an organisation of a kind acts in dockets under an id of its own.
fn is_a_body(kind: OrganisationKind) -> bool {
    match kind {
        OrganisationKind::MemberUnit
        | OrganisationKind::ProtectionDepartment
        | OrganisationKind::Lab => true,
        OrganisationKind::Office
        | OrganisationKind::CommissionOffice
        | OrganisationKind::Party
        | OrganisationKind::Provider
        | OrganisationKind::Experts
        | OrganisationKind::LawFirm
        | OrganisationKind::Public => false,
    }
}

/// The members of the mechanism are named by the version in force.
fn not_a_member(book: &Book, body: &str) -> Option<Words> {
    let regime = book.all().find(|regime| regime.status == Status::InForce)?;
    let members: Vec<&str> = regime.members.iter().map(|member| member.id.as_str()).collect();
    if members.contains(&body) {
        return None;
    }
    let all = members.join(", ");
    Some(Words::new(
        format!("不是现行办法所列成员单位；成员单位为：{all}"),
        format!("no member under the version in force; the members are: {all}"),
    ))
}

fn no_id() -> Words {
    Words::new(
        "应为字母、数字、- 和 _，至多 64 个字符",
        "letters, digits, - and _ are expected, 64 characters at most",
    )
}

fn taken() -> Words {
    Words::new("已被使用", "taken already")
}
