//! Where the lines of an installed distribution's `RECORD` lead, in an environment.

use std::path::Path;

use crate::relative_path::join;

/// The path of a line of the `RECORD` in the folder `site`, relative to the environment's `root`; `None` where it lies
/// outside.
pub(crate) fn resolve(root: &Path, site: &str, line: &str) -> Option<String> {
    if line.contains(['\\', '\0']) && !cfg!(windows) {
        return None;
    }
    let inside = match Path::new(line).strip_prefix(root) {
        Ok(rest) => rest.to_str()?.to_owned(),
        Err(_) if Path::new(line).is_absolute() => return None,
        Err(_) => join(site, line),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in inside.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}
