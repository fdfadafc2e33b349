//! Every statement, one a file. Placeholders are `$1`, `$2`, … in the order in which they first
//! appear, so that they are bound by position here and mean the same to PostgreSQL.

macro_rules! statements {
    ($($name:ident = $file:literal;)*) => {
        $(pub const $name: &str = include_str!(concat!("sql/", $file, ".sql"));)*
    };
}

statements! {
    APART = "apart";
    APART_END = "apart_end";
    APART_UNDO = "apart_undo";
    BEGIN = "begin";
    COMMIT = "commit";
    ROLLBACK = "rollback";
    SCHEMA_1 = "schema_1";
    SCHEMA_2 = "schema_2";
    SCHEMA_3 = "schema_3";
    SCHEMA_4 = "schema_4";
    SCHEMA_4_END = "schema_4_end";
    SCHEMA_13 = "schema_13";
    SCHEMA_14 = "schema_14";
    SCHEMA_LOG = "schema_log";
    SCHEMA_LOG_END = "schema_log_end";
    CHECKPOINT_ADD = "checkpoint_add";
    CHECKPOINT_ALL = "checkpoint_all";
    CHECKPOINT_COVERING = "checkpoint_covering";
    CHECKPOINT_LAST = "checkpoint_last";
    COSIGNATURE_ADD = "cosignature_add";
    COSIGNATURE_LAST = "cosignature_last";
    COSIGNATURE_OF = "cosignature_of";
    ENTRY_APPEND = "entry_append";
    DESTROYING_ADD = "destroying_add";
    DESTROYING_ALL = "destroying_all";
    DESTROYING_DONE = "destroying_done";
    ENTRY_ALL = "entry_all";
    ENTRY_BY_SEQ = "entry_by_seq";
    ENTRY_CONTENT = "entry_content";
    ENTRY_KEY_ADD = "entry_key_add";
    ENTRY_KEY_DESTROY = "entry_key_destroy";
    ENTRY_LAST = "entry_last";
    ENTRY_PLAIN = "entry_plain";
    ENTRY_SEALED_ADD = "entry_sealed_add";
    ENTRY_OF_STREAM = "entry_of_stream";
    ENTRY_PAGE = "entry_page";
    ENTRY_PLACE = "entry_place";
    HEAD_ALL = "head_all";
    HEAD_APPEND = "head_append";
    HEAD_LAST = "head_last";
    LEAF_RANGE = "leaf_range";
    LEAF_RANGE_SM3 = "leaf_range_sm3";
    LEAF_SET_SM3 = "leaf_set_sm3";
    NUMBER_ALL = "number_all";
    NUMBER_LAST = "number_last";
    NUMBER_SET = "number_set";
    RECEIPT_ADD = "receipt_add";
    RECEIPT_KEYS = "receipt_keys";
    RECEIPT_LOST = "receipt_lost";
    RECEIPT_FIND = "receipt_find";
    RECEIPT_FORGET = "receipt_forget";
    REDACTION_ADD = "redaction_add";
    REVIEW_LOST = "review_lost";
    REVIEW_PLAIN = "review_plain";
    REVIEW_SEALED_ADD = "review_sealed_add";
    REVIEW_TEXT_SEALED_ADD = "review_text_sealed_add";
    REVIEW_CLEAR = "review_clear";
    REVIEW_NEWEST = "review_newest";
    REVIEW_NUMBERS = "review_numbers";
    REVIEW_OF_PARTY = "review_of_party";
    REVIEW_ONE = "review_one";
    REVIEW_PUT = "review_put";
    REVIEW_REPLACE = "review_replace";
    REVIEW_STEP = "review_step";
    REVIEW_FOUND_CLEAR = "review_found_clear";
    REVIEW_FOUND_PUT = "review_found_put";
    REVIEW_FOUND_UNLIST = "review_found_unlist";
    REVIEW_UNLIST = "review_unlist";
    REVIEW_URGENT = "review_urgent";
    SCOPE_ADD = "scope_add";
    SCOPE_AFTER = "scope_after";
    SCOPE_DESTROY = "scope_destroy";
    SCOPE_DESTROYED = "scope_destroyed";
    SCOPE_FIND = "scope_find";
    SCOPE_REWRAP = "scope_rewrap";
    STREAM_ADD = "stream_add";
    STREAM_ALL = "stream_all";
    STREAM_FIND = "stream_find";
    STREAM_LAST = "stream_last";
    SUBTREE_APPEND = "subtree_append";
    SUBTREE_APPEND_SM3 = "subtree_append_sm3";
    SUBTREE_FILL = "subtree_fill";
    SUBTREE_FILL_SM3 = "subtree_fill_sm3";
    SUBTREE_FROM = "subtree_from";
    SUBTREE_FROM_SM3 = "subtree_from_sm3";
    SUBTREE_PLACES = "subtree_places";
    SUBTREE_PLACES_SM3 = "subtree_places_sm3";
    SUBTREE_RANGE = "subtree_range";
    SUBTREE_RANGE_SM3 = "subtree_range_sm3";
    VACUUM = "vacuum";
}
