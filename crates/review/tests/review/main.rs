//! The core against counts by hand, and against the law's own words.

mod limits;
