//! What is no record: accounts, tokens, drafts, uploads. Beside the record in the same database, so
//! that both can change in one transaction ([`crate::Also`]).

/// Tables of folder format 1.
pub(crate) const SCHEMA_1: &str = "";
