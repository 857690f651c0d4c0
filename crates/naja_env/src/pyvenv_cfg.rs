//! `pyvenv.cfg`, the file that makes a folder an environment (PEP 405).

use std::io;
use std::path::Path;

use crate::folder::read_regular;

/// The file's name.
pub(crate) const PYVENV_CFG: &str = "pyvenv.cfg";

/// The text of a `pyvenv.cfg`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PyvenvCfg(String);

impl PyvenvCfg {
    /// Reads the file of the environment at `root`.
    pub(crate) fn read(root: &Path) -> io::Result<Self> {
        let bytes = read_regular(&root.join(PYVENV_CFG))?;
        Ok(Self(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// The value of `key`.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.0.lines().find_map(|line| {
            let (name, value) = line.split_once('=')?;
            name.trim().eq_ignore_ascii_case(key).then(|| value.trim())
        })
    }

    /// The Python version, as `venv` (`version`) or virtualenv (`version_info`) writes it.
    pub(crate) fn version(&self) -> Option<&str> {
        self.get("version").or_else(|| self.get("version_info"))
    }

    /// Major and minor version.
    pub(crate) fn minor(&self) -> Option<(u8, u8)> {
        let mut numbers = self.version()?.split('.').map(|part| part.parse::<u8>().ok());
        Some((numbers.next()??, numbers.next()??))
    }
}

#[cfg(test)]
mod tests {
    use super::PyvenvCfg;

    #[test]
    fn keys_are_found_whatever_their_case_and_spacing() {
        let file = PyvenvCfg("home=/usr/bin\nVersion_Info = 3.12.1.final.0\n# x = y\nx\n".to_owned());
        assert_eq!(file.get("HOME"), Some("/usr/bin"));
        assert_eq!((file.version(), file.minor()), (Some("3.12.1.final.0"), Some((3, 12))));
        assert_eq!(PyvenvCfg("version = three\n".to_owned()).minor(), None);
    }
}
