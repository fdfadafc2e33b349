//! The files of the tree, read once.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

/// Folders that are not ours: what is built, what git keeps, environments of other languages.
const SKIPPED: &[&str] = &["target", ".git", ".venv", "__pycache__", "node_modules"];

/// A text file, its path relative to the root and written with `/`.
pub struct File {
    /// Where it is.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl File {
    /// Its lines, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// All files of the project.
pub struct Tree {
    files: Vec<File>,
    /// Paths of files that are no text: pictures.
    pictures: Vec<String>,
}

impl Tree {
    /// Reads everything under `root`; of what is not text only the path.
    pub fn read(root: &Path) -> anyhow::Result<Tree> {
        let mut tree = Tree { files: Vec::new(), pictures: Vec::new() };
        collect(root, "", &mut tree)?;
        tree.files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(tree)
    }

    /// Every file.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// Whether there is a picture of this path.
    pub fn has_picture(&self, path: &str) -> bool {
        self.pictures.iter().any(|picture| picture == path)
    }

    /// The files whose path ends so.
    pub fn with_ending(&self, ending: &'static str) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.path.ends_with(ending))
    }

    /// One file.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

fn collect(folder: &Path, prefix: &str, tree: &mut Tree) -> anyhow::Result<()> {
    let shown = || format!("cannot read `{}`", folder.display());
    for entry in fs::read_dir(folder).with_context(shown)? {
        let entry = entry.with_context(shown)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().with_context(shown)?;
        if kind.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                collect(&entry.path(), &format!("{path}/"), tree)?;
            }
        } else if kind.is_file() && name != ".git" {
            let bytes = fs::read(entry.path()).with_context(|| format!("cannot read `{path}`"))?;
            match String::from_utf8(bytes) {
                Ok(text) => tree.files.push(File { path, text }),
                Err(_) => tree.pictures.push(path),
            }
        }
    }
    Ok(())
}
