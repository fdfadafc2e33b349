//! What is sent to us, read once: the same fields give the check, the faults and the OpenAPI
//! schema.

mod acts;
mod body;
mod fields;
mod file_name;
mod json;
mod query;
mod text;

pub use acts::{ActFields, acts, read_act};
pub use body::{Body, SMALL_BODY_BYTES, not_whole, read_whole, stated_length};
pub use fields::{Field, Form, Kind, Presence, schema_of, schema_of_kind};
pub use file_name::FileName;
pub use query::{Query, decoded};
