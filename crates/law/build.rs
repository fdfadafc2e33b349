//! Lists the law files, so that a version, or an example of another regime, is added by adding its
//! file and nothing else.

use std::fmt::Write as _;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let mut list = String::from("&[\n");
    for within in ["", "examples/"] {
        let folder = folder.join(within);
        println!("cargo::rerun-if-changed={}", folder.display());
        for name in names(&folder)? {
            let path = folder.join(&name);
            let name = format!("{within}{name}");
            let _ = writeln!(list, "    ({name:?}, include_str!({path:?})),");
        }
    }
    list.push_str("]\n");
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells a build script its folder through the environment"
    )]
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    std::fs::write(Path::new(&out).join("law_files.rs"), list)
}

/// The law files of a folder, sorted. `penalties.toml` is no version of the Measures: it is read by
/// itself.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") && name != "penalties.toml" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
