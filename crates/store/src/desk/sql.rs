//! The desk's statements, one a file.

macro_rules! statements {
    ($($name:ident = $file:literal;)*) => {
        $(pub const $name: &str = include_str!(concat!("sql/", $file, ".sql"));)*
    };
}

statements! {
    ACCOUNT_ADD = "account_add";
    ACCOUNT_ALL = "account_all";
    ACCOUNT_BY_LOGIN = "account_by_login";
    ACCOUNT_ONE = "account_one";
    ACCOUNT_PASSWORD = "account_password";
    ACCOUNT_SET_LOCKED = "account_set_locked";
    ACCOUNT_SET_PASSWORD = "account_set_password";
    ANSWERED_ADD = "answered_add";
    ANSWERED_FIND = "answered_find";
    ANSWERED_FORGET = "answered_forget";
    CREDENTIAL_ADD = "credential_add";
    CREDENTIAL_END = "credential_end";
    CREDENTIAL_END_ALL = "credential_end_all";
    CREDENTIAL_END_SESSIONS = "credential_end_sessions";
    CREDENTIAL_FIND = "credential_find";
    CREDENTIAL_FORGET = "credential_forget";
    CREDENTIAL_OF_ACCOUNT = "credential_of_account";
    CREDENTIAL_ONE = "credential_one";
    DECLARATION_CONFLICTS = "declaration_conflicts";
    DECLARATION_OF_DOCKET = "declaration_of_docket";
    DECLARATION_PUT = "declaration_put";
    FILE_ADD = "file_add";
    FILE_DELETE = "file_delete";
    FILE_NAME = "file_name";
    FILE_ONE = "file_one";
    FILE_WAITING = "file_waiting";
    FILING_ADD = "filing_add";
    FILING_CHANGE = "filing_change";
    FILING_DELETE = "filing_delete";
    FILING_OF_PARTY = "filing_of_party";
    FILING_ONE = "filing_one";
    FILING_SUBMIT = "filing_submit";
    GRANT_ADD = "grant_add";
    GRANT_END = "grant_end";
    GRANT_OF_ACCOUNT = "grant_of_account";
    LINK_ADD = "link_add";
    LINK_END = "link_end";
    LINK_FIND = "link_find";
    LINK_TAKE = "link_take";
    LOOKED_COUNT = "looked_count";
    LOOKED_ONE = "looked_one";
    LOOKED_PUT = "looked_put";
    LOOKED_SCANNED = "looked_scanned";
    LOOKED_WAITING = "looked_waiting";
    MATERIAL_DELETE = "material_delete";
    MATERIAL_DELETE_ALL = "material_delete_all";
    MATERIAL_OF_FILING = "material_of_filing";
    MATERIAL_PUT = "material_put";
    MATERIAL_USES = "material_uses";
    NOTICE_ADD = "notice_add";
    NOTICE_ALL = "notice_all";
    NOTICE_CONFIRM = "notice_confirm";
    NOTICE_ONE = "notice_one";
    ORGANISATION_ADD = "organisation_add";
    ORGANISATION_ALL = "organisation_all";
    ORGANISATION_ONE = "organisation_one";
    SCHEMA_1 = "schema_1";
    SCHEMA_2 = "schema_2";
    SCHEMA_4 = "schema_4";
    SETTING_GET = "setting_get";
    SETTING_PUT = "setting_put";
}

#[cfg(test)]
mod tests {
    /// SQLite numbers `$2` by where it first stands, not by its name.
    #[test]
    fn placeholders_first_appear_in_their_order() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desk/sql");
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.lines().filter(|line| !line.starts_with("--"));
            let mut highest = 0;
            for line in code {
                for piece in line.split('$').skip(1) {
                    let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
                    let number: u32 = digits.parse().unwrap();
                    assert!(number <= highest + 1, "{}: ${number}", path.display());
                    highest = highest.max(number);
                }
            }
        }
    }
}
