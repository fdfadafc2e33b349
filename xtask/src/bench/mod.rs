//! `cargo xtask bench`.

mod peers;

/// The chore.
pub fn run(_names: &[String]) -> anyhow::Result<bool> {
    let _python = peers::python()?;
    anyhow::bail!("no workload stands yet")
}
