//! The extras and dependency groups that a command installs.

use std::collections::BTreeSet;

use naja_base::Diagnostic;
use naja_config::{DefaultGroups, closest};
use naja_pep::pylock::Pylock;
use naja_pep::{ExtraName, GroupName, NameError};
use naja_resolve::DEFAULT_GROUP;

use crate::cli::GroupArgs;

/// Extras and groups, checked against what the lock has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ExtrasAndGroups {
    /// The extras, sorted.
    pub(crate) extras: Vec<ExtraName>,
    /// The groups, sorted, the one that stands for the project's own dependencies among them where the lock has it.
    pub(crate) groups: Vec<GroupName>,
}

impl ExtrasAndGroups {
    /// The extras and groups of `lock` that `args` and the settings choose.
    ///
    /// # Errors
    /// When a name is chosen that the lock does not have.
    pub(crate) fn new(args: &GroupArgs, defaults: &DefaultGroups, lock: &Pylock) -> anyhow::Result<Self> {
        let all = &lock.dependency_groups;
        let mut groups = BTreeSet::new();
        if args.only_group.is_empty() {
            groups.extend(lock.default_groups.iter().cloned());
            groups.extend(default_groups(defaults, all)?);
        }
        for name in args.group.iter().chain(&args.only_group) {
            groups.insert(find_name(name, all, "dependency group")?);
        }
        if args.all_groups {
            groups.extend(all.iter().cloned());
        }
        for name in &args.no_group {
            groups.remove(&find_name(name, all, "dependency group")?);
        }
        if args.no_dev {
            groups.retain(|group| group.as_str() != "dev");
        }
        let extras = if args.all_extras {
            lock.extras.iter().cloned().collect()
        } else {
            let chosen = args.extra.iter().map(|name| find_name(name, &lock.extras, "extra"));
            chosen.collect::<anyhow::Result<BTreeSet<_>>>()?
        };
        Ok(Self { extras: extras.into_iter().collect(), groups: groups.into_iter().collect() })
    }
}

/// The groups that are installed without being asked for, beside the project's own dependencies.
fn default_groups(defaults: &DefaultGroups, all: &[GroupName]) -> anyhow::Result<Vec<GroupName>> {
    match defaults {
        DefaultGroups::Unset => Ok(all.iter().filter(|group| group.as_str() == "dev").cloned().collect()),
        DefaultGroups::All => Ok(all.to_vec()),
        DefaultGroups::Named(names) => {
            let group = |name: &naja_config::Located<String>| {
                find_name(&name.value, all, "dependency group").map_err(|_| {
                    let message = format!("there is no dependency group `{}`", name.value);
                    name.origin.error(message, "named as a default group").into()
                })
            };
            names.iter().map(group).collect()
        }
    }
}

/// A name of either kind.
trait NormalizedName: Clone + PartialEq + Sized {
    fn parse(text: &str) -> Result<Self, NameError>;
    fn text(&self) -> &str;
}

impl NormalizedName for ExtraName {
    fn parse(text: &str) -> Result<Self, NameError> {
        Self::new(text)
    }

    fn text(&self) -> &str {
        self.as_str()
    }
}

impl NormalizedName for GroupName {
    fn parse(text: &str) -> Result<Self, NameError> {
        Self::new(text)
    }

    fn text(&self) -> &str {
        self.as_str()
    }
}

/// The name `text` among `all`.
fn find_name<N: NormalizedName>(text: &str, all: &[N], noun: &str) -> anyhow::Result<N> {
    if let Ok(name) = N::parse(text)
        && all.contains(&name)
    {
        return Ok(name);
    }
    let names: Vec<_> = all.iter().map(NormalizedName::text).filter(|name| *name != DEFAULT_GROUP).collect();
    let help = match closest(text, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => format!("the project has no {noun}s"),
        None => format!("the project has `{}`", names.join("`, `")),
    };
    Err(Diagnostic::error(format!("there is no {noun} `{text}`")).with_help(help).into())
}

#[cfg(test)]
mod tests {
    use naja_config::DefaultGroups;
    use naja_pep::pylock::Pylock;
    use naja_pep::{ExtraName, GroupName};

    use super::ExtrasAndGroups;
    use crate::cli::GroupArgs;

    fn lock() -> Pylock {
        let group = |name| GroupName::new(name).unwrap();
        Pylock {
            extras: vec![ExtraName::new("web").unwrap()],
            dependency_groups: vec![group("default"), group("dev"), group("docs")],
            default_groups: vec![group("default")],
            ..Pylock::new()
        }
    }

    fn groups(args: &GroupArgs) -> String {
        let choice = ExtrasAndGroups::new(args, &DefaultGroups::Unset, &lock()).unwrap();
        choice.groups.iter().map(GroupName::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn dev_is_there_unless_it_is_left_out() {
        assert_eq!(groups(&GroupArgs::default()), "default dev");
        assert_eq!(groups(&GroupArgs { no_dev: true, ..GroupArgs::default() }), "default");
        assert_eq!(groups(&GroupArgs { only_group: vec!["docs".into()], ..GroupArgs::default() }), "docs");
        assert_eq!(groups(&GroupArgs { all_groups: true, ..GroupArgs::default() }), "default dev docs");
        assert_eq!(groups(&GroupArgs { no_group: vec!["Dev".into()], ..GroupArgs::default() }), "default");
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_nearest_one() {
        let args = GroupArgs { extra: vec!["wep".into()], ..GroupArgs::default() };
        let error = ExtrasAndGroups::new(&args, &DefaultGroups::Unset, &lock()).unwrap_err();
        let diagnostic = error.downcast_ref::<naja_base::Diagnostic>().unwrap();
        assert_eq!(diagnostic.help.as_deref(), Some("did you mean `web`?"));
    }
}
