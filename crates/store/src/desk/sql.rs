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
    ANSWERED_ALL = "answered_all";
    ANSWERED_DELETE = "answered_delete";
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
    DOCUMENT_ALL = "document_all";
    DOCUMENT_OF_SCOPE = "document_of_scope";
    DIGEST_ADD = "digest_add";
    DIGEST_ONE = "digest_one";
    DECLARATION_SAID_ADD = "declaration_said_add";
    DECLARATION_SAID_LINKED = "declaration_said_linked";
    DECLARATION_SAID_OF_DOCKET = "declaration_said_of_docket";
    DECLARATION_SAID_PLAIN = "declaration_said_plain";
    DECLARATION_SAID_SEAL = "declaration_said_seal";
    EMERGENCY_ADD = "emergency_add";
    EMERGENCY_END = "emergency_end";
    EMERGENCY_FIND = "emergency_find";
    EMERGENCY_PLAIN = "emergency_plain";
    EMERGENCY_SEAL = "emergency_seal";
    FILE_ADD = "file_add";
    FILE_DELETE = "file_delete";
    FILE_NAME = "file_name";
    FILE_OF_ENTRY = "file_of_entry";
    FILE_PLAIN = "file_plain";
    FILE_RENAME = "file_rename";
    FILE_SEALED_ADD = "file_sealed_add";
    FILE_ONE = "file_one";
    FILE_WAITING = "file_waiting";
    FILING_ADD = "filing_add";
    FILING_CHANGE = "filing_change";
    FILING_DELETE = "filing_delete";
    FILING_OF_PARTY = "filing_of_party";
    FILING_ONE = "filing_one";
    FILING_PLAIN = "filing_plain";
    FILING_SEALED_ADD = "filing_sealed_add";
    FILING_SUBMIT = "filing_submit";
    FOUR_EYES_ADD = "four_eyes_add";
    FOUR_EYES_ANSWER = "four_eyes_answer";
    FOUR_EYES_FIND = "four_eyes_find";
    FOUR_EYES_PLAIN = "four_eyes_plain";
    FOUR_EYES_SEAL = "four_eyes_seal";
    FOUR_EYES_USE = "four_eyes_use";
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
    LOOKED_COUNT = "looked_count";
    LOOKED_FORGET = "looked_forget";
    LOOKED_FORGET_ONE = "looked_forget_one";
    LOOKED_ONE = "looked_one";
    LOOKED_PUT = "looked_put";
    LOOKED_SCANNED = "looked_scanned";
    LOOKED_WAITING = "looked_waiting";
    MANDATE_OF_FIRM = "mandate_of_firm";
    MATERIAL_DELETE = "material_delete";
    MATERIAL_DELETE_ALL = "material_delete_all";
    MATERIAL_OF_FILING = "material_of_filing";
    MATERIAL_PLAIN = "material_plain";
    MATERIAL_PUT = "material_put";
    MATERIAL_SEALED_ADD = "material_sealed_add";
    MATERIAL_USES = "material_uses";
    NOTICE_ADD = "notice_add";
    NOTICE_ALL = "notice_all";
    NOTICE_CONFIRM = "notice_confirm";
    NOTICE_ONE = "notice_one";
    ORGANISATION_ADD = "organisation_add";
    ORGANISATION_ALL = "organisation_all";
    ORGANISATION_ONE = "organisation_one";
    PURPOSE_FIND = "purpose_find";
    PURPOSE_PLAIN = "purpose_plain";
    PURPOSE_PUT = "purpose_put";
    PURPOSE_SEAL = "purpose_seal";
    READING_ADD = "reading_add";
    READING_COUNT = "reading_count";
    READING_OF_ACCOUNT = "reading_of_account";
    READING_OF_ALL = "reading_of_all";
    READING_OF_EMERGENCY = "reading_of_emergency";
    READING_OF_OWNER = "reading_of_owner";
    READING_OF_REVIEW = "reading_of_review";
    READING_PLAIN = "reading_plain";
    READING_SEAL = "reading_seal";
    SCHEMA_1 = "schema_1";
    SCHEMA_2 = "schema_2";
    SCHEMA_4 = "schema_4";
    SCHEMA_4_END = "schema_4_end";
    SCHEMA_DESTROYING = "schema_destroying";
    SCHEMA_ENTRANCE = "schema_entrance";
    SCHEMA_FREE_TEXTS = "schema_free_texts";
    SCHEMA_FREE_TEXTS_END = "schema_free_texts_end";
    SCHEMA_LOOKED = "schema_looked";
    SCHEMA_RECEIPTS = "schema_receipts";
    STAMP_ASK = "stamp_ask";
    STAMP_COUNT = "stamp_count";
    STAMP_GOT = "stamp_got";
    STAMP_LATER = "stamp_later";
    STAMP_ONE = "stamp_one";
    STAMP_WAITING = "stamp_waiting";
    SCHEMA_READINGS = "schema_readings";
    SETTING_GET = "setting_get";
    SETTING_PUT = "setting_put";
    TIE_OF_ACCOUNT = "tie_of_account";
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
