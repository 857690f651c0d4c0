//! The options of everything that resolves.

use clap::Args;
use naja_config::GivenOption;

use super::Given;

/// Where packages come from.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Index options")]
pub(crate) struct IndexArgs {
    /// The index that is asked last, instead of the default one
    #[arg(long, value_name = "URL")]
    pub(crate) default_index: Option<String>,
    /// A further index, asked before the default one; the first that has a name wins
    #[arg(long, value_name = "[NAME=]URL")]
    pub(crate) index: Vec<String>,
}

/// How versions are chosen.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Resolver options")]
pub(crate) struct ResolveArgs {
    /// Let every package go to its newest version that fits
    #[arg(short = 'U', long)]
    pub(crate) upgrade: bool,
    /// Let this package go to its newest version that fits
    #[arg(short = 'P', long, value_name = "PACKAGE")]
    pub(crate) upgrade_package: Vec<String>,
    /// Which prereleases may be chosen
    #[arg(long, value_name = "MODE", value_parser = ["disallow", "allow", "if-necessary", "explicit", "if-necessary-or-explicit"])]
    pub(crate) prerelease: Option<String>,
    /// Which of the versions that fit is chosen
    #[arg(long, value_name = "MODE", value_parser = ["highest", "lowest", "lowest-direct"])]
    pub(crate) resolution: Option<String>,
    /// Leave out files uploaded after this date or time (RFC 3339)
    #[arg(long, value_name = "DATE")]
    pub(crate) exclude_newer: Option<String>,
    #[command(flatten)]
    pub(crate) index: IndexArgs,
}

impl IndexArgs {
    fn give(&self, given: &mut Given) {
        given.text("default-index", self.default_index.as_deref(), "--default-index");
        if !self.index.is_empty() {
            given.text("index", Some(&self.index.join(" ")), "--index");
        }
    }
}

impl ResolveArgs {
    /// The options that stand for settings.
    pub(crate) fn given(&self) -> Vec<GivenOption> {
        let mut given = Given::default();
        given.text("prerelease", self.prerelease.as_deref(), "--prerelease");
        given.text("resolution", self.resolution.as_deref(), "--resolution");
        given.text("exclude-newer", self.exclude_newer.as_deref(), "--exclude-newer");
        self.index.give(&mut given);
        given.0
    }
}

/// How far the lock may be changed.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct LockPolicyArgs {
    /// Refuse a lock that is not up to date
    #[arg(long, conflicts_with = "frozen")]
    pub(crate) locked: bool,
    /// Take the lock as it is, without a look at pyproject.toml
    #[arg(long)]
    pub(crate) frozen: bool,
}
