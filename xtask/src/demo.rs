//! `cargo xtask demo`: builds the program and starts an office that has something to show.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::debian::{self, COMPILER, CURL};
use crate::machine::{cargo, lasting, root, run as shell, say, timed};

/// The chore; what is asked for is handed on to `anshen demo`.
pub fn run(words: &[String]) -> anyhow::Result<bool> {
    let handed_on = read(words)?;
    debian::need(&[&COMPILER, &CURL])?;
    say("building (the first time some minutes; later seconds)");
    let (built, took) =
        timed(|| shell(&mut cargo(&["build", "--profile", "demo", "-p", "anshen"])));
    if !built? {
        return Ok(false);
    }
    say(format!("built in {}", lasting(took)));
    let program = root().join("target/demo/anshen");
    // WHY: exec, so that Ctrl-C and the exit status are those of the office itself.
    let error = Command::new(&program).arg("demo").args(handed_on).exec();
    Err(error).with_context(|| format!("cannot start `{}`", program.display()))
}

/// The options, checked before anything is built.
fn read(words: &[String]) -> anyhow::Result<Vec<String>> {
    let mut handed_on = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        handed_on.push(name.to_owned());
        match name {
            "--tour-only" if value.is_none() => {}
            "--port" | "--data" => {
                let value = value.or_else(|| words.next().cloned());
                let value = value.with_context(|| format!("`{name}` needs a value"))?;
                if name == "--port" && value.parse::<u16>().is_err() {
                    bail!("`{value}` is no port: 1 to 65535, or 0 for any that is free");
                }
                handed_on.push(value);
            }
            _ => bail!("`{word}` is not known here: --port N, --data DIR, --tour-only"),
        }
    }
    Ok(handed_on)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn check_words(words: &[&str], expected: Option<&[&str]>) {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let read = read(&words).ok();
        let read: Option<Vec<&str>> =
            read.as_ref().map(|words| words.iter().map(String::as_str).collect());
        assert_eq!(read.as_deref(), expected);
    }

    #[test]
    fn options_are_handed_on_or_refused_before_the_build() {
        check_words(&[], Some(&[]));
        check_words(&["--port=80", "--data", "d"], Some(&["--port", "80", "--data", "d"]));
        check_words(&["--tour-only"], Some(&["--tour-only"]));
        check_words(&["--port"], None);
        check_words(&["--port", "70000"], None);
        check_words(&["--prot", "1"], None);
    }
}
