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
    CREDENTIAL_END_LEAVERS = "credential_end_leavers";
    CREDENTIAL_END_OTHERS = "credential_end_others";
    CREDENTIAL_END_SESSIONS = "credential_end_sessions";
    CREDENTIAL_FIND = "credential_find";
    CREDENTIAL_FORGET = "credential_forget";
    CREDENTIAL_OF_ACCOUNT = "credential_of_account";
    CREDENTIAL_ONE = "credential_one";
    CREDENTIAL_PROVE = "credential_prove";
    CREDENTIAL_STANDS = "credential_stands";
    CREDENTIAL_USE = "credential_use";
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
    IDENTITY_ADD = "identity_add";
    IDENTITY_END = "identity_end";
    IDENTITY_END_ALL = "identity_end_all";
    IDENTITY_FIND = "identity_find";
    IDENTITY_OF_ACCOUNT = "identity_of_account";
    IDENTITY_USE = "identity_use";
    LINK_ADD = "link_add";
    LINK_END = "link_end";
    LINK_END_LEAVERS = "link_end_leavers";
    LINK_FIND = "link_find";
    LINK_TAKE = "link_take";
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
    PASSKEY_ADD = "passkey_add";
    PASSKEY_BY_CREDENTIAL = "passkey_by_credential";
    PASSKEY_END = "passkey_end";
    PASSKEY_END_ALL = "passkey_end_all";
    PASSKEY_OF_ACCOUNT = "passkey_of_account";
    PASSKEY_USE = "passkey_use";
    RECOVERY_ADD = "recovery_add";
    RECOVERY_END = "recovery_end";
    RECOVERY_LEFT = "recovery_left";
    RECOVERY_USE = "recovery_use";
    RESET_ADD = "reset_add";
    RESET_ALL = "reset_all";
    RESET_CONFIRM = "reset_confirm";
    RESET_END = "reset_end";
    RESET_ONE = "reset_one";
    SCHEMA_1 = "schema_1";
    SCHEMA_2 = "schema_2";
    SCHEMA_4 = "schema_4";
    SETTING_GET = "setting_get";
    SETTING_PUT = "setting_put";
    TOTP_CONFIRM = "totp_confirm";
    TOTP_END = "totp_end";
    TOTP_ONE = "totp_one";
    TOTP_PUT = "totp_put";
    TOTP_USE = "totp_use";
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
